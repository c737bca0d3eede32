/** Members of books, journals and statements. */
export const ledgerWords: Readonly<Record<string, string>> = {
  "LedgerAccountView.account": "The ledger account, such as `receivable/PRINCIPAL`.",
  asOf: "The moment of which it speaks.",
  "LedgerAccountView.balance": "What is left, in minor units: debits less credits.",
  "TrialBalanceView.accounts": "Every ledger account that was ever posted to, by name.",
  change: "By how much the debt changed, in minor units: negative when it fell.",
  credit: "Credits, in minor units.",
  "StatementLine.creditBalance": "What was the debtor's after it, in minor units.",
  "StatementView.creditBalance": "What is the debtor's, in minor units.",
  debit: "Debits, in minor units.",
  lines: "Every movement, in the order of posting.",
  "StatementLine.outstanding": "What was owed after it, in minor units.",
  "StatementView.outstanding": "What is owed, in minor units.",
  owner: "Whose book: a lender, or `unassigned`.",
  "JournalEntry.accountId": "Whose history the event belongs to.",
  reference: "The reference of the agency or the bank, where the event names one.",
  role: "What a finance key may do: look, work what is open, approve. Each may what the one before may.",
};
