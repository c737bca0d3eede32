import { ok, type Result } from "../kernel/result.ts";
import { chargesOf, negative, signed, unsigned, type Amount, type KnownCurrency } from "./camt-amounts.ts";
import type { BatchDetail, Counterparty, Problem } from "./model.ts";
import { counterparty } from "./counterparty.ts";
import { addReference, spaced } from "./references.ts";
import { all, at, child, textAt, textIn, type Element } from "./xml-tree.ts";

/** What the entry says of all its transactions. */
export type Side = { readonly isCredit: boolean; readonly isReversal: boolean };

/** One transaction of an entry. */
export function detailOf(element: Element, side: Side, known: KnownCurrency): Result<BatchDetail, Problem> {
  const amount = amountIn(element, side, known);
  if (!amount.ok) return amount;
  const charges = chargesOf(element, known);
  if (!charges.ok) return charges;
  return ok({
    amount: amount.value?.amount,
    currency: amount.value?.currency,
    references: detailReferences(element),
    text: textOf(element),
    counterparty: counterpartyOf(element, side),
    charges: charges.value,
  });
}

/** From version 4 on a transaction has its own amount; before, it is the transaction's or the instructed one. */
function amountIn(
  element: Element,
  { isCredit }: Side,
  known: KnownCurrency,
): Result<Amount | undefined, Problem> {
  const own = child(element, "Amt");
  if (own && textIn(element, "CdtDbtInd")) return signed(element, known);
  const amount = own ?? at(element, "AmtDtls", "TxAmt", "Amt") ?? at(element, "AmtDtls", "InstdAmt", "Amt");
  if (amount === undefined) return ok(undefined);
  const read = unsigned(amount, known);
  const side = textIn(element, "CdtDbtInd");
  const isOut = side === "DBIT" || (side !== "CRDT" && !isCredit);
  return read.ok && isOut ? ok(negative(read.value)) : read;
}

const singles = [
  "EndToEndId",
  "TxId",
  "UETR",
  "InstrId",
  "PmtInfId",
  "MndtId",
  "ChqNb",
  "ClrSysRef",
] as const;

/** In the order of docs/bank-files.md. */
function detailReferences(element: Element): readonly string[] {
  const found: string[] = [];
  const refs = child(element, "Refs");
  addReference(found, textIn(refs, "AcctSvcrRef"));
  for (const name of singles) addReference(found, textIn(refs, name));
  const structured = all(child(element, "RmtInf"), "Strd");
  for (const one of structured) addReference(found, textAt(one, "CdtrRefInf", "Ref"));
  for (const one of structured)
    for (const document of all(one, "RfrdDocInf")) addReference(found, textIn(document, "Nb"));
  for (const one of all(refs, "Prtry")) addReference(found, textIn(one, "Ref"));
  return found;
}

function textOf(element: Element): string {
  const remittance = child(element, "RmtInf");
  const texts = all(remittance, "Ustrd").map(({ text }) => text);
  for (const one of all(remittance, "Strd")) for (const { text } of all(one, "AddtlRmtInf")) texts.push(text);
  texts.push(textIn(element, "AddtlTxInf") ?? "");
  return spaced(texts);
}

/** Who paid what came in, or was paid what went out. Of a reversal the parties are those of what is reversed. */
function counterpartyOf(element: Element, { isCredit, isReversal }: Side): Counterparty | undefined {
  const parties = child(element, "RltdPties");
  if (parties === undefined) return undefined;
  const role = isCredit === isReversal ? "Cdtr" : "Dbtr";
  const name = textAt(parties, role, "Nm") ?? textAt(parties, role, "Pty", "Nm");
  return counterparty(name, accountOf(child(parties, `${role}Acct`)));
}

/** The IBAN, or the number that the bank has. */
export const accountOf = (element: Element | undefined): string | undefined =>
  (textAt(element, "Id", "IBAN") ?? textAt(element, "Id", "Othr", "Id"))?.replaceAll(/\s+/gu, "");
