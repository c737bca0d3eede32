/** A fact as a plan knows it. */
export type Strand = {
  /** By what it is found again. */
  readonly name: string;
  /** Whose: nothing is planned together that is another lender's or agency's. */
  readonly desk: string;
  readonly day: number;
  readonly ties: readonly string[];
};

/** What one desk has in a window of time, and what hangs together with that. */
export type Part = { readonly desk: string; readonly names: readonly string[] };

export type Plan = {
  readonly parts: readonly Part[];
  /** Ties that so many facts of a desk share that they tie nothing. */
  readonly loose: ReadonlyMap<string, readonly string[]>;
};

/** A tie of more facts than this says nothing about any of them: see `SHARED_MAX` of the references. */
const TIED_MAX = 1_000;

type Tie = { readonly first: number; count: number };

/**
 * Cuts what is open into parts that have nothing to do with each other, so that each can be reconciled without the
 * others: what hangs together by ties, directly or by way of others, is in one part. Parts are filled by time, the
 * earliest first. The order in which facts are added means nothing. A part has more than `size` facts only where so
 * many hang together.
 */
export function newPlan() {
  const names: string[] = [];
  const desks: string[] = [];
  const days: number[] = [];
  const parents: number[] = [];
  const ties = new Map<string, Map<string, Tie>>();

  const rootOf = (n: number): number => {
    let root = n;
    for (let up = parents[root]; up !== undefined && up !== root; up = parents[root]) root = up;
    parents[n] = root; // later look-ups are short
    return root;
  };

  const bind = (ofDesk: Map<string, Tie>, name: string, n: number): void => {
    const tie = ofDesk.get(name);
    if (tie === undefined) {
      ofDesk.set(name, { first: n, count: 1 });
      return;
    }
    tie.count += 1;
    if (tie.count > TIED_MAX) return;
    const [one, other] = [rootOf(tie.first), rootOf(n)];
    parents[Math.max(one, other)] = Math.min(one, other);
  };

  return {
    add: ({ name, desk, day, ties: own }: Strand): void => {
      const n = names.length;
      names.push(name);
      desks.push(desk);
      days.push(day);
      parents.push(n);
      const ofDesk = ties.get(desk) ?? new Map<string, Tie>();
      if (n === 0 || !ties.has(desk)) ties.set(desk, ofDesk);
      for (const tie of new Set(own)) bind(ofDesk, tie, n);
    },
    count: (): number => names.length,
    planned: (size: number): Plan => {
      const lots = [...Map.groupBy(names.keys(), rootOf).values()].map((lot) =>
        lotOf(lot, { names, desks, days }),
      );
      const loose = new Map(
        [...ties].flatMap(([desk, ofDesk]) => {
          const found = [...ofDesk].flatMap(([name, { count }]) => (count > TIED_MAX ? [name] : []));
          return found.length === 0 ? [] : [[desk, found.toSorted()] as const];
        }),
      );
      return { parts: packed(lots.toSorted(byWindow), size), loose };
    },
  };
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
