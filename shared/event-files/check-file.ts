import type { ChunkSize, Reason } from "../incoming-files/model.ts";
import type { Clock } from "../kernel/time.ts";
import type { EventFiles } from "./file-store.ts";
import { inspect, type Inspection } from "./inspect.ts";
import type { EventUpload } from "./keys.ts";
import { FILE_BYTES_MAX, type EventChunk, type EventFile, type FileState } from "./model.ts";
import type { EventFileStore } from "./store.ts";
import { mismatches } from "./totals.ts";

export type CheckFileDeps = {
  readonly files: Pick<EventFileStore, "find" | "move" | "sent">;
  readonly objects: Pick<EventFiles, "head" | "open">;
  /** Puts chunks into the queue of those that take them, one after the other; twice is harmless. */
  readonly send: (chunks: readonly EventChunk[]) => Promise<void>;
  readonly clock: Clock;
  readonly size?: ChunkSize;
};

/** What became of a file: `undefined` when there was nothing left to do. */
export type Checked = { readonly lines: number; readonly state: FileState };

/**
 * Takes an uploaded file: reads all of it, compares the totals, and either refuses the whole file before any event is
 * taken or cuts it into chunks. Told twice of a file, or killed anywhere, it begins again and ends the same: nothing
 * is written before the reading is done, and every step names the state that it starts from.
 */
export const checkEventFile =
  (deps: CheckFileDeps) =>
  async ({ fileId, attempt }: EventUpload): Promise<Checked | undefined> => {
    const file = await deps.files.find(fileId);
    if (file === undefined) throw new Error(`an upload without its file: ${fileId}`);
    if (file.attempt !== attempt) return undefined;
    if (file.state === "PROCESSING" && file.sentAt === undefined) return sendAgain(deps, file);
    if (!(await deps.files.move(file, "CHECKING"))) return undefined;
    const object = await deps.objects.head(file);
    if (object === undefined) throw new Error(`a file without its upload: ${fileId}`);
    if (object.bytes > FILE_BYTES_MAX) return refuse(deps, file, { reasons: [tooLarge] });
    return judge(deps, file, object);
  };

async function judge(
  deps: CheckFileDeps,
  file: EventFile,
  { etag, bytes }: { readonly etag: string; readonly bytes: number },
): Promise<Checked | undefined> {
  const opened = await deps.objects.open(file, etag);
  const inspection = await inspect(file, opened.rows, deps.size);
  const { reasons, found, columns, chunks } = inspection;
  if (reasons.length > 0) return refuse(deps, file, { reasons });
  const wrong = mismatches(file, { found, sha256: opened.sha256(), bytes });
  if (wrong.length > 0) return refuse(deps, file, { reasons: wrong, found });
  const taking = {
    found,
    etag,
    checkedAt: deps.clock.now(),
    chunkCount: chunks.length,
    ...(columns && { columns: [...columns] }),
  };
  if (!(await deps.files.move(file, "PROCESSING", taking))) return undefined;
  return send(deps, file, inspection);
}

/** The process died while it was sending: the file is cut again, which gives the very same chunks. */
async function sendAgain(deps: CheckFileDeps, file: EventFile): Promise<Checked> {
  const opened = await deps.objects.open(file, file.etag ?? "");
  return send(deps, file, await inspect(file, opened.rows, deps.size));
}

async function send(deps: CheckFileDeps, file: EventFile, { chunks, found }: Inspection): Promise<Checked> {
  await deps.send(chunks);
  await deps.files.sent(file, deps.clock.now());
  return { lines: found.count, state: "PROCESSING" };
}

const tooLarge: Reason = {
  code: "FILE_TOO_LARGE",
  message: `The file is larger than ${FILE_BYTES_MAX} bytes.`,
};

type Refusing = { readonly reasons: readonly Reason[]; readonly found?: EventFile["found"] };

async function refuse(deps: CheckFileDeps, file: EventFile, { reasons, found }: Refusing): Promise<Checked> {
  const said = { ...(found && { found }), reasons: [...reasons], checkedAt: deps.clock.now() };
  await deps.files.move(file, "REFUSED", said);
  return { lines: found?.count ?? 0, state: "REFUSED" };
}
