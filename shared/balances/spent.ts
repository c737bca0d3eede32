import { refuse, type Refusal } from "../kernel/problems.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import type { BalanceChange } from "./model.ts";

/** Whether a reference was given before, for the same. @returns refusal `balance-ref-reused` when for something else */
export function isSpent(
  standing: BalanceChange | undefined,
  { ref, contentHash }: Pick<BalanceChange, "ref" | "contentHash">,
): Result<boolean, Refusal> {
  if (standing === undefined) return ok(false);
  if (standing.contentHash === contentHash) return ok(true);
  return refuse({
    code: "balance-ref-reused",
    detail: `${ref} was given at ${standing.at} for something else. Nothing was changed.`,
  });
}

export const otherCurrency = (currency: string): Result<never, Refusal> =>
  fail({
    code: "currency-mismatch",
    detail: `The account is kept in ${currency}.`,
    errors: [{ pointer: "/amount/currency", code: "currency-mismatch", detail: `expected ${currency}` }],
  });

export const tooMuch = (detail: string): Result<never, Refusal> =>
  fail({
    code: "amount-exceeds-balance",
    detail,
    errors: [{ pointer: "/amount/amount", code: "amount-exceeds-balance", detail }],
  });
