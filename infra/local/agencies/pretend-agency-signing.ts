import { Webhook } from "standardwebhooks";
import type { Callback } from "./pretend-agency-wire.ts";

/** Who posts: the key and the secret that the operator handed out. */
export type Seat = { readonly agencyId: string; readonly apiKey: string; readonly webhookSecret: string };

/** What every poster needs: where the gateway is, the cloud's clock, and when to stop. */
export type Posting = {
  readonly baseUrl: string;
  readonly now: () => number;
  readonly signal: AbortSignal;
};

/** Signed as documented, at the cloud's own time. */
export function signed(
  { webhookSecret }: Pick<Seat, "webhookSecret">,
  { eventId, body }: Pick<Callback, "eventId" | "body">,
  nowMs: number,
): Record<string, string> {
  const at = new Date(nowMs);
  return {
    "content-type": "application/json",
    "webhook-id": eventId,
    "webhook-timestamp": String(Math.floor(nowMs / 1000)),
    "webhook-signature": new Webhook(webhookSecret).sign(eventId, at, body),
  };
}
