import type { BankPosition } from "./bank-positions.ts";
import { found, passed, type Check } from "./check.ts";

/**
 * Holds each bank account of the books against what the bank says it has. A line too few was taken for one that stood
 * already, or a statement is missing; a line too many was told twice without a reference, or by a file without
 * balances.
 */
export function bankAgrees(positions: readonly BankPosition[], lenderId: string): Check {
  const differing = positions.filter(({ opening, closing, booked }) => booked !== closing - opening);
  if (differing.length === 0)
    return passed(
      "BANK_AGREES",
      `${positions.length} bank accounts stand in the books as their statements end.`,
    );
  return found("BANK_AGREES", {
    count: differing.length,
    detail: `Books and bank differ. ${differing.map(inWords).join("; ")}.`,
    links: [`/v1/bank-statements?lenderId=${lenderId}`],
  });
}

const inWords = ({ bankAccountRef, opening, closing, closedOn, booked }: BankPosition): string =>
  `${bankAccountRef}: the books say ${opening + booked}, the bank ${closing} on ${closedOn}`;
