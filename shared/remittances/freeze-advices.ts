import type { Change } from "../kernel/change.ts";
import { accepted } from "../kernel/problems.ts";
import type { LenderId, RemittanceId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { Clock } from "../kernel/time.ts";
import type { Page } from "../platform/dynamo.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write, Written } from "../platform/write.ts";
import { adviceFact } from "./advice-facts.ts";
import type { FreezeStore } from "./freeze-store.ts";
import { freezingStep, type AroundAdvice, type ClosedMonth } from "./freezing.ts";
import { withRemittanceHistory } from "./history.ts";
import type { Remittance } from "./model.ts";
import { moveRemittance } from "./move-remittance.ts";
import type { RemittanceStore } from "./store.ts";

type BookOf = { readonly lenderId: LenderId; readonly currency: Currency };

export type FreezeAdvicesDeps = {
  readonly remittances: Pick<RemittanceStore, "notFrozen" | "find" | "adjustment" | "moved" | "stepped">;
  readonly freezes: Pick<FreezeStore, "freezing">;
  readonly matches: {
    readonly claimedOf: (relation: "FUNDED", ids: readonly string[]) => Promise<ReadonlySet<string>>;
    readonly concluded: (remittanceId: RemittanceId, adjustments: number) => Change;
  };
  /** Those of these that an invoice bills. */
  readonly billedOf: (ids: readonly RemittanceId[]) => Promise<ReadonlySet<string>>;
  readonly lastClosed: (book: BookOf) => Promise<ClosedMonth | undefined>;
  /** Tells of which advices something is at odds. */
  readonly atOdds: (book: BookOf) => Promise<(remittance: Remittance) => boolean>;
  readonly write: Write;
  readonly clock: Clock;
};

const PAGE_SIZE = 100;
/** As many advices of a book as wait for their end. */
const PAGE_COUNT_MAX = 2_000;

/**
 * Brings the advices of a book to their end that are funded, of which nothing is at odds, and which are final: they
 * are settled, and locked once nothing of their commission is left to be billed. Each step is one transaction; told
 * again, or killed anywhere, it goes on where it was.
 * @returns how many were looked at closely
 */
export const freezeAdvices =
  (deps: FreezeAdvicesDeps) =>
  async (book: BookOf): Promise<number> => {
    const waiting = await waitingIn(deps, book);
    if (waiting.length === 0) return 0;
    const [closed, billed] = await Promise.all([
      deps.lastClosed(book),
      deps.billedOf(waiting.map(({ remittanceId }) => remittanceId)),
    ]);
    const around = ({ remittanceId }: Remittance) => ({ closed, isBilled: billed.has(remittanceId) });
    const ready = waiting.filter((one) => freezingStep(one, around(one)) !== undefined);
    if (ready.length === 0) return 0;
    const isAtOdds = await deps.atOdds(book);
    for (const one of ready)
      if (one.state === "SETTLED" || !isAtOdds(one)) await freeze(deps, one, around(one));
    return ready.length;
  };

async function waitingIn({ remittances }: FreezeAdvicesDeps, book: BookOf): Promise<readonly Remittance[]> {
  const found: Remittance[] = [];
  let after: Page["next"];
  for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
    const { items, next } = await remittances.notFrozen(book, { limit: PAGE_SIZE, after });
    found.push(...items);
    if (next === undefined) break;
    after = next;
  }
  return found;
}

/** While facts of a match come back that may be this advice's, nothing is done: the next look does it. */
async function freeze(
  deps: FreezeAdvicesDeps,
  { remittanceId }: Remittance,
  around: AroundAdvice,
): Promise<void> {
  await attempts(async () => {
    const before = await deps.remittances.find(remittanceId);
    if (before === undefined || before.state === "LOADING") return true;
    const written = await stepFrom(deps, before, around);
    if (written === undefined) return true;
    const outcome = await deps.write(written);
    return !outcome.ok && outcome.error.some(({ name }) => name === "freezes") ? true : again;
  }, stepping);
}

/** After a step comes the next one, at once. */
const stepping = { ...onConflict, ms: 1 };

async function stepFrom(
  deps: FreezeAdvicesDeps,
  before: Remittance,
  around: AroundAdvice,
): Promise<Written | undefined> {
  switch (freezingStep(before, around)) {
    case "settle": {
      const concluding = await concludingOf(deps, before);
      return concluding && writtenOf(deps, before, { event: "settle", besides: concluding });
    }
    case "lock":
      return writtenOf(deps, before, { event: "lock", besides: [] });
    case undefined:
      return undefined;
  }
}

/**
 * What closes the question of its money: a match holds it, or nothing was to come, and from now on nothing is looked
 * for. Undefined where a resolution has something to come after all.
 */
async function concludingOf(
  { remittances, matches, freezes }: FreezeAdvicesDeps,
  before: Remittance,
): Promise<readonly Change[] | undefined> {
  const { remittanceId } = before;
  if ((await matches.claimedOf("FUNDED", [remittanceId])).has(remittanceId))
    return [freezes.freezing(before)];
  const adjusted = await remittances.adjustment(remittanceId);
  if (adviceFact(before, 0, adjusted).total > 0) return undefined;
  return [freezes.freezing(before), matches.concluded(remittanceId, adjusted.times)];
}

type Step = { readonly event: "settle" | "lock"; readonly besides: readonly Change[] };

function writtenOf(
  { remittances, clock }: FreezeAdvicesDeps,
  before: Remittance,
  { event, besides }: Step,
): Written {
  const at = clock.now();
  const moved = accepted(moveRemittance(before, { event, actor: { kind: "SYSTEM", id: "reconciler" }, at }));
  const { remittance: after, events } = withRemittanceHistory(moved.remittance, [moved.event], at);
  const [state, open] = remittances.moved(before, after);
  return { identity: [remittances.stepped(after, event)], state: [state, open, ...besides], events };
}
