import type { Choice, Operation } from "../operation.ts";
import { ACCOUNT, reason, step } from "./account-step.ts";

/** An amount in minor units with its currency. */
const moneyOf = (what: string): readonly Choice[] => [
  {
    flag: "--amount <minor-units>",
    says: `${what}, in minor units`,
    member: "amount.amount",
    kind: "integer",
    needed: true,
  },
  { flag: "--currency <code>", says: "in which currency", member: "amount.currency", needed: true },
];

/** What a lender records of money that it got itself. */
export const directPaymentSteps: readonly Operation[] = [
  step({
    name: "pay",
    says: "Records that the debtor paid you, and tells the agency",
    examples: [
      `accounts pay ${ACCOUNT} --ref BANK-17 --amount 25000 --currency USD --at 2026-03-04T11:20:00Z`,
    ],
    path: "payments",
    body: [
      { flag: "--ref <paymentRef>", says: "your own reference of it", member: "paymentRef", needed: true },
      ...moneyOf("what was paid"),
      { flag: "--at <instant>", says: "when the debtor paid", member: "effectiveAt", needed: true },
      { flag: "--method <method>", says: "how it was paid", member: "method" },
      { flag: "--cleared-on <date>", says: "when the money was final", member: "clearedOn" },
      { flag: "--note <text>", says: "what to remember of it", member: "note" },
    ],
  }),
  step({
    name: "reverse-payment",
    says: "Records that such a payment went back, and tells the agency",
    examples: [
      `accounts reverse-payment ${ACCOUNT} BANK-17 --ref BANK-18 --amount 25000 --currency USD --reason NSF --at 2026-03-06T07:45:00Z`,
    ],
    path: "payments/:paymentRef/reversal",
    body: [
      {
        flag: "--ref <reversalRef>",
        says: "your own reference of it",
        member: "reversalRef",
        needed: true,
      },
      ...moneyOf("what went back"),
      { ...reason, flag: "--reason <code>" },
      { flag: "--at <instant>", says: "when it went back", member: "effectiveAt", needed: true },
      { flag: "--note <text>", says: "what to remember of it", member: "note" },
    ],
    asks: "The debtor owes it again. Reverse the payment?",
  }),
];
