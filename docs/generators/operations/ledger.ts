import { statementLines } from "../../../shared/ledger/statement-lines.ts";
import { history } from "../story.ts";
import { ids } from "../examples.ts";
import { journalEntries, trialBalanceExample } from "../ledger-examples.ts";
import { faults, keyRefusals, type Operation } from "../operation.ts";

const reading = { method: "GET", for: ["Finance", "Operator"], proves: "key" } as const;
const refusals = [...keyRefusals, "not-found", "invalid-request", ...faults] as const;

const lines = statementLines(journalEntries);
const { outstanding = 0, disputed = 0, creditBalance = 0 } = lines.at(-1) ?? {};

/** What finance reads in the books. */
export const ledgerOperations: readonly Operation[] = [
  {
    ...reading,
    id: "getTrialBalance",
    path: "/v1/ledger/trial-balance",
    summary: "Read a trial balance",
    says: "Every ledger account of a book as it stood at a moment: what was posted by then. A book is one lender's, in one currency; `unassigned` is the book of money whose account is unknown. Both sides' sums are equal, always. What was posted in the last seconds may be missing from the answer for now.",
    parameters: ["bookOf", "bookCurrency", "asOf"],
    answer: {
      status: 200,
      says: "The trial balance.",
      schema: "TrialBalanceView",
      examples: { one: { summary: "After a payment", value: trialBalanceExample } },
    },
    refusals,
  },
  {
    ...reading,
    id: "listJournalEntries",
    path: "/v1/ledger/entries",
    summary: "List the journal of a day",
    says: "The entries that were posted into a book on a day (UTC), in the order of posting. Each is the postings of one event, which its `eventId` names; they sum to zero.",
    parameters: ["bookOf", "bookCurrency", "bookDate", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of entries.",
      schema: "JournalPage",
      examples: {
        one: { summary: "A placement and a payment", value: { items: journalEntries.slice(0, 2) } },
      },
    },
    refusals: [...refusals, "invalid-cursor"],
  },
  {
    ...reading,
    id: "verifyLedger",
    path: "/v1/ledger/verification",
    summary: "Verify histories",
    says: "A page of histories of one kind, each read again from its first event: numbering and hash chain, every event's postings, and the journal's entry of every event that is older than five minutes; of an account the balance of each component as well. With `of=SEALS`, a page of a book's sealed days: the chain of seals, what the bucket has of them, and that each day's entries still come to what was sealed. For each the first difference is told. All but accounts need a `currency`. `gateway ledger verify` reads all pages of everything.",
    parameters: ["bookOf", "verifiable", "verifiedCurrency", "limit", "cursor"],
    answer: {
      status: 200,
      says: "What was verified, and what does not hold.",
      schema: "VerificationView",
      examples: {
        holds: {
          summary: "All of it holds",
          value: { checked: 1, events: history.length, differences: [] },
        },
      },
    },
    refusals: [...refusals, "invalid-cursor"],
  },
  {
    ...reading,
    id: "getAccountStatement",
    path: "/v1/ledger/accounts/:accountId/statement",
    summary: "Read an account's statement",
    says: "Every movement of one debt in the order of posting, with what was owed after it, what of that was disputed, and what was the debtor's. It is read from the account's own history.",
    parameters: ["accountId"],
    answer: {
      status: 200,
      says: "The statement.",
      schema: "StatementView",
      examples: {
        one: {
          summary: "Placed, paid, disputed, adjusted",
          value: {
            accountId: ids.accountId,
            lenderId: ids.lenderId,
            lenderAccountRef: history[0]?.data["lenderAccountRef"] ?? "LN-1",
            currency: "USD",
            lines,
            outstanding,
            disputed,
            creditBalance,
          },
        },
      },
    },
    refusals: [...keyRefusals, "not-found", "limit-reached", ...faults],
  },
];
