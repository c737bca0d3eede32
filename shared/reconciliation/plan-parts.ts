import { disjointSets } from "./disjoint-sets.ts";

/** A fact as a plan knows it. */
export type Strand = {
  /** By what it is found again. */
  readonly name: string;
  /** Whose: nothing is planned together that is another lender's or agency's. */
  readonly desk: string;
  readonly day: number;
  /** What is of one account is always together. */
  readonly account?: string | undefined;
  readonly ties: readonly string[];
};

/** What one desk has in a window of time, and what hangs together with that. */
export type Part = { readonly desk: string; readonly names: readonly string[] };

export type Plan = {
  readonly parts: readonly Part[];
  /** Ties that so many facts of a desk share that they tie nothing. */
  readonly loose: ReadonlyMap<string, readonly string[]>;
};

/** What there is room for: a gigabyte holds the index of a million facts. */
const FACT_COUNT_MAX = 3_000_000;
/** A map has no more entries than 2^24. */
const TIE_COUNT_MAX = 12_000_000;

/** A tie of more facts than this says nothing about any of them: see `SHARED_MAX` of the references. */
const TIED_MAX = 1_000;

type Tie = { readonly first: number; count: number };

/** The first fact of each account and of each tie. */
type Desk = { readonly accounts: Map<string, number>; readonly references: Map<string, Tie> };

function deskIn(books: Map<string, Desk>, name: string): Desk {
  const known = books.get(name);
  if (known !== undefined) return known;
  const made: Desk = { accounts: new Map(), references: new Map() };
  books.set(name, made);
  return made;
}

/**
 * Cuts what is open into parts that have nothing to do with each other, so that each can be reconciled without the
 * others: what hangs together by accounts and ties, directly or by way of others, is in one part. Parts are filled by
 * time, the earliest first. The order in which facts are added means nothing, but for what loose ties tie. A part has
 * more than `size` facts only where so many hang together.
 */
export function newPlan() {
  const names: string[] = [];
  const desks: string[] = [];
  const days: number[] = [];
  const sets = disjointSets();
  const books = new Map<string, Desk>();
  let tieCount = 0;

  const bind = (known: Map<string, Tie>, name: string, n: number): void => {
    const tie = known.get(name);
    if (tie === undefined) {
      tieCount += 1;
      known.set(name, { first: n, count: 1 });
      return;
    }
    tie.count += 1;
    if (tie.count <= TIED_MAX) sets.join(tie.first, n);
  };

  return {
    /** @throws RangeError when there is more than there is room for */
    add: ({ name, desk, day, account, ties }: Strand): void => {
      if (names.length >= FACT_COUNT_MAX || tieCount >= TIE_COUNT_MAX)
        throw new RangeError("more is open than can be planned");
      const n = sets.add();
      names.push(name);
      desks.push(desk);
      days.push(day);
      const { accounts, references } = deskIn(books, desk);
      for (const tie of new Set(ties)) bind(references, tie, n);
      if (account === undefined) return;
      const first = accounts.get(account);
      if (first === undefined) accounts.set(account, n);
      else sets.join(first, n);
    },
    planned: (size: number): Plan => {
      const lots = [...Map.groupBy(names.keys(), sets.rootOf).values()].map((lot) =>
        lotOf(lot, { names, desks, days }),
      );
      return { parts: packed(lots.toSorted(byWindow), size), loose: looseIn(books) };
    },
  };
}

function looseIn(books: ReadonlyMap<string, Desk>): Plan["loose"] {
  const loose = new Map<string, readonly string[]>();
  for (const [desk, { references }] of books) {
    const found = [...references].flatMap(([name, { count }]) => (count > TIED_MAX ? [name] : []));
    if (found.length > 0) loose.set(desk, found.toSorted());
  }
  return loose;
}

type Facts = {
  readonly names: readonly string[];
  readonly desks: readonly string[];
  readonly days: readonly number[];
};

/** What hangs together, from its earliest day on. */
type Lot = Part & { readonly day: number; readonly first: string };

function lotOf(numbers: readonly number[], { names, desks, days }: Facts): Lot {
  const own = numbers.flatMap((n) => names[n] ?? []).sort();
  let day = Number.POSITIVE_INFINITY;
  for (const n of numbers) day = Math.min(day, days[n] ?? day);
  return { desk: desks[numbers[0] ?? 0] ?? "", names: own, day, first: own[0] ?? "" };
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const byWindow = (a: Lot, b: Lot): number =>
  compare(a.desk, b.desk) || a.day - b.day || compare(a.first, b.first);

function packed(lots: readonly Lot[], size: number): readonly Part[] {
  const parts: { readonly desk: string; readonly names: string[] }[] = [];
  for (const { desk, names } of lots) {
    const last = parts.at(-1);
    if (last?.desk === desk && last.names.length + names.length <= size)
      for (const name of names) last.names.push(name);
    else parts.push({ desk, names: [...names] });
  }
  return parts;
}
