import type * as z from "zod";
import { refundCredit } from "../../shared/balances/refund-credit.ts";
import { RefundRequest, WriteOffRequest } from "../../shared/balances/wire.ts";
import { writeOff } from "../../shared/balances/write-off.ts";
import type { Posting } from "../../shared/kernel/event.ts";
import { LenderId } from "../../shared/kernel/ids.ts";
import { accepted } from "../../shared/kernel/problems.ts";
import { Instant } from "../../shared/kernel/time.ts";
import type { PaymentView } from "../../shared/payments/view-wire.ts";
import { ids } from "./examples.ts";
import { paid } from "./story.ts";

export const refundBody = {
  refundRef: "RF-2026-0017",
  amount: { amount: 700, currency: "USD" },
  refundedOn: "2026-05-04",
  reason: "Paid twice.",
} as const satisfies z.input<typeof RefundRequest>;

export const writeOffBody = {
  writeOffRef: "WO-2026-0042",
  code: "UNECONOMICAL",
  reason: "Two placements without result.",
} as const satisfies z.input<typeof WriteOffRequest>;

const by = {
  actor: { kind: "LENDER", id: LenderId.parse(ids.lenderId) },
  now: Instant.parse("2026-05-04T09:00:00.000Z"),
  standing: undefined,
} as const;

const { account } = paid;
const overpaid = { ...account, paid: 1_000_000 };
const refund = accepted(refundCredit({ account: overpaid }, RefundRequest.parse(refundBody), by));
const ended = { ...account, lifecycle: "FINALIZED" } as const;
const written = accepted(writeOff({ account: ended }, WriteOffRequest.parse(writeOffBody), by));

/** What both post, as the code does it. */
export const balancePostings: readonly Posting[] = [refund, written].flatMap(
  (step) => step?.events.flatMap(({ postings = [] }) => postings) ?? [],
);

export const paymentExample = {
  paymentRef: "PAY-000731",
  agencyId: ids.agencyId,
  placementId: ids.placementId,
  amount: { amount: 25_000, currency: "USD" },
  reversed: { amount: 0, currency: "USD" },
  method: "ACH",
  recipient: "AGENCY",
  effectiveOn: "2026-03-05",
  status: "PROVISIONAL",
  provisionalUntil: "2026-03-09",
  reversibleUntil: "2026-05-04",
  rule: "Nacha: two banking days, and sixty days where a consumer did not authorise it",
  commission: { amount: 5_950, currency: "USD" },
  reserved: { amount: 5_950, currency: "USD" },
} as const satisfies z.input<typeof PaymentView>;
