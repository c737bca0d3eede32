import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export type Seen = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};

export type Reply = {
  readonly status: number;
  readonly body?: unknown;
  /** Sent as it is, in the place of `body`. */
  readonly text?: string;
  readonly headers?: Record<string, string>;
};

/** An HTTP server that stands where the gateway would, and answers as the test says. */
export async function stubGateway(answer: (seen: Seen, index: number) => Reply) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const one: Seen = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      const index = seen.push(one) - 1;
      const { status, body, text, headers } = answer(one, index);
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(text ?? JSON.stringify(body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    seen,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const accepted = (seen: Seen): Reply => ({
  status: 202,
  body: {
    receiptId: "rcp_1",
    eventId: String(seen.headers["webhook-id"]),
    disposition: "ACCEPTED",
    outstanding: { amount: 1000, currency: "USD" },
  },
});
