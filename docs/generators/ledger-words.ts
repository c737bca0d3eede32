import { invoicePosted } from "./invoice-examples.ts";
import { balancePostings } from "./balance-examples.ts";
import { breakAccounts } from "./break-blocks.ts";
import { BankAccountRef } from "../../shared/bank-accounts/wire.ts";
import { postingsOf } from "../../shared/bank-files/loaded.ts";
import type { Posting } from "../../shared/kernel/event.ts";
import { movement } from "../../shared/ledger/balance.ts";
import { clearingOf } from "../../shared/payments/clearing.ts";
import { Recipient } from "../../shared/payments/wire.ts";
import { BANK_ACCOUNT_REF } from "./bank-examples.ts";
import { remittancePostings } from "../../shared/remittances/postings.ts";
import { remittanceFacts } from "./remittance-examples.ts";
import { agencyId, beside, history, suspended } from "./story.ts";

/** What each ledger account holds. */
export const ledgerWords: Readonly<Record<string, string>> = {
  "receivable/<component>": "What the debtor owes and does not dispute, one account per balance component.",
  "disputed/<component>": "What of that is disputed, as long as a dispute is open.",
  "credit-balance": "What was received beyond what was due: the debtor's money.",
  opening: "The other side of what was placed.",
  adjustments: "The other side of what a decision took off a balance.",
  "write-offs": "What was given up of debts, less what came in all the same.",
  "refund-clearing": "What debtors were paid back, until a line of the bank is settled against it.",
  waivers: "The other side of what a settlement waived.",
  "cost-expense": "What agencies spent for the lender.",
  "agency-payable/<agencyId>": "What the lender owes an agency for what it spent.",
  "fees-added/<agencyId>": "The other side of what an agency or a court added to a debt.",
  "agency-clearing/<agencyId>": "Money that an agency has and has not remitted yet.",
  "lender-direct": "Money that the lender was paid directly.",
  "third-party-clearing": "Money that the gateway, a court or somebody else has.",
  "in-transit/<agencyId>": "Money that an agency said it paid and that has not arrived.",
  "commission-expense": "Commission that agencies kept back, or billed.",
  "commission-tax": "The tax on it.",
  "commission-payable/<agencyId>": "What the lender owes an agency of the commission that it billed.",
  tolerance: "Differences that were given up.",
  "suspense/<agencyId>": "Money whose account is unknown, until finance finds its home.",
  "bank/<bankAccountRef>": "By how much a bank account moved since its first statement was loaded.",
  "bank-clearing": "The other side of it, until a match says what each line stands for.",
};

const general = (account: string): string =>
  account
    .replace(/^(receivable|disputed)\/.*/u, "$1/<component>")
    .replace(/\/agy_.*/u, "/<agencyId>")
    .replace(/^bank\/.*/u, "bank/<bankAccountRef>");

const overpaid: readonly Posting[] = movement({ due: {}, paid: 0 }, { due: {}, paid: 1 });

const clearings = Recipient.options.map((recipient) => clearingOf(agencyId, recipient));

const banked = postingsOf([{ bankAccountRef: BankAccountRef.parse(BANK_ACCOUNT_REF), net: 1 }]);

/** Every ledger account that the code posts to, found by letting it post. */
export const ledgerAccounts: readonly string[] = [
  ...new Set([
    ...history.flatMap(({ postings }) => postings.map(({ account }) => general(account))),
    ...beside.map(({ account }) => general(account)),
    ...invoicePosted.map(({ account }) => general(account)),
    ...balancePostings.map(({ account }) => general(account)),
    ...overpaid.map(({ account }) => general(account)),
    ...clearings.map(general),
    ...banked.map(({ account }) => general(account)),
    ...remittancePostings(remittanceFacts).map(({ account }) => general(account)),
    ...breakAccounts,
    ...suspended.events.flatMap(({ postings = [] }) => postings.map(({ account }) => general(account))),
  ]),
];
