import * as z from "zod";
import type { Replace, Update } from "../kernel/change.ts";
import type { Instant } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import { MatchId, StoredMatch } from "./stored-match.ts";

/**
 * What a large match needs until it is made: its facts are claimed chunk by chunk under this item, and none any more
 * once it says so. Nobody else looks at it.
 */
const Draft = StoredMatch.omit({ version: true, sequence: true, head: true, madeSequence: true });

/** Where the claims of a match stand, each time that it is made. */
export const Claims = z.object({
  matchId: MatchId,
  round: z.int(),
  phase: z.enum(["CLAIMING", "CLAIMED", "RELEASING", "RELEASED"]),
  draft: Draft.exactOptional(),
  /** How many chunks of facts there are. */
  chunks: z.int(),
  claimed: z.set(z.int()).default(() => new Set<number>()),
  released: z.set(z.int()).default(() => new Set<number>()),
});
export type Claims = z.infer<typeof Claims>;

type Of = Pick<Claims, "matchId" | "round">;

type BookOf = Pick<StoredMatch, "lenderId" | "currency">;

const claimsPk = (matchId: MatchId): string => `ACCOUNT#${matchId}`;

const claimsKey = ({ matchId, round }: Of) => ({
  pk: claimsPk(matchId),
  sk: `CLAIMS#${String(round).padStart(4, "0")}`,
});

const changeOf = (of: Of) =>
  ({ kind: "update", name: "claims", key: claimsKey(of) }) satisfies Partial<Update>;

const listOf = ({ lenderId, currency }: BookOf): string => `UNSETTLED_CLAIMS#${lenderId}#${currency}`;

const place = (book: BookOf, { matchId }: Of, now: Instant) => ({
  list: listOf(book),
  at: `${now}#${matchId}`,
});

const isIn = (phase: Claims["phase"]) => ({ attribute: "phase", is: "=", value: phase }) as const;

/** What transactions write of claims. */
const claimChanges = {
  prepared: (draft: z.infer<typeof Draft>, chunks: number, now: Instant): Replace => ({
    kind: "replace",
    name: "claims",
    item: {
      ...claimsKey(draft),
      matchId: draft.matchId,
      round: draft.round,
      phase: "CLAIMING",
      draft,
      chunks,
      ...place(draft, draft, now),
    },
    when: [{ attribute: "pk", is: "absent" }],
  }),
  /** That a chunk is claimed: once, and only as long as its match is being made. */
  chunkClaimed: (of: Of, chunk: number): Update => ({
    ...changeOf(of),
    add: { claimed: new Set([chunk]) },
    when: [isIn("CLAIMING"), { attribute: "claimed", is: "lacks", value: chunk }],
  }),
  /** All of it is claimed, and the match made. */
  settled: (of: Of): Update => ({
    ...changeOf(of),
    set: { phase: "CLAIMED" },
    remove: ["list", "at"],
    when: [isIn("CLAIMING")],
  }),
  /** From now on nothing more is claimed, and what was is given back. */
  abandoned: (of: Of): Update => ({ ...changeOf(of), set: { phase: "RELEASING" }, when: [isIn("CLAIMING")] }),
  /** The facts of a match that was taken back come back: what was made at once has no such item yet. */
  releasing: (match: StoredMatch, chunks: number, now: Instant): Update => ({
    ...changeOf(match),
    set: {
      matchId: match.matchId,
      round: match.round,
      phase: "RELEASING",
      chunks,
      ...place(match, match, now),
    },
    add: { claimed: new Set(Array.from({ length: chunks }, (_, n) => n + 1)) },
    when: [],
  }),
  chunkReleased: (of: Of, chunk: number): Update => ({
    ...changeOf(of),
    add: { released: new Set([chunk]) },
    when: [isIn("RELEASING"), { attribute: "released", is: "lacks", value: chunk }],
  }),
  released: (of: Of): Update => ({
    ...changeOf(of),
    set: { phase: "RELEASED" },
    remove: ["list", "at"],
    when: [isIn("RELEASING")],
  }),
};

export const claimStore = (reader: Pick<Reader, "page" | "getAll">) => ({
  ...claimChanges,
  /** Where the claims of a match stand as it was made, or was to be made, last. */
  latest: async (matchId: MatchId): Promise<Claims | undefined> => {
    const page = await reader.page({
      pk: claimsPk(matchId),
      prefix: "CLAIMS#",
      limit: 1,
      newestFirst: true,
    });
    return page.items.map((item) => Claims.parse(item))[0];
  },
  /** A page of those of a book that are neither made nor given back: somebody is at it, or was killed. */
  unsettled: async (book: BookOf, limit: number, after?: Page["next"]) => {
    const page = await listing(reader)({ list: listOf(book), limit, after });
    return { ...page, items: page.items.map((item) => Claims.parse(item)) };
  },
});

export type ClaimStore = ReturnType<typeof claimStore>;
