import * as z from "zod";
import { Refused } from "../kernel/problems.ts";
import type { MatchFactView } from "./match-fact.ts";
import { FACTS_AT_A_TIME } from "./match-fact.ts";
import type { MatchStore } from "./match-store.ts";
import type { StoredMatch } from "./stored-match.ts";

type Paging = { readonly limit: number; readonly after?: Readonly<Record<string, unknown>> | undefined };

/** The number of the first fact of the next page. */
const Position = z.strictObject({ fact: z.string().regex(/^[1-9]\d{0,5}$/u) });

/**
 * A page of what is in a match, the side that was expected first.
 * @throws Refused `invalid-cursor`
 */
export async function factPage(
  { matches }: { readonly matches: Pick<MatchStore, "chunk"> },
  match: StoredMatch,
  { limit, after }: Paging,
): Promise<{ readonly items: readonly MatchFactView[]; readonly next?: { readonly fact: string } }> {
  const from = after === undefined ? 0 : placeIn(after);
  const count = match.leftCount + match.rightCount;
  const end = Math.min(from + limit, count);
  const items: MatchFactView[] = [];
  for (let n = Math.floor(from / FACTS_AT_A_TIME); n * FACTS_AT_A_TIME < end; n += 1) {
    const facts = (await matches.chunk(match, n + 1)) ?? [];
    const first = n * FACTS_AT_A_TIME;
    for (const { side, id } of facts.slice(Math.max(0, from - first), end - first)) items.push({ side, id });
  }
  return { items, ...(end < count && { next: { fact: String(end) } }) };
}

function placeIn(after: Readonly<Record<string, unknown>>): number {
  const place = Position.safeParse(after);
  if (place.success) return Number(place.data.fact);
  throw new Refused({ code: "invalid-cursor", detail: "Use a nextCursor of this very list, unchanged." });
}
