import { withinReach, type Reach } from "../access/scope.ts";
import type { IdempotencyStore } from "../accounts/idempotency-store.ts";
import { remembered, wasAnswered, type Once } from "../accounts/once.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { Actor, Posting } from "../kernel/event.ts";
import type { RemittanceId } from "../kernel/ids.ts";
import { accepted, type Refusal } from "../kernel/problems.ts";
import type { Result } from "../kernel/result.ts";
import type { Clock } from "../kernel/time.ts";
import { bookOf } from "../ledger/book.ts";
import { recorded } from "../platform/events.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write, Written } from "../platform/write.ts";
import type { FreezeStore } from "../remittances/freeze-store.ts";
import { remittanceIdIn } from "./advised-in.ts";
import type { ClaimStore } from "./claim-store.ts";
import { FACTS_AT_A_TIME } from "./match-fact.ts";
import type { MatchStore } from "./match-store.ts";
import type { MatchId, StoredMatch } from "./stored-match.ts";
import {
  allowAgain,
  confirmUnmatch,
  rejectUnmatch,
  unmatch,
  type By,
  type KnownOfMatch,
  type MatchStep,
} from "./unmatch.ts";
import type { MatchCommand } from "./unmatch-wire.ts";

export type ChangeMatchDeps = {
  readonly matches: Pick<MatchStore, "find" | "chunk" | "kept" | "step" | "barred" | "postings">;
  readonly claims: Pick<ClaimStore, "releasing">;
  readonly lenders: Pick<ContractStore, "lender">;
  readonly freezes: Pick<FreezeStore, "frozenIn" | "takingBack">;
  /** Those of these advices that an invoice bills. */
  readonly billedOf: (ids: readonly RemittanceId[]) => Promise<ReadonlySet<string>>;
  readonly remittances: { readonly findAll: (ids: readonly RemittanceId[]) => Promise<readonly Advice[]> };
  readonly idempotency: Pick<IdempotencyStore, "remembered" | "find">;
  readonly write: Write;
  readonly clock: Clock;
};

type Advice = { readonly remittanceId: RemittanceId; readonly state: string };

export type ChangeMatch = {
  readonly matchId: MatchId;
  readonly reach: Reach;
  readonly actor: Actor;
  readonly command: MatchCommand;
  /** A request that its caller named, so that a repeat takes no effect. */
  readonly once?: Once;
};

export type ChangedMatch = { readonly match: StoredMatch; readonly replayed: boolean };

/**
 * Whatever somebody does with a match: load, decide, write once. The same key with the same body takes effect once.
 * The facts of a match that is taken back are open again a moment later, and its postings gone at once.
 * @throws Refused `not-found`, `idempotency-key-reused`, `unavailable`, or what the decision refuses
 */
export const changeMatch =
  (deps: ChangeMatchDeps) =>
  async (asked: ChangeMatch): Promise<ChangedMatch> =>
    attempts(async () => {
      const before = withinReach(asked.reach, await deps.matches.find(asked.matchId));
      if (await wasAnswered(deps.idempotency, onceOf(asked, before)))
        return { match: before, replayed: true };
      const by = { actor: asked.actor, now: deps.clock.now() };
      // Before the advices: what is frozen after they were read is seen by the write.
      const frozen = await deps.freezes.frozenIn(before);
      const step = accepted(await decided(deps, asked.command, { before, by }));
      if (step === undefined) return { match: before, replayed: true };
      const { match, written } = writtenOf(deps, asked, { before, step, by, frozen });
      return (await deps.write(written)).ok ? { match, replayed: false } : again;
    }, onConflict);

export type ChangeAMatch = ReturnType<typeof changeMatch>;

type On = { readonly before: StoredMatch; readonly by: By };

async function decided(
  deps: ChangeMatchDeps,
  command: MatchCommand,
  { before, by }: On,
): Promise<Result<MatchStep | undefined, Refusal>> {
  switch (command.kind) {
    case "UNMATCH":
      return unmatch(before, command.request, { known: await knownOf(deps, before), by });
    case "CONFIRM":
      return confirmUnmatch(before, { known: await knownOf(deps, before), by });
    case "REJECT":
      return rejectUnmatch(before, command.reason, by);
    case "ALLOW":
      return allowAgain(before, command.reason, by);
  }
}

/** What is settled or locked, or will be because it was invoiced, is corrected by a new advice. */
const isFinal = ({ state }: Advice, isBilled: boolean): boolean =>
  state === "SETTLED" || state === "LOCKED" || (state === "FUNDED" && isBilled);

async function knownOf(deps: ChangeMatchDeps, match: StoredMatch): Promise<KnownOfMatch> {
  const [lender, postings, advices] = await Promise.all([
    deps.lenders.lender(match.lenderId),
    deps.matches.postings(match) satisfies Promise<readonly Posting[]>,
    advicesOf(deps, match),
  ]);
  const billed = await deps.billedOf(advices.map(({ remittanceId }) => remittanceId));
  return {
    postings,
    final: advices
      .filter((advice) => isFinal(advice, billed.has(advice.remittanceId)))
      .map(({ remittanceId }) => remittanceId),
    ...(lender?.fourEyesAbove !== undefined && { fourEyesAbove: lender.fourEyesAbove }),
  };
}

const chunkCountOf = ({ leftCount, rightCount }: StoredMatch): number =>
  Math.ceil((leftCount + rightCount) / FACTS_AT_A_TIME);

async function advicesOf(deps: ChangeMatchDeps, match: StoredMatch): Promise<readonly Advice[]> {
  const ids = new Set<RemittanceId>();
  for (let chunk = 1; chunk <= chunkCountOf(match); chunk += 1)
    for (const fact of (await deps.matches.chunk(match, chunk)) ?? [])
      for (const id of remittanceIdIn(fact)) ids.add(id);
  return deps.remittances.findAll([...ids]);
}

function writtenOf(
  { matches, claims, freezes, idempotency }: ChangeMatchDeps,
  asked: ChangeMatch,
  { before, step, by, frozen }: On & { readonly step: MatchStep; readonly frozen: number },
): { readonly match: StoredMatch; readonly written: Written } {
  const { matchId, lenderId, currency, sequence, head, version } = before;
  const { items, chain } = recorded(
    { accountId: matchId, lenderId, book: bookOf({ lenderId, currency }), chain: { sequence, head } },
    [step.event],
    by.now,
  );
  const match = { ...step.after, version: version + 1, ...chain };
  const isTakenBack = before.state === "MADE" && match.state === "UNMATCHED";
  return {
    match,
    written: {
      identity: [
        matches.step(matchId, `${asked.command.kind}#${version}`, by.now),
        ...remembered(idempotency, onceOf(asked, before), by.now),
      ],
      state: [
        matches.kept(before, match),
        ...(step.isBarred === undefined ? [] : [matches.barred(match, step.isBarred)]),
        ...(isTakenBack
          ? [claims.releasing(match, chunkCountOf(match), by.now), freezes.takingBack(match, frozen)]
          : []),
      ],
      events: items,
    },
  };
}

/** Keys of finance are apart from those of the lender's own requests. */
const onceOf = ({ command: { kind }, once }: ChangeMatch, { lenderId, matchId }: StoredMatch) => ({
  lenderId,
  kind: "match",
  once,
  answer: `${kind}#${matchId}`,
});
