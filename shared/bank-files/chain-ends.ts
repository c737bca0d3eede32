import type { LocalDate } from "../kernel/time.ts";
import type { ChainedStatement } from "./chain-store.ts";

/** What an account's statements say, from the first to the last of them. Minor units. */
export type ChainEnds = {
  /** What it had before the first one. */
  readonly opening: number;
  /** What it has after the last one. */
  readonly closing: number;
  readonly closedOn: LocalDate;
};

type Balances = Pick<ChainedStatement, "opening" | "closing" | "closedOn">;

/** The statements of the first day, and of the last one, on which any ends. */
export type EndDays = { readonly first: readonly Balances[]; readonly last: readonly Balances[] };

/**
 * Where an account's statements begin and end. Of several that end on one day the first begins with what no other
 * ends with, and the last ends with what no other begins with.
 * @returns undefined without statements, or where those of a day do not say which comes first or last, as when they
 * begin and end with the same balance
 */
export function chainEnds({ first, last }: EndDays): ChainEnds | undefined {
  const openings = first.filter((one) => !first.some((other) => follows(one, other)));
  const closings = last.filter((one) => !last.some((other) => follows(other, one)));
  const opening = onlyOf(openings.map((one) => one.opening));
  const closing = onlyOf(closings.map((one) => one.closing));
  const closedOn = last[0]?.closedOn;
  if (opening === undefined || closing === undefined || closedOn === undefined) return undefined;
  return { opening, closing, closedOn };
}

/** One of no net movement follows itself as well: that says nothing. */
const follows = (one: Balances, other: Balances): boolean => one !== other && one.opening === other.closing;

const onlyOf = (amounts: readonly number[]): number | undefined =>
  new Set(amounts).size === 1 ? amounts[0] : undefined;
