import { EVENT_BYTES_MAX } from "../../shared/callbacks/event-text.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { jsonOf } from "../../shared/platform/http-body.ts";
import { authentic, type Authentic } from "./authentic.ts";
import { takeEvent, type TakeEvent } from "../../shared/dialects/take-event.ts";
import { understood, type Understand } from "../../shared/dialects/understood.ts";

export type CallbackUseCases = Authentic & Understand & TakeEvent;

export const callbackRoutes = (use: CallbackUseCases): readonly HttpRoute[] => [
  { method: "POST", path: "/v1/agencies/:agencyId/events", handle: async (c) => receive(use, c) },
];

async function receive(use: CallbackUseCases, c: HttpContext): Promise<HttpReply> {
  const { raw, sender, agency } = await authentic(use, c, EVENT_BYTES_MAX);
  await use.spendQuota(agency, 1, sender.receivedAt);
  const body = jsonOf(c, raw);
  const sentAs = c.req.header("webhook-id") ?? "";
  const event = await understood(use, sender.agencyId, { body, sentAs });
  if (event.eventId !== sentAs)
    throw new Refused({
      code: "invalid-request",
      detail: "webhook-id and eventId differ.",
      errors: [
        { pointer: "/eventId", code: "differs-from-header", detail: "must equal the webhook-id header" },
      ],
    });
  const { answer, replayed } = await takeEvent(use, sender, event);
  if (replayed) c.header("idempotent-replayed", "true");
  return c.json(answer, 202);
}
