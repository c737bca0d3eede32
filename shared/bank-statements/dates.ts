import { daysBetween, LocalDate } from "../kernel/time.ts";

const REMEMBERED_COUNT_MAX = 1_000;
/** A timestamp to the nanosecond with its zone, and some space around it. */
const TEXT_LENGTH_MAX = 64;
const CENTURY_BEGINS = "80";

/** Dates by their text, each checked once: a file has few of them, and many times each. */
export type Dates = {
  /** `2024-02-29`, or the date of a timestamp as the bank wrote it. */
  readonly iso: (text: string | undefined) => LocalDate | undefined;
  /** `240229`: years from 80 on are of the last century, as SWIFT has it. */
  readonly short: (text: string) => LocalDate | undefined;
  /** `0102` beside a value date of `2023-12-30` is of the next year: of three years the nearest. */
  readonly nearest: (monthDay: string, valueDate: LocalDate) => LocalDate | undefined;
};

export function newDates(): Dates {
  const iso = remembered(isoDate);
  const short = remembered((text) =>
    text.length === 6
      ? isoDate(
          `${text.slice(0, 2) < CENTURY_BEGINS ? "20" : "19"}${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4)}`,
        )
      : undefined,
  );
  return {
    iso: (text) => (text === undefined || text.length > TEXT_LENGTH_MAX ? undefined : iso(text)),
    short,
    nearest: nearestRemembered(),
  };
}

/** Lines of one day stand together: nothing is put together for the same two days once more. */
function nearestRemembered(): Dates["nearest"] {
  const booked = remembered((text) => nearestDate(text.slice(10), text.slice(0, 10)));
  let [lastDay, lastValue] = ["", ""];
  let lastDate: LocalDate | undefined;
  return (monthDay, valueDate) => {
    if (monthDay === lastDay && valueDate === lastValue) return lastDate;
    lastDate = booked(valueDate + monthDay);
    [lastDay, lastValue] = [monthDay, valueDate];
    return lastDate;
  };
}

type Reading = (text: string) => LocalDate | undefined;

function remembered(read: Reading): Reading {
  const known = new Map<string, LocalDate | undefined>();
  let last = "";
  let lastDate: LocalDate | undefined;
  return (text) => {
    if (text === last) return lastDate;
    const date = known.get(text) ?? read(text);
    if (known.size < REMEMBERED_COUNT_MAX) known.set(text, date);
    [last, lastDate] = [text, date];
    return date;
  };
}

function isoDate(text: string): LocalDate | undefined {
  const day = text.trim();
  if (day.length > 10 && day[10] !== "T") return undefined;
  const parsed = LocalDate.safeParse(day.slice(0, 10));
  return parsed.success ? parsed.data : undefined;
}

function nearestDate(monthDay: string, valueDate: string): LocalDate | undefined {
  const year = Number(valueDate.slice(0, 4));
  const near = LocalDate.parse(valueDate);
  const distance = (date: LocalDate): number => Math.abs(daysBetween(near, date));
  return [year - 1, year, year + 1]
    .map((one) => isoDate(`${String(one).padStart(4, "0")}-${monthDay.slice(0, 2)}-${monthDay.slice(2)}`))
    .filter((date) => date !== undefined)
    .toSorted((a, b) => distance(a) - distance(b))[0];
}
