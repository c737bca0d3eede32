import { once } from "node:events";
import { connect } from "node:net";

/**
 * One kept-alive HTTP/1.1 connection that sends requests made beforehand and reads no more of an answer than it
 * must. The machine that is measured is the one that loads: a full client would take a tenth of it.
 */
export type Line = {
  readonly send: (request: Buffer) => Promise<Answer>;
  readonly close: () => void;
};

export type Answer = { readonly status: number; readonly body: Buffer };

export async function openLine(port: number): Promise<Line> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  await once(socket, "connect");
  let received: Buffer = Buffer.alloc(0);
  let waiting: PromiseWithResolvers<Answer> | undefined;
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = wholeAnswer(received);
    if (answer === undefined) return;
    received = Buffer.alloc(0);
    waiting?.resolve(answer);
  });
  socket.on("error", (error) => waiting?.reject(error));
  socket.on("close", () => waiting?.reject(new Error("the connection was closed")));
  return {
    send: (request) => {
      waiting = Promise.withResolvers<Answer>();
      socket.write(request);
      return waiting.promise;
    },
    close: () => socket.destroy(),
  };
}

/** The answer once all of it is there; `undefined` before. */
function wholeAnswer(received: Buffer): Answer | undefined {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = received.toString("latin1", 0, end);
  const length = /\r\ncontent-length: *(\d+)/iu.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without content-length:\n${head}`);
  if (received.length < end + 4 + Number(length)) return undefined;
  return { status: Number(head.slice(9, 12)), body: received.subarray(end + 4) };
}

export function requestBytes(
  target: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Buffer {
  const head = Object.entries({ ...headers, "content-length": String(Buffer.byteLength(body)) });
  const lines = [`POST ${target} HTTP/1.1`, ...head.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`);
}
