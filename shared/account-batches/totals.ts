import type { Reason } from "../incoming-files/model.ts";
import type { Batch, FoundTotals } from "./model.ts";

type Facts = { readonly found: FoundTotals; readonly sha256: string };

/** Where the file is not what was said of it. Any difference refuses the whole file. */
export function mismatches(said: Pick<Batch, "controlTotals" | "declaredSha256">, facts: Facts): Reason[] {
  const { count, amount } = said.controlTotals;
  const reasons: Reason[] = [];
  if (said.declaredSha256 !== undefined && said.declaredSha256 !== facts.sha256)
    reasons.push({
      code: "SHA256_MISMATCH",
      message: `The file's SHA-256 is ${facts.sha256}; ${said.declaredSha256} was given.`,
    });
  if (count !== facts.found.count)
    reasons.push({
      code: "COUNT_MISMATCH",
      message: `The file has ${facts.found.count} rows; ${count} were given.`,
    });
  for (const [currency, total] of Object.entries(withCurrency(facts.found.amounts, amount.currency)))
    if (currency !== amount.currency)
      reasons.push({
        code: "OTHER_CURRENCY",
        message: `The file has amounts in ${currency}; its total was given in ${amount.currency}.`,
      });
    else if (total !== String(amount.amount))
      reasons.push({
        code: "AMOUNT_MISMATCH",
        message: `The file's amounts add up to ${total} minor units of ${currency}; ${amount.amount} were given.`,
      });
  return reasons;
}

const withCurrency = (
  amounts: Readonly<Record<string, string>>,
  currency: string,
): Readonly<Record<string, string>> => ({ [currency]: "0", ...amounts });
