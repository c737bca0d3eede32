import type { Currency } from "../kernel/money.ts";
import { FIELD_LENGTH_MAX } from "./limits.ts";
import type { ReadLine } from "./model.ts";
import { entryOf, type Entry } from "./mt940-entry.ts";
import { firstLineOf, linesOf, type Field, type Tools } from "./mt940-field.ts";
import { fieldTooLong } from "./mt940-open-field.ts";
import { explanationOf } from "./mt940-text.ts";
import type { Progress } from "./progress.ts";
import { addReference, spaced } from "./references.ts";

/** Fields 61, each with the fields 86 that explain it. */
export function newEntries(progress: Progress, tools: Tools) {
  let currency: Currency | undefined;
  let open: Field | undefined;
  /** None is another one than an empty one. */
  let explanation: string | undefined;
  return {
    begin: (known: Currency | undefined): void => {
      currency = known;
    },
    open: (field: Field): void => {
      [open, explanation] = [field, undefined];
    },
    /** Of what stands behind a closing balance the whole statement is explained, and no line. */
    explain: ({ text, line }: Field): void => {
      if (open === undefined) return;
      explanation = explanation === undefined ? text : `${explanation}\n${text}`;
      if (explanation.length > FIELD_LENGTH_MAX) throw fieldTooLong(progress.placeOf(line));
    },
    flush: (): void => {
      if (open === undefined) return;
      const { text, line } = open;
      open = undefined;
      const first = firstLineOf(text);
      const entry = entryOf(first, currency, tools.dates);
      if (!entry.ok) return progress.quarantine(entry.error, rawOf(text, explanation), line);
      const supplement = first.length === text.length ? none : linesOf(text).slice(1);
      progress.line(lineOf(entry.value, supplement, explanation), line);
    },
  };
}

const rawOf = (text: string, explanation: string | undefined): string =>
  [`:61:${withFeeds(text)}`, ...(explanation === undefined ? [] : [`:86:${withFeeds(explanation)}`])].join(
    "\n",
  );

const withFeeds = (text: string): string => linesOf(text).join("\n");

const none: readonly never[] = [];

function lineOf(entry: Entry, supplement: readonly string[], explanation: string | undefined): ReadLine {
  const { references, text, counterparty } = explanationOf(explanation ?? "");
  const { servicerRef } = entry;
  const found: string[] = servicerRef === undefined ? [] : [servicerRef];
  for (const one of references) addReference(found, one);
  addReference(found, entry.customerRef);
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
