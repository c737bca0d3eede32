import * as z from "zod";

/** How the carrying of one event to its agency went so far. */
export const Delivery = z.object({
  eventId: z.string(),
  state: z.enum(["PENDING", "DELIVERED"]),
  attempts: z.int(),
  lastStatus: z.int().exactOptional(),
  lastFailure: z.string().exactOptional(),
  lastAttemptAt: z.string().exactOptional(),
});
export type Delivery = z.infer<typeof Delivery>;

/** What came of one attempt: the agency's status, or why there was none. */
export type Attempt = { readonly status: number } | { readonly failure: string };

export const isTaken = (attempt: Attempt): boolean =>
  "status" in attempt && attempt.status >= 200 && attempt.status < 300;

const BASE_SECONDS = 1;
const MAX_SECONDS = 900;

/** Seconds until the next attempt: doubling from one second to a quarter of an hour, with full jitter above half. */
export function nextAttemptSeconds(receiveCount: number, random: number): number {
  const ceiling = Math.min(MAX_SECONDS, BASE_SECONDS * 2 ** (receiveCount - 1));
  return Math.ceil(ceiling * (0.5 + random / 2));
}
