import { EVENT_BYTES_MAX } from "../../shared/callbacks/event-text.ts";
import { takeEvent, understood, type TakeEvent } from "../../shared/callbacks/take-event.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { HttpContext, HttpRoute } from "../../shared/platform/http-app.ts";
import { jsonOf } from "../../shared/platform/http-body.ts";
import { authentic, type Authentic } from "./authentic.ts";

export type CallbackUseCases = Authentic & TakeEvent;

export const callbackRoutes = (use: CallbackUseCases): readonly HttpRoute[] => [
  { method: "POST", path: "/v1/agencies/:agencyId/events", handle: async (c) => receive(use, c) },
];

async function receive(use: CallbackUseCases, c: HttpContext): Promise<Response> {
  const { raw, ...sender } = await authentic(use, c, EVENT_BYTES_MAX);
  const body = jsonOf(c, raw);
  const event = understood(body);
  if (event.eventId !== c.req.header("webhook-id"))
    throw new Refused({
      code: "invalid-request",
      detail: "webhook-id and eventId differ.",
      errors: [
        { pointer: "/eventId", code: "differs-from-header", detail: "must equal the webhook-id header" },
      ],
    });
  const { answer, replayed } = await takeEvent(use, sender, { ...event, body });
  if (replayed) c.header("idempotent-replayed", "true");
  return c.json(answer, 202);
}
