import type { Currency } from "../kernel/money.ts";
import type { ReadLine } from "./model.ts";
import { entryOf, type Entry } from "./mt940-entry.ts";
import type { Field, Tools } from "./mt940-field.ts";
import { explanationOf } from "./mt940-text.ts";
import type { Progress } from "./progress.ts";
import { addReference, spaced } from "./references.ts";

/** Fields 61, each with the fields 86 that explain it. */
export function newEntries(progress: Progress, tools: Tools) {
  let currency: Currency | undefined;
  let open: { readonly field: Field; explanation: readonly string[] } | undefined;
  return {
    begin: (known: Currency | undefined): void => {
      currency = known;
    },
    open: (field: Field): void => {
      open = { field, explanation: [] };
    },
    /** Of what stands behind a closing balance the whole statement is explained, and no line. */
    explain: (field: Field): void => {
      if (open === undefined) return;
      open.explanation = open.explanation.length === 0 ? field.lines : [...open.explanation, ...field.lines];
    },
    flush: (): void => {
      if (open === undefined) return;
      const { field, explanation } = open;
      open = undefined;
      const entry = entryOf(field.lines[0] ?? "", currency, tools.dates);
      if (!entry.ok) return progress.quarantine(entry.error, rawOf(field.lines, explanation), field.line);
      progress.line(lineOf(entry.value, field.lines.slice(1), explanation), field.line);
    },
  };
}

const rawOf = (lines: readonly string[], explanation: readonly string[]): string =>
  [`:61:${lines.join("\n")}`, ...(explanation.length > 0 ? [`:86:${explanation.join("\n")}`] : [])].join(
    "\n",
  );

const none: readonly never[] = [];

function lineOf(
  { servicerRef, customerRef, ...entry }: Entry,
  supplement: readonly string[],
  lines: readonly string[],
): ReadLine {
  const { references, text, counterparty } = explanationOf(lines);
  const found: string[] = servicerRef === undefined ? [] : [servicerRef];
  for (const one of references) addReference(found, one);
  addReference(found, customerRef);
  return {
    currency: entry.currency,
    amount: entry.amount,
    valueDate: entry.valueDate,
    bookingDate: entry.bookingDate,
    isReversal: entry.isReversal,
    status: entry.status,
    servicerRef,
    references: found,
    text: supplement.length === 0 ? text : spaced([...supplement, text]),
    counterparty,
    charges: none,
    batch: undefined,
  };
}
