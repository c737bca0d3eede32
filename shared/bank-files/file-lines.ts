import type { BankContentStore } from "./content-store.ts";
import type { BankLineStore } from "./line-store.ts";
import type { StoredLine } from "./line.ts";
import type { BankFile } from "./model.ts";

export type FileLinesDeps = {
  readonly bankLines: Pick<BankLineStore, "ofFile" | "findAll">;
  readonly bankContents: Pick<BankContentStore, "entries">;
};

export type LinePage = { readonly lines: readonly StoredLine[]; readonly next?: number };

/** How far a file's lines are numbered: behind those that were read come those that a person stated, if any were. */
const lastOf = ({ stored, found, corrected }: BankFile): number =>
  stored.lines + (corrected > 0 ? (found?.quarantined ?? 0) : 0);

/** Lines of a loaded file from one on, as they stand now. A page has fewer where an entry became none. */
export async function fileLines(
  { bankLines, bankContents }: FileLinesDeps,
  file: BankFile,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<LinePage> {
  const { stored, fileId, lenderId } = file;
  const next = from + limit;
  const readTo = Math.min(next - 1, stored.lines);
  const read = from > readTo ? [] : await bankLines.ofFile(file, from, readTo - from + 1);
  const last = Math.min(next - 1, lastOf(file));
  const first = Math.max(from, stored.lines + 1);
  const numbers = Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n - stored.lines);
  const entries = numbers.length === 0 ? [] : await bankContents.entries(fileId, numbers);
  const stated = entries.flatMap(({ settled }) => settled?.lineId ?? []);
  const lines = [...read, ...(await bankLines.findAll(lenderId, stated))];
  return { lines, ...(next <= lastOf(file) && { next }) };
}
