import { createHash } from "node:crypto";
import type { BooksSize } from "../support/books.ts";

export type MatchQuestion = { readonly ask: "start"; readonly size: BooksSize } | { readonly ask: "round" };

/** How many there are by the word before the first separator, and a hash of all of them in order. */
export type Digest = { readonly counts: Readonly<Record<string, number>>; readonly hash: string };

export type MatchAnswer = {
  readonly ms: number;
  readonly peakMb: number;
  readonly breaks: Digest;
  readonly matches: Digest;
  readonly held: Digest;
};

export function digestOf(texts: readonly string[]): Digest {
  const counts: Record<string, number> = {};
  const hash = createHash("sha256");
  for (const text of texts.toSorted()) {
    const [word = ""] = text.split(/[\n ]/u, 1);
    const kind = word.includes("_0") ? "id" : word;
    counts[kind] = (counts[kind] ?? 0) + 1;
    hash.update(text).update("\0");
  }
  return { counts, hash: hash.digest("hex") };
}
