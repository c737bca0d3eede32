import type { LocalDate } from "../kernel/time.ts";

export type Holiday = { readonly date: LocalDate; readonly name: string };

/** A holiday that a law or an authority names. `cites` is where it is said. */
export type HolidayRule = {
  readonly name: string;
  readonly cites: string;
  readonly on: (year: number) => LocalDate;
  /** The first year that has it. */
  readonly since?: number;
};

/** The holidays of one jurisdiction beside Saturdays and Sundays. */
export type Calendar = {
  /** As people are told: which holidays are left out, and where that is said. */
  readonly says: string;
  readonly rules: readonly HolidayRule[];
  /** The days off work for holidays that fall on these dates: one on a weekend may move. */
  readonly observed: (dates: readonly Holiday[]) => readonly Holiday[];
  /** Days that an authority named, year by year, because no rule gives them. */
  readonly proclaimed?: readonly Holiday[];
  /** Saturdays and Sundays on which people work, to make up for a longer holiday. */
  readonly workdays?: readonly LocalDate[];
};
