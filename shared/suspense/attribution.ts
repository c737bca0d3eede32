import * as z from "zod";
import type { Account } from "../accounts/model.ts";
import type { Outcome, Received } from "../callbacks/outcome.ts";
import type { GatewayEvent } from "../kernel/event.ts";
import type { PlacementId } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { WaitingReversal } from "../payments/model.ts";
import { receivePayment } from "../payments/receive-payment.ts";
import { paymentData, reversalData } from "../payments/wire.ts";
import { settledBy, type InSuspense, type SettledSuspense, type Settling } from "./model.ts";

/** All that was taken back of a payment is applied in its transaction: at most so many parts. */
const REVERSAL_COUNT_MAX = 40;

export type Attribution = { readonly settled: SettledSuspense; readonly outcome: Outcome };

type To = Settling & { readonly account: Account; readonly placementId: PlacementId };

/**
 * Money in suspense found its account: the books of nobody give it up, and the account is paid as if its agency had
 * named the right placement at once, with what was corrected or taken back of it since.
 * @returns refusals `invalid-transition`, `currency-mismatch`, `invalid-request` when it was taken back in too many parts
 */
export function attribution(of: InSuspense, to: To): Result<Attribution, Refusal> {
  const settled = settledBy(of, "attribute", to);
  if (!settled.ok) return settled;
  const waiting = of.history.filter(({ type }) => type === "payment.reversed").map(reversalOf);
  if (waiting.length > REVERSAL_COUNT_MAX)
    return refuse({
      code: "invalid-request",
      detail: `The payment was taken back in more than ${REVERSAL_COUNT_MAX} parts: it can be returned.`,
    });
  const paid = receivePayment(to.account, reportOf(of, to), { ...of.payment, waiting });
  return paid.ok ? ok({ settled: settled.value, outcome: attributed(of, to, paid.value) }) : paid;
}

/** The payment is known by both placements, so that reporting it again by either is the same money. */
function attributed({ suspense, payment: before }: InSuspense, { actor }: To, outcome: Outcome): Outcome {
  const { payment, events } = outcome;
  const [first, ...others] = events;
  const why = { suspenseId: suspense.accountId, attributedBy: actor.id };
  return {
    ...outcome,
    ...(payment && { payment: { ...payment, reportedPlacementId: suspense.placementId } }),
    paymentBefore: before,
    events: [{ ...first, data: { ...first.data, ...why } }, ...others],
  };
}

const Reported = z.object({ sourceEventId: z.string() });

/** What its agency reported, of the placement that it belongs to. */
function reportOf({ payment, history }: InSuspense, { placementId, now }: To): Received<"payment.received"> {
  const first = history.find(({ type }) => type === "payment.suspended");
  if (first === undefined) throw new Error(`nobody reported what is in suspense: ${payment.accountId}`);
  const { effectiveAt, reportedAt, receivedAt, payloadHash = "" } = first;
  return {
    agencyId: payment.agencyId,
    callback: {
      specVersion: "1.0",
      eventId: Reported.parse(first.data).sourceEventId,
      eventType: "payment.received",
      schemaVersion: 1,
      placementId,
      effectiveAt,
      ...(reportedAt !== undefined && { reportedAt }),
      origin: "AGENCY",
      data: paymentData().parse(first.data),
    },
    payloadHash,
    receivedAt,
    postedAt: now,
  };
}

const Reversed = reversalData().pick({ reversalRef: true, amount: true, reason: true });

function reversalOf({ data, effectiveAt }: GatewayEvent): WaitingReversal {
  const { reversalRef, amount, reason } = Reversed.parse(data);
  return { reversalRef, amount: amount.amount, reason, effectiveAt };
}
