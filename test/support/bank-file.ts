import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BankFileEvent, BankLine } from "../../shared/bank-statements/model.ts";
import { readBankFile, type ReadSettings } from "../../shared/bank-statements/read-bank-file.ts";
import { csvRows } from "../../shared/platform/csv.ts";

const read = readBankFile({ csvRows });

/** The same bytes, cut into parts of these sizes in turn. */
async function* inParts(
  content: string | Uint8Array,
  sizes: readonly number[] = [1000],
): AsyncGenerator<Uint8Array, void, undefined> {
  const all = Buffer.from(content as string);
  for (let at = 0, turn = 0; at < all.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? all.length;
    yield all.subarray(at, at + size);
    at += size;
  }
}

/** Everything that is told of a file. */
export async function readAll(
  content: string | Uint8Array,
  settings?: ReadSettings,
  sizes?: readonly number[],
): Promise<readonly BankFileEvent[]> {
  const events: BankFileEvent[] = [];
  for await (const some of read(inParts(content, sizes), settings)) events.push(...some);
  return events;
}

type Kinds = { readonly [Kind in BankFileEvent["kind"]]: Extract<BankFileEvent, { kind: Kind }> };

/** The events of one kind, in their order. */
export const ofKind = <Kind extends BankFileEvent["kind"]>(
  events: readonly BankFileEvent[],
  kind: Kind,
): readonly Kinds[Kind][] => events.filter((event) => event.kind === kind) as unknown as Kinds[Kind][];

export const linesOf = (events: readonly BankFileEvent[]): readonly BankLine[] =>
  ofKind(events, "line").map(({ line }) => line);

/** Why a file was refused, with its line. */
export const refusalOf = (events: readonly BankFileEvent[]) => {
  const last = events.at(-1);
  return last?.kind === "refused" ? [last.refusal.code, last.refusal.place.line] : undefined;
};

export const fixture = (path: string): Buffer =>
  readFileSync(join(import.meta.dirname, "../fixtures/bank", path));
