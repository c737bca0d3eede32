import { detailedLine, isBulk, isMoney, keyOfLine, referenceOf, type StoredLine } from "./line.ts";
import type { BankLineStore } from "./line-store.ts";
import { BLOCK_SIZE, type BankFile, type Movement, type Stored } from "./model.ts";

export type KeepLinesDeps = {
  readonly lines: Pick<BankLineStore, "keep" | "keepBlock" | "keepJoin" | "joined" | "detailed">;
  /** Bounded: so many lines are on their way to the store at a time. */
  readonly inParallel: <T>(items: readonly T[], work: (item: T) => Promise<void>) => Promise<void>;
};

type Block = { readonly lines: readonly StoredLine[]; readonly before: Stored };

/**
 * Stores a block of a file's lines and counts them. A line that stands already is this file's own when this very
 * entry put it there, before a kill: then it counts as new again, and the sums come out the same.
 */
export async function keepLines(
  deps: KeepLinesDeps,
  file: BankFile,
  { lines, before }: Block,
): Promise<Stored> {
  const isNew = new Map<number, boolean>();
  await deps.inParallel(lines, async (line) => {
    const standing = await deps.lines.keep(line);
    const isOurs = standing?.fileId === line.fileId && standing.entry === line.entry;
    isNew.set(line.entry, isMoney(line) && (standing === undefined || isOurs));
  });
  await join(deps, lines);
  await deps.lines.keepBlock(file.fileId, Math.floor(before.lines / BLOCK_SIZE), lines.map(keyOfLine));
  return lines.reduce((stored, line) => counted(stored, line, isNew.get(line.entry) === true), before);
}

function counted(stored: Stored, line: StoredLine, isNew: boolean): Stored {
  const lines = stored.lines + 1;
  if (line.kind === "NOTIFICATION") return { ...stored, lines, notified: stored.notified + 1 };
  if (!isMoney(line)) return { ...stored, lines, provisional: stored.provisional + 1 };
  if (!isNew) return { ...stored, lines, known: stored.known + 1 };
  return { ...stored, lines, new: stored.new + 1, movements: moved(stored.movements, line) };
}

function moved(movements: readonly Movement[], line: StoredLine): Movement[] {
  const { bankAccountRef, currency, amount, valueDate } = line;
  const before = movements.find((one) => one.bankAccountRef === bankAccountRef);
  const after = {
    bankAccountRef,
    currency,
    lines: (before?.lines ?? 0) + 1,
    net: (before?.net ?? 0) + amount,
    latest: before === undefined || before.latest < valueDate ? valueDate : before.latest,
  };
  return [...movements.filter((one) => one !== before), after].toSorted((a, b) =>
    a.bankAccountRef < b.bankAccountRef ? -1 : 1,
  );
}

/**
 * Whichever of a bulk and its notifications comes last finds the others: each is stored, and told of, before it
 * looks for them.
 */
async function join(deps: KeepLinesDeps, lines: readonly StoredLine[]): Promise<void> {
  const joinable = lines.filter(
    (line) => referenceOf(line) !== undefined && (line.kind === "NOTIFICATION" || isBulk(line)),
  );
  await deps.inParallel(joinable, async (line) => deps.lines.keepJoin(line));
  const references = new Map(joinable.map((line) => [referenceOf(line), line]));
  await deps.inParallel([...references.values()], async (line) => joinAll(deps, line));
}

async function joinAll({ lines }: KeepLinesDeps, line: StoredLine): Promise<void> {
  const found = await lines.joined(line);
  const notified = found.filter(({ kind }) => kind === "NOTIFICATION");
  for (const bulk of found.filter(isBulk)) {
    const whole = detailedLine(bulk, notified);
    if (whole !== undefined) await lines.detailed(whole);
  }
}
