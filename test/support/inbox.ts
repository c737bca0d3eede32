import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import type { Json } from "./http.ts";

/** One request that reached an agency. */
type Delivered = {
  readonly eventId: string;
  readonly eventType: string;
  readonly placementId: string;
  readonly body: Json;
  readonly raw: string;
  readonly headers: Readonly<Record<string, string>>;
  /** By an independent implementation, over the very bytes that came. */
  readonly isSigned: boolean;
  readonly answered: number;
};

/** An agency's endpoint that keeps what it was sent. */
export type Inbox = {
  readonly url: string;
  /** Everything that came, whatever it was answered with. */
  readonly all: () => readonly Delivered[];
  /** What came and was taken, in order: the types, or those of one placement. */
  readonly taken: (placementId?: string) => readonly Delivered[];
  readonly types: (placementId?: string) => readonly string[];
  /** The first delivery that fits, now or when it comes. */
  readonly receives: (eventType: string, fits?: (delivered: Delivered) => boolean) => Promise<Delivered>;
  /** From now on answer with this status; 0 hangs up without an answer. */
  readonly answerWith: (status: number | ((delivered: Delivered) => number)) => void;
};

type Box = Inbox & { readonly take: (request: IncomingMessage, response: ServerResponse) => Promise<void> };

const WAIT_MS_MAX = 20_000;

const boxes = new Map<string, Box>();

/** One listener for all agencies of a test process; it never keeps the process alive. */
const origin = new Promise<string>((resolve) => {
  const server = createServer((request, response) => {
    const box = boxes.get(request.url ?? "");
    if (box === undefined) response.writeHead(404).end();
    else void box.take(request, response);
  });
  server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  server.unref();
});

/** Opens an endpoint under a path of its own, which stays the same for the same name. */
export async function openInbox(name: string, secret: string): Promise<Inbox> {
  const path = `/${name}`;
  const box = newBox((await origin) + path, secret);
  boxes.set(path, box);
  return box;
}

function newBox(url: string, secret: string): Box {
  const all: Delivered[] = [];
  const waiting = new Set<() => void>();
  let status: (delivered: Delivered) => number = () => 204;
  const taken = (placementId?: string) =>
    all.filter(
      (one) => one.answered === 204 && (placementId === undefined || one.placementId === placementId),
    );
  return {
    url,
    all: () => all,
    taken,
    types: (placementId) => taken(placementId).map(({ eventType }) => eventType),
    answerWith: (next) => {
      status = typeof next === "number" ? () => next : next;
    },
    receives: async (eventType, fits = () => true) => {
      const find = () => all.find((one) => one.eventType === eventType && fits(one));
      const deadline = Date.now() + WAIT_MS_MAX;
      for (let found = find(); ; found = find()) {
        if (found !== undefined) return found;
        if (Date.now() > deadline)
          throw new Error(
            `no ${eventType} came; only ${all.map((one) => one.eventType).join(", ") || "nothing"}`,
          );
        await next(waiting, deadline);
      }
    },
    take: async (request, response) => {
      const delivered = await read(request, secret);
      const answered = status(delivered);
      all.push({ ...delivered, answered });
      for (const wake of waiting) wake();
      if (answered === 0) request.socket.destroy();
      else response.writeHead(answered).end();
    },
  };
}

async function next(waiting: Set<() => void>, deadline: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(wake, deadline - Date.now() + 1);
    function wake() {
      clearTimeout(timer);
      waiting.delete(wake);
      resolve();
    }
    waiting.add(wake);
  });
}

async function read(request: IncomingMessage, secret: string): Promise<Delivered> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks).toString("utf8");
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const body: Json = JSON.parse(raw);
  const { eventId, eventType, placementId } = body as Record<"eventId" | "eventType" | "placementId", string>;
  return {
    eventId,
    eventType,
    placementId,
    body,
    raw,
    headers,
    isSigned: isSigned(secret, raw, headers),
    answered: -1,
  };
}

/** The library checks the timestamp against this process's time; a cloud whose clock was moved lives later. */
function isSigned(secret: string, raw: string, headers: Record<string, string>): boolean {
  const at = new Date(Number(headers["webhook-timestamp"]) * 1000);
  return new Webhook(secret).sign(headers["webhook-id"] ?? "", at, raw) === headers["webhook-signature"];
}
