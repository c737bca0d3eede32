import type { Posting } from "../kernel/event.ts";
import { components, type ByComponent, type Component } from "./model.ts";
import { receivableOf, type Standing } from "./receivables.ts";

/**
 * What is owed and what has come in: enough to know every balance. `due` is what was placed plus charges
 * less adjustments; `paid` is payments less reversals. The components' balances are a function of these two,
 * so that no order in which payments and reversals arrive can end in different balances. What was written off is due
 * no more; what comes in all the same makes good what was written off before anything is the debtor's.
 */
export type Owed = Standing & {
  readonly due: ByComponent;
  readonly paid: number;
  readonly writtenOff?: number;
  /** Components that payments fill before the others, where it was agreed otherwise. */
  readonly fillFirst?: readonly Component[];
};

/** The order in which payments fill the components of a debt. */
export const fillOrder = ({ fillFirst = [] }: Pick<Owed, "fillFirst">): readonly Component[] =>
  fillFirst.length === 0 ? components : [...new Set([...fillFirst, ...components])];

export type Balances = {
  readonly components: ByComponent;
  readonly outstanding: number;
  /** Received of what had been written off. */
  readonly recovered: number;
  /** Received beyond what was due and written off: the debtor's money, to be refunded or moved. */
  readonly credit: number;
};

const sum = (parts: ByComponent): number => components.reduce((total, name) => total + (parts[name] ?? 0), 0);

/** Fills the components in their order with what was paid, then what was written off; what is left over is credit. */
export function balancesOf(owed: Owed): Balances {
  const { due, paid, writtenOff = 0 } = owed;
  let left = paid;
  const open: Partial<Record<Component, number>> = {};
  for (const name of fillOrder(owed)) {
    const part = due[name] ?? 0;
    const filled = Math.min(part, left);
    left -= filled;
    if (part > filled) open[name] = part - filled;
  }
  const recovered = Math.min(left, writtenOff);
  return { components: open, outstanding: sum(open), recovered, credit: left - recovered };
}

/**
 * The legs that lead from one state of the balances to another, on the debtor's side of the books. Where a dispute opens
 * or ends between the two, what is owed goes from one account of its component to the other.
 */
export function movement(before: Owed, after: Owed): readonly Posting[] {
  const [was, is] = [balancesOf(before), balancesOf(after)];
  const legs: Posting[] = [];
  const post = (account: string, amount: number): void => {
    if (amount !== 0) legs.push({ account, amount });
  };
  for (const name of components) {
    const [from, to] = [was.components[name] ?? 0, is.components[name] ?? 0];
    const account = receivableOf(after, name);
    if (account === receivableOf(before, name)) post(account, to - from);
    else {
      post(receivableOf(before, name), 0 - from);
      post(account, to);
    }
  }
  post("write-offs", was.recovered - is.recovered);
  post("credit-balance", was.credit - is.credit);
  return legs;
}

/** Debits equal credits. */
export const isBalanced = (postings: readonly Posting[]): boolean =>
  postings.reduce((total, leg) => total + leg.amount, 0) === 0;

export const opening = (due: ByComponent): readonly Posting[] => [
  ...movement({ due: {}, paid: 0 }, { due, paid: 0 }),
  { account: "opening", amount: -sum(due) },
];

export const totalOf = sum;
