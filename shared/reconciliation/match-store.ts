import * as z from "zod";
import type { Create, Item } from "../kernel/change.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import { StoredMatch, type MatchId } from "./stored-match.ts";
import type { Relation } from "./wire.ts";

const matchKey = (matchId: MatchId) => ({ pk: `MATCH#${matchId}`, sk: "MATCH" });

/** A fact is one side of one match of a relation: its claim is the identity of that. */
const claimKey = (relation: Relation, factId: string) => ({ pk: `CLAIM#${relation}#${factId}`, sk: "CLAIM" });

const Claim = z.object({ factId: z.string() });

const itemOf = (match: StoredMatch): Item => ({
  ...matchKey(match.matchId),
  ...match,
  list: `MATCHES#${match.lenderId}#${match.currency}`,
  at: `${match.madeAt}#${match.matchId}`,
});

export const matchStore = (reader: Pick<Reader, "get" | "page" | "getAll">) => ({
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
  /** Which of these facts are claimed in a relation. */
  claimedOf: async (relation: Relation, factIds: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = await reader.getAll(factIds.map((factId) => claimKey(relation, factId)));
    return new Set(found.map((item) => Claim.parse(item).factId));
  },
  created: (match: StoredMatch): Create => ({ kind: "create", name: "match", item: itemOf(match) }),
  claimed: ({ relation, matchId }: StoredMatch, factId: string): Create => ({
    kind: "create",
    name: "claim",
    item: { ...claimKey(relation, factId), factId, matchId },
  }),
});

export type MatchStore = ReturnType<typeof matchStore>;
