import * as z from "zod";
import { BalanceView, ContactPoint } from "../accounts/wire.ts";
import { Money } from "../kernel/money.ts";

/**
 * What the gateway posts to an agency: Standard Webhooks headers (`webhook-id` is the `eventId`) around one of
 * these bodies. The same event always has the same id, however often it is sent.
 */
export const outboundData = {
  "placement.offered": z.object({
    lenderAccountRef: z.string(),
    product: z.string(),
    delinquencyDate: z.string(),
    balance: BalanceView,
    acknowledgeBy: z.string(),
    debtor: z.object({
      name: z.string(),
      language: z.string(),
      region: z.string(),
      contactPoint: ContactPoint.exactOptional(),
    }),
    holds: z.array(z.string()),
  }),
  "placement.cancelled": z.object({ code: z.string() }),
  "information.provided": z.object({ text: z.string() }),
  "hold.apply": z.object({
    holdId: z.string(),
    type: z.string(),
    disputeId: z.string().exactOptional(),
    acknowledgeBy: z.string(),
  }),
  "hold.release": z.object({ holdId: z.string(), type: z.string() }),
  "dispute.resolved": z.object({ disputeId: z.string(), outcome: z.string(), explanation: z.string() }),
  "balance.adjusted": z.object({ adjustment: Money, balance: BalanceView, reason: z.string() }),
  "recall.final": z.object({ code: z.string() }),
} as const;

export type OutboundType = keyof typeof outboundData;

/** The same as a list, for filters. */
export const outboundTypes = [
  "placement.offered",
  "placement.cancelled",
  "information.provided",
  "hold.apply",
  "hold.release",
  "dispute.resolved",
  "balance.adjusted",
  "recall.final",
] as const satisfies readonly OutboundType[];

export const OutboundBody = z.object({
  specVersion: z.literal("1.0"),
  eventId: z.string(),
  eventType: z.string(),
  placementId: z.string(),
  occurredAt: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type OutboundBody = z.infer<typeof OutboundBody>;
