import type { Actor } from "../kernel/event.ts";
import type { LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import { canonical } from "../platform/canonical.ts";
import type { Break } from "../reconciliation/outcome.ts";
import { breakIdOf, findingOf, type Finding } from "./finding.ts";
import { pagesOf } from "./pages-of.ts";
import type { BreakStore } from "./store.ts";
import { clearBreak, takeFinding, type Effect, type LookedAt, type TakeFindingDeps } from "./take-finding.ts";
import type { BreakId } from "./wire.ts";

export type ObserveBreaksDeps = TakeFindingDeps & {
  readonly breaks: Pick<BreakStore, "findAll" | "page">;
};

/** What a run found of a lender's books in one currency, or in a part of them, as of a moment that names the run. */
export type Observation = Looked & {
  readonly seen: readonly Break[];
  /** Fingerprints of what the run looked at and found right, though it may be about what happened. */
  readonly righted?: readonly string[];
};

/** A run over a book, by the moment as of which it looks. */
type Looked = { readonly lenderId: LenderId; readonly currency: Currency; readonly at: Instant };

/** How many breaks each effect had. */
export type ObservedCounts = Readonly<Record<Effect, number>>;

const actor: Actor = { kind: "SYSTEM", id: "reconciler" };

/** Breaks that are read at once, and worked on at once. */
const CHUNK_SIZE = 100;
const SIDE_BY_SIDE = 8;

/**
 * Brings the breaks of a lender and currency to what a run finds. Each break is one write that the run's moment names,
 * so that whatever part of a run died is repeated and does what is left.
 */
export const observeBreaks = (deps: ObserveBreaksDeps) => ({
  /**
   * What was seen, or was looked at and is right again: opens what is new, marks what is still there, and opens again
   * what came back. May be told in parts.
   * @throws Error when something seen is of another lender or currency
   */
  found: async ({ lenderId, currency, seen, righted = [], at }: Observation): Promise<ObservedCounts> => {
    const strange = seen.find((one) => one.lenderId !== lenderId || one.currency !== currency);
    if (strange !== undefined) throw new Error(`a ${strange.code} of other books than the run's`);
    const looked: LookedAt = { actor, at };
    const findings = eachOnce(seen);
    const { counts, count } = newCounts();
    const ids = [...findings.keys()];
    for (let from = 0; from < ids.length; from += CHUNK_SIZE)
      await takeChunk(deps, { ids: ids.slice(from, from + CHUNK_SIZE), findings, looked, count });
    const right = new Set(righted.map(breakIdOf).filter((id) => !findings.has(id)));
    await sideBySide(await deps.breaks.findAll([...right]), async (one) => {
      if ((await clearBreak(deps, one, { ...looked, isRighted: true })) === "CLEARED") count("CLEARED");
    });
    return counts;
  },
  /** All of it was told: resolves what was not seen, with what giving it up posted. */
  gone: async ({ lenderId, currency, at }: Looked): Promise<ObservedCounts> => {
    const looked = { actor, at, isRighted: false };
    const { counts, count } = newCounts();
    for (const list of ["OPEN", "GIVEN_UP"] as const)
      for await (const records of pagesOf(deps.breaks, lenderId, list)) {
        const ours = records.filter((one) => one.currency === currency);
        await sideBySide(ours, async (one) => {
          if ((await clearBreak(deps, one, looked)) === "CLEARED") count("CLEARED");
        });
      }
    return counts;
  },
});

function newCounts() {
  const counts: Record<Effect, number> = {
    OPENED: 0,
    CHANGED: 0,
    REOPENED: 0,
    SEEN_AGAIN: 0,
    CLEARED: 0,
    NOTHING: 0,
  };
  return { counts, count: (effect: Effect): void => void (counts[effect] += 1) };
}

/** By id, in the order of ids. Of two under one fingerprint the same one stands, whatever order they came in. */
function eachOnce(seen: readonly Break[]): ReadonlyMap<BreakId, Finding> {
  const sorted = seen
    .map((one) => ({ id: breakIdOf(one.fingerprint), one }))
    .toSorted((a, b) => {
      if (a.id !== b.id) return a.id < b.id ? -1 : 1;
      return canonical(a.one) < canonical(b.one) ? -1 : 1;
    });
  return new Map(sorted.map(({ id, one }) => [id, findingOf(one)]));
}

type Chunk = {
  readonly ids: readonly BreakId[];
  readonly findings: ReadonlyMap<BreakId, Finding>;
  readonly looked: LookedAt;
  readonly count: (effect: Effect) => void;
};

async function takeChunk(deps: ObserveBreaksDeps, { ids, findings, looked, count }: Chunk): Promise<void> {
  const known = new Map((await deps.breaks.findAll(ids)).map((one) => [one.breakId, one]));
  await sideBySide(ids, async (id) => {
    const finding = findings.get(id);
    if (finding !== undefined) count(await takeFinding(deps, finding, { looked, known: known.get(id) }));
  });
}

async function sideBySide<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += SIDE_BY_SIDE)
    await Promise.all(all.slice(from, from + SIDE_BY_SIDE).map(work));
}
