import * as z from "zod";
import { Instant } from "../kernel/time.ts";
import { AgencyLane, LenderLane } from "./recipient.ts";

/** What came of one post: a status with the beginning of its body, or why there was none. */
export const Answer = z.object({
  status: z.int().exactOptional(),
  failure: z.string().exactOptional(),
  /** At most the first kilobyte of what came back. */
  excerpt: z.string().exactOptional(),
  retryAfterSeconds: z.number().exactOptional(),
  milliseconds: z.int(),
});
export type Answer = z.infer<typeof Answer>;

/** One attempt to hand an event over. */
export const Attempt = Answer.extend({ attemptedAt: Instant, replay: z.boolean().exactOptional() });
export type Attempt = z.infer<typeof Attempt>;

const deliveryStates = ["PENDING", "DELIVERED", "GIVEN_UP"] as const;
export const DeliveryState = z.enum(deliveryStates);
export type DeliveryState = z.infer<typeof DeliveryState>;

const delivery = {
  eventId: z.string(),
  eventType: z.string(),
  sequence: z.int(),
  state: DeliveryState.default("PENDING"),
  attempts: z.int(),
  recordedAt: Instant,
  lastAttemptAt: Instant,
  deliveredAt: Instant.exactOptional(),
  givenUpAt: Instant.exactOptional(),
  lastStatus: z.int().exactOptional(),
  lastFailure: z.string().exactOptional(),
  /** The attempt that the recipient took; those before it are items of their own. */
  taken: Attempt.exactOptional(),
};

/** The carrying of one event to one endpoint, from its first attempt on. */
export const Delivery = z.union([AgencyLane.extend(delivery), LenderLane.extend(delivery)]);
export type Delivery = z.infer<typeof Delivery>;

const lane = {
  /** The last event that was delivered or given up. */
  cursor: z.int(),
  /** Attempts made on the event after it. */
  attempts: z.int(),
  state: z.enum(["IDLE", "WAITING", "PARKED"]),
  nextAttemptAt: Instant.exactOptional(),
  /** When the clock looks at it, should no message do so before. */
  lookAt: Instant.exactOptional(),
  parkedAt: Instant.exactOptional(),
  revision: z.int(),
};

/**
 * The events of one placement on their way to one endpoint of its agency, or those of one account on their way to
 * one endpoint of its lender, in order. What is on the way is what stands behind the cursor in the account's
 * history; a queue's message only says that somebody should look.
 */
export const Lane = z.union([AgencyLane.extend(lane), LenderLane.extend(lane)]);
export type Lane = z.infer<typeof Lane>;
