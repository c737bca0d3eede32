import { adviceBody } from "./remittance-examples.ts";
import { snapshotBody } from "./snapshot-examples.ts";
import { envelope } from "./callback-envelope.ts";

/** Callbacks about money beside the payment and its reversal, and about what the debtor agreed to. */
export const moneyExamples = {
  "payment.corrected": {
    ...envelope("evt-2026-000120", "2026-03-06T08:00:00Z"),
    eventType: "payment.corrected",
    data: {
      paymentRef: "PAY-000731",
      supersedesEventId: "evt-2026-000104",
      amount: { amount: 24_000, currency: "USD" },
      text: "Ten dollars were the bank's charge.",
    },
  },
  "cost.incurred": {
    ...envelope("evt-2026-000123", "2026-03-12T08:00:00Z"),
    eventType: "cost.incurred",
    data: {
      costRef: "COST-4471",
      type: "TRACING",
      amount: { amount: 1200, currency: "USD" },
      authorisationRef: "AUTH-2026-17",
    },
  },
  "fee.added": {
    ...envelope("evt-2026-000124", "2026-03-12T08:30:00Z"),
    eventType: "fee.added",
    data: {
      feeRef: "FEE-4472",
      type: "AGENCY_FEE",
      amount: { amount: 1500, currency: "USD" },
      authorisationRef: "CONTRACT-2025",
    },
  },
  "settlement.requested": {
    ...envelope("evt-2026-000125", "2026-03-14T10:00:00Z"),
    eventType: "settlement.requested",
    data: {
      settlementRef: "SET-31",
      offer: { amount: 60_000, currency: "USD" },
      expiresOn: "2031-04-30",
      text: "A relative would pay at once.",
    },
  },
  "settlement.approved": {
    ...envelope("evt-2026-000126", "2026-03-14T11:00:00Z"),
    eventType: "settlement.approved",
    data: {
      settlementRef: "SET-32",
      offer: { amount: 120_000, currency: "USD" },
      expiresOn: "2031-04-30",
    },
  },
  "settlement.declined": {
    ...envelope("evt-2026-000127", "2026-03-15T11:00:00Z"),
    eventType: "settlement.declined",
    data: { settlementRef: "SET-31", text: "The debtor took the offer back." },
  },
  "arrangement.amended": {
    ...envelope("evt-2026-000121", "2026-04-20T09:00:00Z"),
    eventType: "arrangement.amended",
    data: { arrangementRef: "PLAN-118", instalments: 12, frequency: "MONTHLY" },
  },
  "arrangement.instalment_missed": {
    ...envelope("evt-2026-000122", "2026-05-06T09:00:00Z"),
    eventType: "arrangement.instalment_missed",
    data: {
      arrangementRef: "PLAN-118",
      instalmentRef: "PLAN-118-2",
      dueOn: "2026-05-01",
      amount: { amount: 10_000, currency: "USD" },
    },
  },
  "remittance.advised": {
    specVersion: "1.0",
    eventId: "evt-2026-000128",
    effectiveAt: "2026-04-02T08:00:00Z",
    eventType: "remittance.advised",
    data: adviceBody,
  },
  "reconciliation.snapshot": {
    specVersion: "1.0",
    eventId: "evt-2026-000129",
    effectiveAt: "2026-04-02T22:00:00Z",
    eventType: "reconciliation.snapshot",
    data: snapshotBody,
  },
} as const;
