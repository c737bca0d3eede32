import * as z from "zod";
import type { Create, Item } from "../kernel/change.ts";
import { AgencyId, LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import type { Match } from "./outcome.ts";
import { Relation } from "./wire.ts";

export const MatchId = z
  .string()
  .regex(/^mat_[0-9A-F]{26}$/u)
  .brand<"MatchId">();
export type MatchId = z.infer<typeof MatchId>;

/** A match as stored: both sides by their ids, the rule that made it, and what it left. */
export const StoredMatch = z.object({
  matchId: MatchId,
  relation: Relation,
  ruleId: z.string(),
  ruleVersion: z.int(),
  lenderId: LenderId,
  agencyId: AgencyId,
  currency: Currency,
  left: z.array(z.string()),
  right: z.array(z.string()),
  difference: z.int(),
  days: z.int(),
  reference: z.string().exactOptional(),
  madeAt: Instant,
});
export type StoredMatch = z.infer<typeof StoredMatch>;

const ID_LENGTH = 26;

/** The same legs are the same match, whoever finds it. */
export const matchIdOf = ({ relation, left, right }: Pick<Match, "relation" | "left" | "right">): MatchId =>
  MatchId.parse(
    `mat_${sha256(canonical({ relation, left: [...left].toSorted(), right: [...right].toSorted() }))
      .slice(0, ID_LENGTH)
      .toUpperCase()}`,
  );

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
