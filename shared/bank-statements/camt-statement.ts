import type { Result } from "../kernel/result.ts";
import { signedBalance } from "./camt-amounts.ts";
import { accountOf } from "./camt-details.ts";
import type { CamtTools } from "./camt-entry.ts";
import type { Balance, BankStatement, Place, Problem, StatementKind } from "./model.ts";
import type { Tally } from "./tally.ts";
import { all, child, textAt, textIn, type Element } from "./xml-tree.ts";

export type Head = Omit<BankStatement, "place" | "bankAccount"> & {
  readonly bankAccount: string | undefined;
};

/** Of an opening balance: the booked one, else what the last statement closed with. */
const openings = ["OPBD", "PRCD"] as const;
const CLOSING = "CLBD";
/** Between the pages of one statement. */
const INTERIM = "ITBD";

/** Everything that stands before a statement's entries. */
export function headOf(element: Element, kind: StatementKind, tools: CamtTools): Head {
  const account = child(element, "Acct");
  const { opening, closing } = balancesOf(element, tools);
  const currency = tools.known(textIn(account, "Ccy")) ?? opening?.currency;
  const sequence = textIn(element, "ElctrncSeqNb") ?? textIn(element, "LglSeqNb");
  const period = periodOf(element, tools);
  return {
    statementId: textIn(element, "Id") ?? "",
    bankAccount: accountOf(account),
    kind,
    ...(currency && { currency }),
    ...(sequence && { sequence }),
    ...(opening && { opening }),
    ...(closing && { closing }),
    ...(period && { period }),
  };
}

function periodOf(element: Element, { dates }: CamtTools): BankStatement["period"] {
  const span = child(element, "FrToDt");
  const from = dates.iso(textIn(span, "FrDtTm") ?? textIn(span, "FrDt"));
  const to = dates.iso(textIn(span, "ToDtTm") ?? textIn(span, "ToDt"));
  return from && to ? { from, to } : undefined;
}

export const pageOf = (element: Element): string | undefined =>
  textAt(element, "StmtPgntn", "PgNb") ??
  textAt(element, "RptPgntn", "PgNb") ??
  textAt(element, "NtfctnPgntn", "PgNb");

const typeOf = (balance: Element): string => textAt(balance, "Tp", "CdOrPrtry", "Cd") ?? "";

/** On a page that is not the last one, interim balances stand for those that are missing. */
function balancesOf(
  element: Element,
  tools: CamtTools,
): { readonly opening?: Balance | undefined; readonly closing?: Balance | undefined } {
  const balances = all(element, "Bal");
  const interim = balances.filter((one) => typeOf(one) === INTERIM);
  const openingElement =
    openings.map((type) => balances.find((one) => typeOf(one) === type)).find((one) => one) ??
    interim.shift();
  const closingElement = balances.find((one) => typeOf(one) === CLOSING) ?? interim.pop();
  return { opening: balanceIn(openingElement, tools), closing: balanceIn(closingElement, tools) };
}

function balanceIn(element: Element | undefined, { known, dates }: CamtTools): Balance | undefined {
  if (element === undefined) return undefined;
  const read = signedBalance(element, known);
  const date = dates.iso(textAt(element, "Dt", "Dt") ?? textAt(element, "Dt", "DtTm"));
  return read.ok ? { ...read.value, ...(date && { date }) } : undefined;
}

/** Balances that stand there and cannot be read. */
export function checkBalances(
  element: Element,
  { known }: CamtTools,
  at: { tally: Tally; place: Place },
): void {
  const checked = new Set<string>([...openings, CLOSING, INTERIM]);
  for (const balance of all(element, "Bal")) {
    if (!checked.has(typeOf(balance))) continue;
    const read: Result<unknown, Problem> = signedBalance(balance, known);
    if (!read.ok)
      at.tally.fault({
        code: "BALANCE_UNREADABLE",
        reason: `A balance cannot be read. ${read.error.reason}`,
        place: at.place,
        expected: "",
        found: "",
      });
  }
}
