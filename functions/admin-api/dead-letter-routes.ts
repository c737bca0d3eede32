import * as z from "zod";
import type { Identify } from "../../shared/access/authenticate.ts";
import type { redrive } from "../../shared/dead-letters/redrive.ts";
import type { listDeadLetterQueues, showLetters } from "../../shared/dead-letters/show-letters.ts";
import { RedriveRequest } from "../../shared/dead-letters/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import type { Log } from "../../shared/platform/log.ts";
import { bodyOf, operator } from "./operator.ts";

export type DeadLetterUseCases = {
  readonly identify: Identify;
  readonly listDeadLetterQueues: ReturnType<typeof listDeadLetterQueues>;
  readonly showLetters: ReturnType<typeof showLetters>;
  readonly redrive: ReturnType<typeof redrive>;
  readonly log: Log;
};

export const deadLetterRoutes = (use: DeadLetterUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/dead-letters", handle: async (c) => list(use, c) },
  { method: "GET", path: "/v1/dead-letters/:queue", handle: async (c) => show(use, c) },
  { method: "POST", path: "/v1/dead-letters/:queue/redrive", handle: async (c) => sendBack(use, c) },
];

/** Letters that one answer shows. */
const LETTER_COUNT_MAX = 100;

const Query = z.object({ limit: z.coerce.number().int().min(1).max(LETTER_COUNT_MAX).default(20) });

const queueOf = (c: HttpContext): string => c.req.param("queue") ?? "";

async function list(use: DeadLetterUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  return c.json({ items: await use.listDeadLetterQueues() });
}

async function show(use: DeadLetterUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const { limit } = parsed(Query, { limit: c.req.query("limit") });
  return c.json(await use.showLetters(queueOf(c), limit));
}

async function sendBack(use: DeadLetterUseCases, c: HttpContext): Promise<HttpReply> {
  const by = await operator(use, c);
  const request = await bodyOf(c, RedriveRequest);
  const answer = await use.redrive(queueOf(c), request);
  use.log.info("dead-letters.redriven", { queue: answer.queue, redriven: answer.redriven, by });
  return c.json(answer);
}
