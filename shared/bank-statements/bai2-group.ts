import type { LocalDate } from "../kernel/time.ts";
import { fieldAt, type Bai2Record } from "./bai2-record.ts";
import type { Dates } from "./dates.ts";
import type { BankStatement, Problem } from "./model.ts";
import { Unreadable } from "./unreadable.ts";

export type Bai2Group = {
  readonly asOf: LocalDate;
  readonly currency: string;
  readonly statement: Pick<BankStatement, "kind" | "period" | "isCorrection">;
  /** Why none of its lines is money. */
  readonly problem?: Problem;
};

/** Where a group names no currency. */
const CURRENCY = "USD";

const UPDATE = "1";
const CORRECTION = "3";
const without: Readonly<Record<string, Problem>> = {
  "2": { code: "GROUP_DELETED", reason: "The bank takes back what it sent before." },
  "4": { code: "GROUP_IS_TEST", reason: "The bank marked the group as a test." },
};

/** Interim reports are followed by final ones. */
const interim = new Set(["1", "3"]);

/** Record 02: receiver, originator, status, as-of date and time, currency, modifier. */
export function newBai2Group(record: Bai2Record, dates: Dates): Bai2Group {
  const status = fieldAt(record, 2);
  const asOf = dates.short(fieldAt(record, 3));
  const problem = without[status];
  if (asOf === undefined)
    throw new Unreadable(
      { code: "DATE_INVALID", reason: "The group has no as-of date that is in the calendar." },
      { line: record.line },
    );
  if (problem === undefined && status !== UPDATE && status !== CORRECTION)
    throw new Unreadable(
      { code: "GROUP_STATUS_UNKNOWN", reason: "The group's status is none of 1 to 4." },
      { line: record.line },
    );
  return {
    asOf,
    currency: fieldAt(record, 5) || CURRENCY,
    statement: {
      kind: interim.has(fieldAt(record, 6)) ? "PROVISIONAL" : "BOOKED",
      period: { from: asOf, to: asOf },
      ...(status === CORRECTION && { isCorrection: true }),
    },
    ...(problem && { problem }),
  };
}
