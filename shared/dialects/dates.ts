import { LocalDate } from "../kernel/time.ts";

/** A year has four digits in all of them; none is guessed. */
const patterns = {
  "YYYY-MM-DD": /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)$/u,
  CCYYMMDD: /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)$/u,
  MMDDCCYY: /^(?<month>\d\d)(?<day>\d\d)(?<year>\d{4})$/u,
  DDMMCCYY: /^(?<day>\d\d)(?<month>\d\d)(?<year>\d{4})$/u,
  "DD.MM.YYYY": /^(?<day>\d\d)\.(?<month>\d\d)\.(?<year>\d{4})$/u,
  "DD/MM/YYYY": /^(?<day>\d\d)\/(?<month>\d\d)\/(?<year>\d{4})$/u,
  "MM/DD/YYYY": /^(?<month>\d\d)\/(?<day>\d\d)\/(?<year>\d{4})$/u,
} as const;

export type DatePattern = keyof typeof patterns;

export const patternNames = [
  "YYYY-MM-DD",
  "CCYYMMDD",
  "MMDDCCYY",
  "DDMMCCYY",
  "DD.MM.YYYY",
  "DD/MM/YYYY",
  "MM/DD/YYYY",
] as const satisfies readonly DatePattern[];

/** A date as it is written by a pattern; undefined where it is none of the calendar. */
export function dateIn(text: string, pattern: DatePattern): LocalDate | undefined {
  const { year, month, day } = patterns[pattern].exec(text)?.groups ?? {};
  const date = LocalDate.safeParse(`${year}-${month}-${day}`);
  return date.success ? date.data : undefined;
}
