import type { BankPosition } from "./bank-positions.ts";
import { found, passed, type Check } from "./check.ts";

/**
 * Holds each bank account of the books against what the bank says it has. A line too few was taken for one that stood
 * already, or a statement is missing; a line too many was told twice without a reference, or by a file without
 * balances. What cannot be compared does not pass.
 */
export function bankAgrees(positions: readonly BankPosition[], lenderId: string): Check {
  const wrong = positions.flatMap((one) => faultOf(one) ?? []);
  if (wrong.length === 0)
    return passed(
      "BANK_AGREES",
      positions.length === 0
        ? "No bank account has statements with balances."
        : `Bank accounts that stand in the books as their statements end: ${positions.length}.`,
    );
  return found("BANK_AGREES", {
    count: wrong.length,
    detail: `${wrong.join("; ")}.`,
    links: [`/v1/bank-statements?lenderId=${lenderId}`],
  });
}

function faultOf({ bankAccountRef, ends, booked }: BankPosition): string | undefined {
  if (ends === undefined)
    return `${bankAccountRef}: its statements of one day do not say which comes first, so nothing is compared`;
  const { opening, closing, closedOn } = ends;
  if (opening + booked === closing) return undefined;
  return `${bankAccountRef}: the books say ${opening + booked}, the bank ${closing} on ${closedOn}`;
}
