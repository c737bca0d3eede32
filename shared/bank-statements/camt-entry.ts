import { fail, ok, type Result } from "../kernel/result.ts";
import { chargesOf, signed, type KnownCurrency } from "./camt-amounts.ts";
import { detailOf } from "./camt-details.ts";
import type { Dates } from "./dates.ts";
import { DETAIL_COUNT_MAX } from "./limits.ts";
import type { Batch, BatchDetail, Charge, LineStatus, Problem, ReadLine } from "./model.ts";
import { addReference, reference, spaced } from "./references.ts";
import { all, child, textAt, textIn, type Element } from "./xml-tree.ts";

export type CamtTools = { readonly known: KnownCurrency; readonly dates: Dates };

const problems = {
  STATUS_UNKNOWN: "The entry is neither booked nor pending nor information.",
  REVERSAL_UNKNOWN: "It does not say whether the entry is a reversal.",
  DATE_MISSING: "The entry has neither a value date nor a booking date.",
  DATE_INVALID: "A date of the entry is not in the calendar.",
  TOO_MANY_DETAILS: `An entry may have ${DETAIL_COUNT_MAX} transactions at most.`,
} as const;

const problem = (code: keyof typeof problems) => fail({ code, reason: problems[code] });

const statuses: Readonly<Record<string, LineStatus>> = {
  BOOK: "BOOKED",
  PDNG: "PENDING",
  FUTR: "PENDING",
  INFO: "INFORMATION",
};

const truths: Readonly<Record<string, boolean>> = { true: true, "1": true, false: false, "0": false };

/** One entry with all its transactions and charges. */
export function entryLine(entry: Element, { known, dates }: CamtTools): Result<ReadLine, Problem> {
  const money = signed(entry, known);
  if (!money.ok) return money;
  const isReversal = truths[textIn(entry, "RvslInd") ?? "false"];
  const status = statuses[textAt(entry, "Sts", "Cd") ?? textIn(entry, "Sts") ?? ""];
  const day = datesOf(entry, dates);
  if (isReversal === undefined) return problem("REVERSAL_UNKNOWN");
  if (status === undefined) return problem("STATUS_UNKNOWN");
  if (!day.ok) return day;
  const charges = chargesOf(entry, known);
  if (!charges.ok) return charges;
  const isCredit = textIn(entry, "CdtDbtInd") === "CRDT";
  const details = detailsOf(entry, { isCredit, isReversal }, known);
  if (!details.ok) return details;
  return ok({
    currency: money.value.currency,
    amount: money.value.amount,
    valueDate: day.value.valueDate,
    bookingDate: day.value.bookingDate,
    isReversal,
    status,
    ...described(entry, { details: details.value, charges: charges.value }),
  });
}

type Days = Pick<ReadLine, "valueDate" | "bookingDate">;

/** Without a value date money counts from its booking. */
function datesOf(entry: Element, dates: Dates): Result<Days, Problem> {
  const [value, booking] = [dayAt(entry, "ValDt"), dayAt(entry, "BookgDt")];
  const [valueDate, bookingDate] = [dates.iso(value), dates.iso(booking)];
  if (value === undefined && booking === undefined) return problem("DATE_MISSING");
  if ((value !== undefined && !valueDate) || (booking !== undefined && !bookingDate))
    return problem("DATE_INVALID");
  const day = valueDate ?? bookingDate;
  return day === undefined ? problem("DATE_MISSING") : ok({ valueDate: day, bookingDate });
}

const dayAt = (entry: Element, name: string): string | undefined =>
  textAt(entry, name, "Dt") ?? textAt(entry, name, "DtTm");

function detailsOf(
  entry: Element,
  side: Parameters<typeof detailOf>[1],
  known: KnownCurrency,
): Result<readonly BatchDetail[], Problem> {
  const elements = all(entry, "NtryDtls").flatMap((one) => all(one, "TxDtls"));
  if (elements.length > DETAIL_COUNT_MAX) return problem("TOO_MANY_DETAILS");
  const details: BatchDetail[] = [];
  for (const element of elements) {
    const detail = detailOf(element, side, known);
    if (!detail.ok)
      return fail({
        code: `DETAIL_${detail.error.code}`,
        reason: `In a transaction: ${detail.error.reason}`,
      });
    details.push(detail.value);
  }
  return ok(details);
}

type Described = Pick<ReadLine, "servicerRef" | "references" | "text" | "counterparty" | "charges" | "batch">;

type Told = { readonly details: readonly BatchDetail[]; readonly charges: readonly Charge[] };

/** One transaction is the line itself; several are its batch. */
function described(entry: Element, { details, charges }: Told): Described {
  const single = details.length === 1 ? details[0] : undefined;
  const servicerRef = servicerRefOf(entry, details.length);
  const own = single?.charges ?? [];
  return {
    servicerRef,
    references: entryReferences(entry, servicerRef, single),
    text: spaced([single?.text, textIn(entry, "AddtlNtryInf")]),
    counterparty: single?.counterparty,
    charges: own.length === 0 ? charges : [...charges, ...own],
    batch: batchOf(entry, details),
  };
}

function entryReferences(
  entry: Element,
  servicerRef: string | undefined,
  single: BatchDetail | undefined,
): readonly string[] {
  const found: string[] = [];
  addReference(found, servicerRef);
  for (const one of single?.references ?? []) addReference(found, one);
  for (const one of batches(entry)) {
    addReference(found, textIn(one, "PmtInfId"));
    addReference(found, textIn(one, "MsgId"));
  }
  return found;
}

/** The entry's own; some banks write it into the only transaction. */
function servicerRefOf(entry: Element, detailCount: number): string | undefined {
  const own = reference(textIn(entry, "AcctSvcrRef"));
  if (own !== undefined || detailCount !== 1) return own;
  const [group] = all(entry, "NtryDtls").filter((one) => child(one, "TxDtls"));
  return reference(textAt(group, "TxDtls", "Refs", "AcctSvcrRef"));
}

const batches = (entry: Element): readonly Element[] =>
  all(entry, "NtryDtls").flatMap((one) => all(one, "Btch"));

function batchOf(entry: Element, details: readonly BatchDetail[]): Batch | undefined {
  const stated = batches(entry).map((one) => textIn(one, "NbOfTxs") ?? "");
  const count =
    stated.length > 0 && stated.every((text) => /^\d{1,9}$/u.test(text))
      ? stated.reduce((sum, text) => sum + Number(text), 0)
      : undefined;
  if (details.length > 1) return { count: count ?? details.length, details };
  return count !== undefined && count > 1 ? { count, details: [] } : undefined;
}
