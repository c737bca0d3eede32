/**
 * Use cases that are not mutated. What they decide is in the pure files beside them, such as `match-made.ts`,
 * `unmatch.ts`, `refold.ts` and `tally-commission.ts`; what is left is in which order they read and write, page by page
 * and chunk by chunk, which `test/simulation` breaks off before and after each call on a real table. The few words that
 * decide there all the same (which advices are final, which entries are folded, what names no payment) are held by
 * `test/api` and `test/simulation`, too slow to run once a mutant.
 */
export const useCases = [
  "shared/reconciliation/answer-request.ts",
  "shared/reconciliation/begin-run.ts",
  "shared/reconciliation/change-match.ts",
  "shared/reconciliation/claim-all.ts",
  "shared/reconciliation/collect-expectations.ts",
  "shared/reconciliation/look-at-commission.ts",
  "shared/reconciliation/prepare-match.ts",
  "shared/reconciliation/release-all.ts",
  "shared/reconciliation/request-nightly.ts",
  "shared/reconciliation/resume-matches.ts",
  "shared/reconciliation/run-part.ts",
  "shared/reconciliation/run-reconciliation.ts",
  "shared/reconciliation/work-off.ts",
] as const;

/** Sentences for people, which `docs/generate.ts` puts into the documents: a test could only repeat them. */
const words = ["shared/reconciliation/break-codes.ts", "shared/reconciliation/rule-words.ts"] as const;

/** Items, keys and conditions are what `test/stores` proves. */
const stores = ["shared/*/store.ts", "shared/*/*-store.ts"] as const;

const leftOut: readonly string[] = [...stores, ...useCases, ...words].map((path) => `!${path}`);

/** What is mutated: whoever adds a file to one of these folders has it mutated. */
export const areas: Readonly<Record<string, readonly string[]>> = {
  commissions: ["shared/commissions/*.ts", ...leftOut],
  ledger: ["shared/ledger/*.ts", ...leftOut],
  money: ["shared/kernel/money.ts"],
  reconciliation: ["shared/reconciliation/*.ts", ...leftOut],
};
