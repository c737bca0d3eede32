import * as z from "zod";

/** What an agency knows of the gateway: the documented deliveries and callbacks, nothing of its code. */

export const Money = z.object({ amount: z.int(), currency: z.string() });
export type Money = z.infer<typeof Money>;

export const Delivery = z.object({
  eventId: z.string(),
  eventType: z.string(),
  placementId: z.string(),
  occurredAt: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type Delivery = z.infer<typeof Delivery>;

export const Offered = z.object({
  lenderAccountRef: z.string(),
  balance: z.object({ outstanding: Money }),
  holds: z.array(z.string()),
});
export type Offered = z.infer<typeof Offered>;

export const HoldOrder = z.object({ holdId: z.string() });

export const RecallNotice = z.object({ recallId: z.string(), objections: z.record(z.string(), z.int()) });
export type RecallNotice = z.infer<typeof RecallNotice>;

export const SettlementDecision = z.object({ decision: z.string(), offer: Money });

export const DisputeOutcome = z.object({ disputeId: z.string(), outcome: z.string() });

export const Adjusted = z.object({ balance: z.object({ outstanding: Money }) });

export const CallbackAnswer = z.looseObject({
  receiptId: z.string(),
  eventId: z.string(),
  disposition: z.string(),
  reason: z.string().optional(),
  lifecycle: z.string().optional(),
  outstanding: Money.optional(),
  disputeId: z.string().optional(),
});
export type CallbackAnswer = z.infer<typeof CallbackAnswer>;

/** Why money was taken though nobody knows whose it is: the answer tells nothing of the case. */
export const IN_SUSPENSE = "posted-to-suspense";

export const Problem = z.looseObject({ code: z.string(), detail: z.string().optional() });

/** One callback as posted: the body keeps its bytes however often it is sent. */
export type Callback = {
  readonly eventId: string;
  readonly eventType: string;
  readonly placementId: string;
  readonly effectiveAt: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
};
