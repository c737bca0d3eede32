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

/** All that a run found of a lender's books in one currency, as of a moment that names the run. */
export type Observation = {
  readonly lenderId: LenderId;
  readonly currency: Currency;
  readonly seen: readonly Break[];
  /** Fingerprints of what the run looked at and found right, though it may be about what happened. */
  readonly righted?: readonly string[];
  readonly at: Instant;
};

/** How many breaks each effect had. */
export type ObservedCounts = Readonly<Record<Effect, number>>;

const actor: Actor = { kind: "SYSTEM", id: "reconciler" };

/** Breaks that are read at once, and worked on at once. */
const CHUNK_SIZE = 100;
const SIDE_BY_SIDE = 8;

/**
 * Brings the breaks of a lender and currency to what a run found: opens what is new, marks what is still there,
 * opens again what came back, and resolves what is gone, with what giving it up posted. Each break is one write that the run's moment names, so
 * that a run which died is repeated as a whole and does what is left.
 * @throws Error when something seen is of another lender or currency
 */
export const observeBreaks =
  (deps: ObserveBreaksDeps) =>
  async ({ lenderId, currency, seen, righted = [], at }: Observation): Promise<ObservedCounts> => {
    const strange = seen.find((one) => one.lenderId !== lenderId || one.currency !== currency);
    if (strange !== undefined) throw new Error(`a ${strange.code} of other books than the run's`);
    const looked: LookedAt = { actor, at };
    const findings = eachOnce(seen);
    const counts: Record<Effect, number> = {
      OPENED: 0,
      CHANGED: 0,
      REOPENED: 0,
      SEEN_AGAIN: 0,
      CLEARED: 0,
      NOTHING: 0,
    };
    const count = (effect: Effect): void => void (counts[effect] += 1);
    const ids = [...findings.keys()];
    for (let from = 0; from < ids.length; from += CHUNK_SIZE)
      await takeChunk(deps, { ids: ids.slice(from, from + CHUNK_SIZE), findings, looked, count });
    const right = new Set(righted.map(breakIdOf));
    await clearAbsent(deps, { lenderId, currency, seen: new Set(ids), right, looked, count });
    return counts;
  };

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

type Clearing = Pick<Observation, "lenderId" | "currency"> &
  Pick<Chunk, "looked" | "count"> & {
    readonly seen: ReadonlySet<BreakId>;
    readonly right: ReadonlySet<BreakId>;
  };

async function clearAbsent(
  deps: ObserveBreaksDeps,
  { lenderId, currency, seen, right, looked, count }: Clearing,
): Promise<void> {
  for (const list of ["OPEN", "GIVEN_UP"] as const)
    for await (const records of pagesOf(deps.breaks, lenderId, list)) {
      const absent = records.filter((one) => one.currency === currency && !seen.has(one.breakId));
      await sideBySide(absent, async (one) => {
        const effect = await clearBreak(deps, one, { ...looked, isRighted: right.has(one.breakId) });
        if (effect === "CLEARED") count(effect);
      });
    }
}

async function sideBySide<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += SIDE_BY_SIDE)
    await Promise.all(all.slice(from, from + SIDE_BY_SIDE).map(work));
}
