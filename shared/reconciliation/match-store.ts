import * as z from "zod";
import { eventView } from "../accounts/event-view.ts";
import type { Change, Create, Item, Replace, Update } from "../kernel/change.ts";
import type { Posting } from "../kernel/event.ts";
import type { Instant } from "../kernel/time.ts";
import { guard } from "../kernel/transitions.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { eventKey } from "../platform/events.ts";
import { listing } from "../platform/listing.ts";
import { receiptExpiry } from "../platform/time-to-live.ts";
import { FACTS_AT_A_TIME, MatchFact } from "./match-fact.ts";
import { matchTransitions, StoredMatch, type MatchId } from "./stored-match.ts";
import type { Relation } from "./wire.ts";

/** A match's items stand in the partition of its history. */
const partition = (matchId: MatchId): string => `ACCOUNT#${matchId}`;

const matchKey = (matchId: MatchId) => ({ pk: partition(matchId), sk: "MATCH" });

const numbered = (n: number): string => String(n).padStart(4, "0");

/** A match as it was made for the first, second, … time. */
type Round = Pick<StoredMatch, "matchId" | "round">;

const factsKey = ({ matchId, round }: Round, chunk: number) => ({
  pk: partition(matchId),
  sk: `FACTS#${numbered(round)}#${numbered(chunk)}`,
});

/** What is of advices is claimed by items of its own, one a relation: as long as they name a match it is taken. */
const claimKey = (relation: Relation, factId: string) => ({ pk: `CLAIM#${relation}#${factId}`, sk: "CLAIM" });

const Claim = z.object({ factId: z.string(), matchId: z.string().exactOptional() });

const Posted = z.object({ postings: z.array(z.object({ account: z.string(), amount: z.int() })) });

const Facts = z.object({ facts: z.array(MatchFact) });

/** What people took back, so that no run makes it again unasked. */
const barredPk = ({ lenderId, currency }: Pick<StoredMatch, "lenderId" | "currency">): string =>
  `BARRED#${lenderId}#${currency}`;

const Barred = z.object({ sk: z.string(), isBarred: z.boolean() });

const itemOf = (match: StoredMatch): Item => ({
  ...matchKey(match.matchId),
  ...match,
  list: `MATCHES#${match.lenderId}#${match.currency}`,
  at: `${match.madeAt}#${match.matchId}`,
});

/** What transactions write of matches. */
const matchChanges = {
  /** The match as it is from now on, written only on what was read. */
  kept: (before: StoredMatch | undefined, after: StoredMatch): Change =>
    before === undefined
      ? { kind: "create", name: "match", item: itemOf(after) }
      : {
          kind: "replace",
          name: "match",
          item: itemOf(after),
          when: [
            { attribute: "version", is: "=", value: before.version },
            ...(before.state === after.state
              ? []
              : [guard(matchTransitions, { attribute: "state", to: after.state })]),
          ],
        },
  /** That it was made for the first, second, … time. */
  made: ({ matchId, round, madeAt }: StoredMatch): Create => ({
    kind: "create",
    name: "made",
    item: { pk: partition(matchId), sk: `MADE#${numbered(round)}`, at: madeAt },
  }),
  /** That a step was taken: taking it again meets this mark. */
  step: (matchId: MatchId, name: string, now: Instant): Create => ({
    kind: "create",
    name: "step",
    item: { pk: partition(matchId), sk: `STEP#${name}`, takenAt: now, expiresAt: receiptExpiry(now) },
  }),
  /** A chunk of its facts, by when they were matched. */
  facts: (of: Round, chunk: number, facts: readonly MatchFact[]): Replace => ({
    kind: "replace",
    name: "facts",
    item: { ...factsKey(of, chunk), facts },
    when: [],
  }),
  /** Takes what is of an advice; what is taken is taken once. */
  claimed: (
    { relation, matchId }: Pick<StoredMatch, "relation" | "matchId">,
    factId: string,
    adjustments = 0,
  ): Replace => ({
    kind: "replace",
    name: "claim",
    item: { ...claimKey(relation, factId), factId, matchId, adjustments },
    when: [
      { attribute: "matchId", is: "absent" },
      // As much of an advice is looked for as when it was looked at.
      { attribute: "adjustments", is: "at-most", value: adjustments },
    ],
  }),
  /** That nothing of a match is an advice's money, for whoever decides how much of it is looked for: that counts. */
  unfunded: (factId: string): Update => ({
    kind: "update",
    name: "advice",
    key: claimKey("FUNDED", factId),
    set: { factId },
    add: { adjustments: 1 },
    when: [{ attribute: "matchId", is: "absent" }],
  }),
  /** That an advice of which nothing was to come is final: nothing is looked for, and nobody decides otherwise. */
  concluded: (factId: string, adjustments: number): Replace => ({
    kind: "replace",
    name: "claim",
    item: { ...claimKey("FUNDED", factId), factId, matchId: factId, adjustments },
    when: [
      { attribute: "matchId", is: "absent" },
      { attribute: "adjustments", is: "at-most", value: adjustments },
    ],
  }),
  /** Gives it back; only its own. */
  released: ({ relation, matchId }: Pick<StoredMatch, "relation" | "matchId">, factId: string): Update => ({
    kind: "update",
    name: "claim",
    key: claimKey(relation, factId),
    remove: ["matchId"],
    when: [{ attribute: "matchId", is: "=", value: matchId }],
  }),
  /** Whether runs may make it again. */
  barred: (match: StoredMatch, isBarred: boolean): Replace => ({
    kind: "replace",
    name: "barred",
    item: { pk: barredPk(match), sk: match.matchId, isBarred },
    when: [],
  }),
};

const BARRED_PAGE_SIZE = 1_000;
const MADE_PAGE_SIZE = 500;

type MadeBy = Pick<StoredMatch, "reconciliationId" | "lenderId" | "currency"> & {
  readonly startedAt: Instant;
};

type MatchReader = Pick<Reader, "get" | "page" | "getAll">;

async function claimsOf(
  reader: MatchReader,
  relation: Relation,
  factIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await reader.getAll(factIds.map((factId) => claimKey(relation, factId)));
  const claims = found.map((item) => Claim.parse(item));
  return new Map(
    claims.flatMap(({ factId, matchId }) => (matchId === undefined ? [] : [[factId, matchId] as const])),
  );
}

/** Reading matches and what a book has of them. */
const ofBooks = (reader: MatchReader) => ({
  find: async (matchId: MatchId): Promise<StoredMatch | undefined> => {
    const item = await reader.get(matchKey(matchId));
    return item === undefined ? undefined : StoredMatch.parse(item);
  },
  findAll: async (matchIds: readonly MatchId[]): Promise<readonly StoredMatch[]> =>
    (await reader.getAll(matchIds.map(matchKey))).map((item) => StoredMatch.parse(item)),
  /** A book's matches, newest first. */
  page: async (of: Pick<StoredMatch, "lenderId" | "currency">, limit: number, after?: Page["next"]) => {
    const list = `MATCHES#${of.lenderId}#${of.currency}`;
    const page = await listing(reader)({ list, limit, after, newestFirst: true });
    return { ...page, items: page.items.map((item) => StoredMatch.parse(item)) };
  },
  /** How many matches of a book a run made. */
  madeBy: async ({ reconciliationId, startedAt, ...of }: MadeBy): Promise<number> => {
    const list = `MATCHES#${of.lenderId}#${of.currency}`;
    let count = 0;
    let after: Page["next"];
    do {
      const page = await listing(reader)({ list, limit: MADE_PAGE_SIZE, after, newestFirst: true });
      const items = page.items.map((item) => StoredMatch.parse(item));
      count += items.filter((match) => match.reconciliationId === reconciliationId).length;
      // Older ones were made before it began.
      after = items.some(({ madeAt }) => madeAt < startedAt) ? undefined : page.next;
    } while (after !== undefined);
    return count;
  },
  /** Which of these facts are claimed in a relation. */
  claimedOf: async (relation: Relation, factIds: readonly string[]): Promise<ReadonlySet<string>> =>
    new Set((await claimsOf(reader, relation, factIds)).keys()),
  /** By which match each of these facts is claimed; what is final without money is claimed by itself. */
  claimsOf: async (relation: Relation, factIds: readonly string[]): Promise<ReadonlyMap<string, string>> =>
    claimsOf(reader, relation, factIds),
  /** The matches of a book that no run makes again, by their ids. */
  barredOf: async (book: Pick<StoredMatch, "lenderId" | "currency">): Promise<ReadonlySet<string>> => {
    const found = new Set<string>();
    let after: Page["next"];
    do {
      const page = await reader.page({
        pk: barredPk(book),
        limit: BARRED_PAGE_SIZE,
        ...(after && { after }),
      });
      for (const { sk, isBarred } of page.items.map((item) => Barred.parse(item)))
        if (isBarred) found.add(sk);
      after = page.next;
    } while (after !== undefined);
    return found;
  },
});

/** Reading one match: its facts, its history. */
const ofMatches = (reader: MatchReader) => ({
  /** What a match posted as it was made last. */
  postings: async ({ matchId, madeSequence }: StoredMatch): Promise<readonly Posting[]> =>
    Posted.parse(await reader.get(eventKey(matchId, madeSequence))).postings,
  /** A page of a match's history as everybody sees it. */
  events: async (matchId: MatchId, limit: number, after?: Page["next"]) => {
    const page = await reader.page({
      pk: partition(matchId),
      prefix: "EVENT#",
      limit,
      ...(after && { after }),
    });
    return { ...page, items: page.items.map(eventView) };
  },
  /** All that was found of a match: it shows the first of it itself. */
  rightOf: async (match: StoredMatch): Promise<readonly string[]> => {
    if (match.right.length === match.rightCount) return match.right;
    const found: string[] = [];
    const count = Math.ceil((match.leftCount + match.rightCount) / FACTS_AT_A_TIME);
    for (let chunk = 1; chunk <= count; chunk += 1)
      for (const { side, id } of Facts.parse(await reader.get(factsKey(match, chunk))).facts)
        if (side === "RIGHT") found.push(id);
    return found;
  },
  /** One chunk of what is in a match, the first is 1; undefined behind the last. */
  chunk: async (of: Round, chunk: number): Promise<readonly MatchFact[] | undefined> => {
    const item = await reader.get(factsKey(of, chunk));
    return item === undefined ? undefined : Facts.parse(item).facts;
  },
});

export const matchStore = (reader: MatchReader) => ({
  ...matchChanges,
  ...ofBooks(reader),
  ...ofMatches(reader),
});

export type MatchStore = ReturnType<typeof matchStore>;
