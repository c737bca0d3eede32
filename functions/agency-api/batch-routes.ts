import type { EventResult } from "../../shared/callbacks/batch-answer-wire.ts";
import { EventBatchRequest } from "../../shared/callbacks/batch-wire.ts";
import { lanesOf, memberOf } from "../../shared/callbacks/lanes.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import {
  problemOf,
  type HttpContext,
  type HttpReply,
  type HttpRoute,
} from "../../shared/platform/http-app.ts";
import { jsonOf, parsed } from "../../shared/platform/http-body.ts";
import type { Log } from "../../shared/platform/log.ts";
import { inParallel } from "../../shared/platform/parallel.ts";
import { authentic, type Authentic } from "./authentic.ts";
import { takeEvent, type Sender, type TakeEvent } from "../../shared/dialects/take-event.ts";
import { placementOf } from "../../shared/dialects/placement-of.ts";
import { understood, type Understand } from "../../shared/dialects/understood.ts";

export type BatchUseCases = Authentic & Understand & TakeEvent & { readonly log: Log };

/** Room for a hundred events with a paragraph each. A single long one may go on its own. */
const BATCH_BYTES_MAX = 1024 * 1024;

/** Placements whose events are taken at the same time. */
const AT_A_TIME = 8;

export const batchRoutes = (use: BatchUseCases): readonly HttpRoute[] => [
  {
    method: "POST",
    path: "/v1/agencies/:agencyId/event-batches",
    handle: async (c) => receive(use, c),
  },
];

type Numbered = { readonly index: number; readonly body: unknown };

/** Every event is taken for itself: what is wrong with one of them says nothing about the others. */
async function receive(use: BatchUseCases, c: HttpContext): Promise<HttpReply> {
  const { raw, sender, agency } = await authentic(use, c, BATCH_BYTES_MAX);
  const { events } = parsed(EventBatchRequest, jsonOf(c, raw));
  await use.spendQuota(agency, events.length, sender.receivedAt);
  const results: EventResult[] = [];
  const numbered = events.map((body, index) => ({ index, body }));
  const lanes = lanesOf(numbered, placementOf(await use.dialects.find(sender.agencyId)));
  await inParallel(lanes, AT_A_TIME, async (lane) => {
    for (const event of lane) results.push(await resultOf(use, sender, event));
  });
  return c.json({ items: results.toSorted((a, b) => a.index - b.index) });
}

async function resultOf(use: BatchUseCases, sender: Sender, { index, body }: Numbered): Promise<EventResult> {
  const eventId = memberOf(body, "eventId");
  const about = { index, ...(eventId !== undefined && { eventId }) };
  try {
    const { answer, replayed } = await takeEvent(
      use,
      sender,
      await understood(use, sender.agencyId, { body }),
    );
    return { ...about, eventId: answer.eventId, status: 202, replayed, receipt: answer };
  } catch (error) {
    if (error instanceof Refused) {
      const problem = problemOf(error.refusal);
      return { ...about, status: problem.status, problem };
    }
    use.log.error("event.failed", { agencyId: sender.agencyId, index }, error);
    const problem = problemOf({ code: "internal-error", detail: "The failure was logged." });
    return { ...about, status: problem.status, problem };
  }
}
