import * as z from "zod";
import { BalanceView } from "../ledger/balance-wire.ts";
import { Disclosed } from "../disclosure/disclosed.ts";
import { Withheld } from "../disclosure/wire.ts";
import { Money } from "../kernel/money.ts";
import { AccountHistory } from "../placements/wire.ts";

/** Until when payments are still the agency's, and by when it deletes what it knows of the debtor. */
const ended = { tailUntil: z.string().exactOptional(), deleteBy: z.string().exactOptional() };

/**
 * Once an agency attested that it deleted the debtor's data, nothing that was sealed is told to it again: the
 * member that told it is empty, and this one says why.
 */
const maybeWithheld = { withheld: Withheld.exactOptional() };

/**
 * What the gateway posts to an agency: Standard Webhooks headers (`webhook-id` is the `eventId`) around one of
 * these bodies. The same event always has the same id, however often it is sent.
 */
export const outboundData = {
  "placement.offered": z.object({
    lenderAccountRef: z.string(),
    product: z.string(),
    balance: BalanceView,
    acknowledgeBy: z.string(),
    /** 1 for an account that nobody had before; who had it is not told. */
    placementNumber: z.int().exactOptional(),
    holds: z.array(z.string()),
    history: AccountHistory.exactOptional(),
    ...Disclosed.shape,
    ...maybeWithheld,
  }),
  "placement.cancelled": z.object({ code: z.string() }),
  "information.provided": z.object({ text: z.string(), ...maybeWithheld }),
  "hold.apply": z.object({
    holdId: z.string(),
    type: z.string(),
    disputeId: z.string().exactOptional(),
    acknowledgeBy: z.string(),
  }),
  "hold.reminder": z.object({ holdId: z.string(), type: z.string(), acknowledgeBy: z.string() }),
  "hold.release": z.object({ holdId: z.string(), type: z.string() }),
  "dispute.resolved": z.object({ disputeId: z.string(), outcome: z.string(), explanation: z.string() }),
  "balance.adjusted": z.object({ adjustment: Money, balance: BalanceView, reason: z.string() }),
  "payment.direct_received": z.object({
    /** The lender's own reference. */
    paymentRef: z.string(),
    amount: Money,
    method: z.string(),
    clearedOn: z.string().exactOptional(),
    balance: BalanceView,
    acknowledgeBy: z.string(),
  }),
  "payment.direct_reversed": z.object({
    reversalRef: z.string(),
    /** Of the payment that is taken back, by the lender's own reference. */
    originalPaymentRef: z.string(),
    amount: Money,
    reason: z.string(),
    balance: BalanceView,
  }),
  "settlement.decided": z.object({
    settlementRef: z.string(),
    decision: z.string(),
    offer: Money,
    expiresOn: z.string().exactOptional(),
    reason: z.string().exactOptional(),
  }),
  "cost.decided": z.object({
    costId: z.string(),
    /** The agency's own reference. */
    costRef: z.string(),
    decision: z.string(),
    amount: Money,
    reason: z.string(),
  }),
  "recall.pending": z.object({
    recallId: z.string(),
    code: z.string(),
    /** When it becomes final, unless the agency objects. */
    finalAt: z.string(),
    /** The objections that the contract knows, and by how many days each puts the recall off. */
    objections: z.record(z.string(), z.int()),
  }),
  "recall.extended": z.object({ recallId: z.string(), reason: z.string(), finalAt: z.string() }),
  "recall.cancelled": z.object({ recallId: z.string(), code: z.string() }),
  "recall.final": z.object({ code: z.string(), recallId: z.string().exactOptional(), ...ended }),
  "placement.closed": z.object({ code: z.string(), ...ended }),
  "placement.reopened": z.object({ reason: z.string(), balance: BalanceView }),
} as const;

export type OutboundType = z.infer<typeof OutboundType>;

/** Any of them, by name. */
export const OutboundType = z.object(outboundData).keyof();

export const OutboundBody = z.object({
  specVersion: z.literal("1.0"),
  eventId: z.string(),
  eventType: z.string(),
  placementId: z.string(),
  occurredAt: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type OutboundBody = z.infer<typeof OutboundBody>;
