import type * as z from "zod";
import { withHistory } from "../../shared/accounts/history.ts";
import { EventView } from "../../shared/accounts/event-wire.ts";
import { accepted } from "../../shared/kernel/problems.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { receiveDirectPayment } from "../../shared/payments/direct-payment.ts";
import { reverseDirectPayment } from "../../shared/payments/direct-reversal.ts";
import { DirectPaymentRequest, DirectReversalRequest } from "../../shared/payments/direct-wire.ts";
import { canonical, sha256 } from "../../shared/platform/canonical.ts";
import { acknowledged, byLender, placed } from "./story.ts";

/** What the lender of the examples records of money that it got itself. */
export const directPaymentBody = {
  paymentRef: "BANK-2026-03-0917",
  amount: { amount: 30_000, currency: "USD" },
  method: "BANK_TRANSFER",
  effectiveAt: "2026-03-04T11:20:00Z",
  clearedOn: "2026-03-05",
} satisfies z.input<typeof DirectPaymentRequest>;

export const directReversalBody = {
  reversalRef: "BANK-2026-03-1104",
  amount: { amount: 30_000, currency: "USD" },
  reason: "RECALL_OF_FUNDS",
  effectiveAt: "2026-03-06T07:45:00Z",
} satisfies z.input<typeof DirectReversalRequest>;

const by = (now: string, body: unknown) => ({
  ...byLender(Instant.parse(now)),
  requestHash: sha256(canonical(body)),
});

const paid = accepted(
  receiveDirectPayment(
    placed(acknowledged.account),
    DirectPaymentRequest.parse(directPaymentBody),
    by("2026-03-05T09:12:00.000Z", directPaymentBody),
  ),
);
const afterwards = withHistory(
  paid.step.account,
  paid.step.events,
  Instant.parse("2026-03-05T09:12:00.000Z"),
);

const returned = accepted(
  reverseDirectPayment(
    placed(afterwards.account),
    { payment: paid.payment, request: DirectReversalRequest.parse(directReversalBody) },
    by("2026-03-06T08:02:00.000Z", directReversalBody),
  ),
);
const inTheEnd = withHistory(
  returned.step.account,
  returned.step.events,
  Instant.parse("2026-03-06T08:02:00.000Z"),
);

/** What is recorded of it, made by the code that makes it. */
export const paidDirectly: readonly EventView[] = afterwards.events.map(({ item }) => EventView.parse(item));
export const paidBack: readonly EventView[] = inTheEnd.events.map(({ item }) => EventView.parse(item));
