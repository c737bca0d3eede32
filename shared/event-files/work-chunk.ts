import { lanesOf } from "../callbacks/lanes.ts";
import { placementOf } from "../dialects/placement-of.ts";
import type { DialectStore } from "../dialects/store.ts";
import type { EventFileId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import type { EventFiles } from "./file-store.ts";
import { readLine, type ReadLine } from "./line.ts";
import { isTaken, type EventChunk, type EventFile, type LineResult } from "./model.ts";
import type { EventFileStore } from "./store.ts";
import { failedLine, type TakeLine } from "./take-line.ts";

export type WorkChunkDeps = {
  readonly files: Pick<EventFileStore, "find" | "move" | "taken">;
  readonly objects: Pick<EventFiles, "rows" | "writePart" | "joinParts">;
  /** Bounded: so many placements of a chunk have their events taken at a time. */
  readonly inParallel: <T>(items: readonly T[], work: (item: T) => Promise<void>) => Promise<void>;
  /** In the agency's own words, what is about one placement is found by its dialect. */
  readonly dialects: Pick<DialectStore, "find">;
  readonly takeLine: TakeLine;
  /** Tells of a line that failed for good. */
  readonly report: (failed: { readonly fileId: EventFileId; readonly line: number }, error: unknown) => void;
  readonly clock: Clock;
};

export type Worked =
  | { readonly kind: "taken"; readonly lines: number; readonly isLast: boolean }
  | { readonly kind: "nothing-to-do" };

/**
 * Takes the events of one chunk, writes what became of them, and then counts them and the chunk in one write. The
 * last chunk puts the result file together. Killed anywhere and told again, the events get the receipts that they
 * got, the part is written as it was, and nothing is counted twice.
 * @throws Refused `unavailable`: the chunk may be worked later
 */
export const workChunk =
  (deps: WorkChunkDeps) =>
  async (chunk: EventChunk, isLastTry: boolean): Promise<Worked> => {
    const file = await deps.files.find(chunk.fileId);
    if (file?.state !== "PROCESSING") return { kind: "nothing-to-do" };
    if (file.done.has(chunk.number)) return finish(deps, file, 0);
    const results = await takeAll(deps, { file, isLastTry }, await linesOf(deps, file, chunk));
    await deps.objects.writePart(file, chunk.number, results);
    await deps.files.taken(file, chunk.number, results);
    const now = await deps.files.find(chunk.fileId);
    return now === undefined ? { kind: "nothing-to-do" } : finish(deps, now, results.length);
  };

/** @throws Error when the chunk is not what was cut: then nothing of it may be taken */
async function linesOf(
  deps: WorkChunkDeps,
  file: EventFile,
  chunk: EventChunk,
): Promise<readonly ReadLine[]> {
  const lines: ReadLine[] = [];
  for await (const row of await deps.objects.rows(file, chunk)) {
    if (row.kind === "broken") throw new Error(`chunk ${chunk.number} of ${chunk.fileId} is ${row.code}`);
    lines.push(readLine(file, row));
  }
  if (lines.length !== chunk.rows)
    throw new Error(`chunk ${chunk.number} of ${chunk.fileId} has ${lines.length} lines, not ${chunk.rows}`);
  return lines;
}

type Taking = { readonly file: EventFile; readonly isLastTry: boolean };

async function takeAll(
  deps: WorkChunkDeps,
  { file, isLastTry }: Taking,
  lines: readonly ReadLine[],
): Promise<readonly LineResult[]> {
  const results: LineResult[] = [];
  const dialect = await deps.dialects.find(file.agencyId);
  const take = async (read: ReadLine): Promise<LineResult> => {
    try {
      return await deps.takeLine({ agencyId: file.agencyId, receivedAt: deps.clock.now() }, read);
    } catch (error) {
      if (!isLastTry || error instanceof Refused) throw error;
      deps.report({ fileId: file.fileId, line: read.line }, error);
      return failedLine(read);
    }
  };
  await deps.inParallel(lanesOf(lines, placementOf(dialect)), async (lane) => {
    for (const read of lane) results.push(await take(read));
  });
  return results.toSorted((a, b) => a.line - b.line);
}

/** Two that are last at once both put the results together: the same bytes. */
async function finish(deps: WorkChunkDeps, file: EventFile, lines: number): Promise<Worked> {
  if (!isTaken(file)) return { kind: "taken", lines, isLast: false };
  await deps.objects.joinParts(file, file.done.size);
  await deps.files.move(file, "COMPLETED", { finishedAt: deps.clock.now() });
  return { kind: "taken", lines, isLast: true };
}
