import type { AgencyStatementView } from "./wire.ts";

export const statementColumns = ["part", "line", "amount", "currency", "reference"] as const;

type Row = readonly [part: string, line: string, amount: number, currency: string, reference: string];

/** A statement as rows for a spreadsheet: amounts are minor units, as everywhere. */
export function statementRows(statement: AgencyStatementView): readonly Row[] {
  const { currency, clearing, inTransit, kept, carriedForward, remittances } = statement;
  const part = (name: string, of: Readonly<Record<string, number>>): readonly Row[] =>
    Object.entries(of).map(([line, amount]) => [name, line, amount, currency, ""]);
  return [
    ...part("clearing", clearing),
    ...part("inTransit", inTransit),
    ...part("kept", kept),
    ...part("carried", { forward: carriedForward }),
    ...remittances.map(({ remittanceRef, payable }): Row => [
      "remittance",
      "payable",
      payable,
      currency,
      remittanceRef,
    ]),
  ];
}
