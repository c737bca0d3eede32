import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import type { Worker } from "./pretend-agency-case.ts";
import { takenOf, type Journal, type Received } from "./pretend-agency-journal.ts";
import { Delivery } from "./pretend-agency-wire.ts";
import { chance } from "../sandbox/sandbox-chance.ts";

const BODY_BYTES_MAX = 1_000_000;
const TOLERANCE_MS = 300_000;
const FAILING_SHARE = 0.03;

export type ServerOptions = {
  readonly journal: Journal;
  readonly now: () => number;
  readonly seed: number;
  readonly lively: boolean;
  /** The worker behind a path; nobody is there before the sandbox has handed out keys. */
  readonly workerAt: (path: string) => Worker | undefined;
  /** An agency that is down answers nothing but 503. */
  readonly isDown: (agencyId: string) => boolean;
  readonly accept: (worker: Worker, delivery: Delivery) => void;
};

/** One HTTP server for all pretend agencies, a path for each. A taken port is answered by another one. */
export async function listenForDeliveries(port: number, options: ServerOptions): Promise<Server> {
  const server = createServer((request, response) => {
    void receive(request, options).then(
      (status) => reply(response, status),
      () => reply(response, 500),
    );
  });
  try {
    return await listening(server, port);
  } catch {
    return listening(server, 0);
  }
}

export function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("the agencies' server has no port");
  return address.port;
}

async function listening(server: Server, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve(server);
    });
  });
}

function reply(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    "content-type": "application/json",
    ...(status === 503 && { "retry-after": "1" }),
  });
  response.end(status === 200 ? '{"received":true}' : "{}");
}

async function receive(request: IncomingMessage, options: ServerOptions): Promise<number> {
  const worker = options.workerAt(request.url ?? "/");
  if (worker === undefined) return request.url?.startsWith("/agencies/") === true ? 503 : 404;
  const payload = await bodyOf(request);
  if (payload === undefined) return 413;
  if (options.isDown(worker.seat.agencyId)) {
    options.journal.counts.turnedAway += 1;
    return 503;
  }
  const headers = webhookHeaders(request);
  const status = judge(worker, { ...headers, payload }, options);
  const habitMs = worker.habit === "slow" && options.lively ? 100 + 300 * chance(headers.id) : 0;
  if (habitMs > 0) await sleep(habitMs);
  return status;
}

type Posted = {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly payload: string;
};

function judge(worker: Worker, posted: Posted, options: ServerOptions): number {
  const { journal } = options;
  const note = (status: number, delivery?: Delivery): number => {
    journal.noteReceived(received(worker, { posted, status, at: options.now() }, delivery));
    return status;
  };
  if (!isAuthentic(worker.seat.webhookSecret, posted, options.now())) {
    journal.counts.badSignatures += 1;
    return note(401);
  }
  const delivery = parsed(posted);
  if (delivery === undefined) {
    journal.counts.malformed += 1;
    return note(400);
  }
  if (journal.accepted.has(posted.id)) {
    journal.counts.repeatedDeliveries += 1;
    return note(200, delivery);
  }
  if (failsOnPurpose(posted.id, options)) return note(chance(posted.id) < 0.5 ? 500 : 503, delivery);
  journal.accepted.set(posted.id, takenOf(worker, delivery));
  options.accept(worker, delivery);
  return note(200, delivery);
}

/** A few deliveries fail the first time, so that the gateway has to come again. */
function failsOnPurpose(webhookId: string, { journal, lively, seed }: ServerOptions): boolean {
  if (!lively || journal.failed.has(webhookId) || chance(`${seed}|fails|${webhookId}`) >= FAILING_SHARE)
    return false;
  journal.failed.add(webhookId);
  return true;
}

/** Standard Webhooks by its own library; the tolerance is measured on the local cloud's clock, which can be moved. */
function isAuthentic(secret: string, { id, timestamp, signature, payload }: Posted, nowMs: number): boolean {
  const sentMs = Number(timestamp) * 1000;
  if (id === "" || Number.isNaN(sentMs) || Math.abs(nowMs - sentMs) > TOLERANCE_MS) return false;
  const expected = Buffer.from(new Webhook(secret).sign(id, new Date(sentMs), payload));
  return signature.split(" ").some((each) => {
    const given = Buffer.from(each);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function parsed({ id, payload }: Posted): Delivery | undefined {
  try {
    const delivery = Delivery.parse(JSON.parse(payload));
    return delivery.eventId === id ? delivery : undefined;
  } catch {
    return undefined;
  }
}

function received(
  worker: Worker,
  { posted, status, at }: { posted: Posted; status: number; at: number },
  delivery?: Delivery,
): Received {
  return {
    agencyId: worker.seat.agencyId,
    receivedAt: new Date(at).toISOString(),
    status,
    webhookId: posted.id,
    ...(delivery !== undefined && {
      eventType: delivery.eventType,
      placementId: delivery.placementId,
      body: delivery,
    }),
  };
}

function webhookHeaders({ headers }: IncomingMessage): Omit<Posted, "payload"> {
  const text = (name: string): string => [headers[name] ?? ""].flat().join(" ");
  return {
    id: text("webhook-id"),
    timestamp: text("webhook-timestamp"),
    signature: text("webhook-signature"),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) return undefined;
    size += chunk.length;
    if (size > BODY_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
