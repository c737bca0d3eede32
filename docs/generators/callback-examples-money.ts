import { envelope } from "./callback-envelope.ts";

/** Callbacks about money beside the payment and its reversal, and about what the debtor agreed to. */
export const moneyExamples = {
  "payment.corrected": {
    ...envelope("evt-2026-000120", "2026-03-06T08:00:00Z"),
    eventType: "payment.corrected",
    data: {
      paymentRef: "PAY-2026-7781",
      supersedesEventId: "evt-2026-000104",
      amount: { amount: 24_000, currency: "USD" },
      text: "Ten dollars were the bank's charge.",
    },
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
} as const;
