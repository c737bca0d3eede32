import * as z from "zod";

const CALENDAR_FROM_MS = Date.parse("0001-01-01T00:00:00Z");
const CALENDAR_UNTIL_MS = Date.parse("+010000-01-01T00:00:00Z");

/** In UTC, too, a year of four digits: an offset may lead out of them, and nothing could be sorted by it then. */
const isInCalendar = (epochMs: number): boolean => epochMs >= CALENDAR_FROM_MS && epochMs < CALENDAR_UNTIL_MS;

/** From a year that is neither the first nor the last, no offset leads out. */
const isInCalendarText = (text: string): boolean =>
  (text >= "0002" && text < "9999") || isInCalendar(Date.parse(text));

/** A moment on the wire: RFC 3339 with an offset. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine(isInCalendarText, { error: "beyond the years 1 to 9999 in UTC" })
  .brand<"Instant">();
export type Instant = z.infer<typeof Instant>;

/** A business date, `YYYY-MM-DD`, without zone. */
export const LocalDate = z.iso.date().brand<"LocalDate">();
export type LocalDate = z.infer<typeof LocalDate>;

/** Where the time comes from; decisions take an `Instant` and never read a clock. */
export type Clock = { readonly now: () => Instant };

export const systemClock: Clock = { now: () => instantOf(Date.now()) };

export function instantOf(epochMs: number): Instant {
  const text = new Date(epochMs).toISOString();
  return isWritten(text, epochMs) ? text : Instant.parse(text);
}

/** What the platform writes of a moment in the calendar is in the wire's form; a schema need not read it again. */
const isWritten = (_text: string, epochMs: number): _text is Instant => isInCalendar(epochMs);

/** The same moment in UTC with milliseconds: instants in this form sort as text. */
export const utc = (instant: Instant): Instant => instantOf(Date.parse(instant));

export const epochSeconds = (instant: Instant): number => Math.floor(Date.parse(instant) / 1000);

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const plusHours = (instant: Instant, hours: number): Instant =>
  instantOf(Date.parse(instant) + hours * HOUR_MS);

export const plusDays = (instant: Instant, days: number): Instant =>
  instantOf(Date.parse(instant) + days * DAY_MS);

/** The UTC calendar date of a moment. */
export const dateOf = (instant: Instant): LocalDate => LocalDate.parse(utc(instant).slice(0, 10));

/** The first moment of a date, in UTC. */
export const startOf = (date: LocalDate): Instant => Instant.parse(`${date}T00:00:00.000Z`);

/** The date some days later; undefined beyond the year 9999, which no calendar here reaches. */
export function daysAfter(date: LocalDate, days: number): LocalDate | undefined {
  const later = LocalDate.safeParse(dateText(Date.parse(date) + days * DAY_MS));
  return later.success ? later.data : undefined;
}

const dateText = (epochMs: number): string => new Date(epochMs).toISOString().split("T")[0] ?? "";

/** Whole days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

export const plusSeconds = (instant: Instant, seconds: number): Instant =>
  instantOf(Date.parse(instant) + seconds * 1000);

/** Seconds from one moment to another; negative when `to` is earlier. */
export const secondsBetween = (from: Instant, to: Instant): number =>
  (Date.parse(to) - Date.parse(from)) / 1000;

export const plusMilliseconds = (instant: Instant, milliseconds: number): Instant =>
  instantOf(Date.parse(instant) + milliseconds);

/** Whole milliseconds from one moment to another; negative when `to` is earlier. */
export const millisecondsBetween = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from);
