import type { Page } from "../platform/dynamo.ts";
import { claimAll } from "./claim-all.ts";
import type { Claims } from "./claim-store.ts";
import type { CommitMatchDeps } from "./commit-match.ts";
import type { BookOf } from "./book-of.ts";
import { releaseAll } from "./release-all.ts";

const PAGE_SIZE = 20;
/** Matches of a book that somebody left half made, or half given back. */
const PAGE_COUNT_MAX = 500;

/**
 * Brings to an end what a run that was killed left: a match that was being made is made, or given up where it cannot
 * be; what was being given back is given back.
 */
export const resumeMatches =
  (deps: CommitMatchDeps) =>
  async (book: BookOf): Promise<number> => {
    let count = 0;
    let after: Page["next"];
    for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
      const { items, next } = await deps.claims.unsettled(book, PAGE_SIZE, after);
      for (const one of items) count += await resume(deps, one);
      if (next === undefined) break;
      after = next;
    }
    return count;
  };

export type ResumeMatches = ReturnType<typeof resumeMatches>;

async function resume(deps: CommitMatchDeps, claims: Claims): Promise<number> {
  if (claims.phase === "CLAIMING") return Number((await claimAll(deps, claims)) === "MADE");
  if (claims.phase === "RELEASING") await releaseAll(deps, claims.matchId);
  return 0;
}
