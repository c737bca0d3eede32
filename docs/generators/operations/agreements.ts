import { paymentExample } from "../balance-examples.ts";
import { settlementBody } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { agreements, views } from "../story.ts";

export const agreementOperations: readonly Operation[] = [
  {
    id: "listArrangements",
    method: "GET",
    path: "/v1/accounts/:accountId/arrangements",
    summary: "What the debtor agreed to pay",
    says: "Every agreement that agencies reported for the account, former placements included: its state and terms as of when they are, and the instalments that were missed.",
    for: ["Lender", "Operator"],
    proves: "key",
    parameters: ["accountId"],
    answer: {
      status: 200,
      says: "The agreements.",
      schema: "ArrangementList",
      examples: { one: { summary: "One in force", value: { items: [agreements.arrangement] } } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    id: "listSettlements",
    method: "GET",
    path: "/v1/accounts/:accountId/settlements",
    summary: "What the debtor offered",
    says: "Every offer to pay a part for the whole, decided or not. `paidBefore` is what had come in when the offer was heard of: what comes after it counts towards the offer.",
    for: ["Lender", "Operator"],
    proves: "key",
    parameters: ["accountId"],
    answer: {
      status: 200,
      says: "The offers.",
      schema: "SettlementList",
      examples: { one: { summary: "One that waits", value: { items: [agreements.settlement] } } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    id: "listPayments",
    method: "GET",
    path: "/v1/accounts/:accountId/payments",
    summary: "What was paid",
    says: "Every payment of the account, the oldest first, with its corrections and reversals folded in. By its method a payment is `PROVISIONAL` for as long as it may go back as a matter of course: two banking days for ACH, eight weeks for a SEPA direct debit, the contract's `reversalReserveDays` for cards, cheques and wallets, and not at all for cash and transfers. `reserved` is the commission on it that is better kept until then.",
    for: ["Lender", "Finance", "Operator"],
    proves: "key",
    parameters: ["accountId"],
    answer: {
      status: 200,
      says: "The payments.",
      schema: "PaymentList",
      examples: { one: { summary: "One that may still go back", value: { items: [paymentExample] } } },
    },
    refusals: [...keyRefusals, "not-found", "limit-reached", ...faults],
  },
  {
    id: "decideSettlement",
    method: "POST",
    path: "/v1/accounts/:accountId/settlement-decisions",
    summary: "Answer an offer",
    says: "The agency hears it in the order of its placement. The same decision again changes nothing; a decision is not taken back.",
    for: ["Lender"],
    proves: "key",
    parameters: ["accountId"],
    request: {
      schema: "DecideSettlementRequest",
      bytesMax: 16 * 1024,
      examples: { approved: { summary: "The offer is taken", value: settlementBody } },
    },
    answer: {
      status: 200,
      says: "The account as it is then.",
      schema: "AccountView",
      examples: { account: { summary: "An account", value: views.onHold } },
    },
    refusals: [
      ...keyRefusals,
      ...bodyRefusals,
      "not-found",
      "invalid-transition",
      "settlement-expired",
      ...faults,
    ],
  },
];
