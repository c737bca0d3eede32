import type { Reason } from "../incoming-files/model.ts";
import { REASON_COUNT_MAX } from "../incoming-files/model.ts";
import { Refused, type Refusal } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import type { AdviseRemittance, Advised } from "../remittances/advise-remittance.ts";
import { canonical } from "../platform/canonical.ts";
import type { AdviceTotals } from "../remittances/wire.ts";
import type { RemittanceFileObjects } from "./file-store.ts";
import type { RemittanceUpload } from "./keys.ts";
import type { RemittanceFile, RowResult } from "./model.ts";
import { inCapitals, type ReadFile, type ReadRemittanceFile } from "./read-file.ts";
import { advisedRows, refusedRows } from "./result-rows.ts";
import type { RemittanceFileStore } from "./store.ts";
import { FILE_BYTES_MAX, type RemittanceFileState } from "./wire.ts";

export type TakeFileDeps = {
  readonly files: Pick<RemittanceFileStore, "find" | "reading" | "finished">;
  readonly objects: RemittanceFileObjects;
  readonly read: ReadRemittanceFile;
  readonly adviseRemittance: (command: AdviseRemittance) => Promise<Advised>;
  readonly clock: Clock;
};

/** What became of a file: `undefined` when there was nothing left to do. */
export type Taken = { readonly lines: number; readonly state: RemittanceFileState };

/**
 * Takes an uploaded file as the advice that it is, by the use case of every advice: all of it or nothing. Told twice
 * of a file, or killed anywhere, it begins again and ends the same: the advice knows its own content, and the results
 * are written as they were before the file says that it is finished.
 * @throws Refused `unavailable`: the file may be taken later
 */
export const takeRemittanceFile =
  (deps: TakeFileDeps) =>
  async ({ fileId, attempt }: RemittanceUpload): Promise<Taken | undefined> => {
    const file = await deps.files.find(fileId);
    if (file === undefined) throw new Error(`an upload without its file: ${fileId}`);
    if (file.attempt !== attempt || !(await deps.files.reading(file))) return undefined;
    const found = await foundIn(deps, file);
    const end = found.reasons.length > 0 ? found : await advised(deps, file, found);
    return finished(deps, file, end);
  };

const nothing = { lines: [], rows: [] };

async function foundIn(deps: TakeFileDeps, file: RemittanceFile): Promise<ReadFile> {
  const object = await deps.objects.head(file);
  if (object === undefined) throw new Error(`a file without its upload: ${file.fileId}`);
  if (object.bytes > FILE_BYTES_MAX || object.bytes !== file.bytes)
    return { ...nothing, reasons: [otherBytes] };
  const { bytes, sha256 } = await deps.objects.open(file, object.etag);
  const found = await deps.read(bytes, file);
  // A file that was not read to its end is refused for that: the hash is of the whole.
  if (found.reasons.length === 0 && sha256() !== file.declaredSha256)
    return { ...nothing, reasons: [otherBytes] };
  return found;
}

type End = Pick<ReadFile, "rows" | "reasons"> & { readonly remittance?: Advised["remittance"] };

async function advised(deps: TakeFileDeps, file: RemittanceFile, found: ReadFile): Promise<End> {
  const totals = totalsOf(file, found.trailer);
  if ("code" in totals) return { rows: found.rows, reasons: [totals] };
  const { agencyId, announcedBy: actor, createdAt: receivedAt } = file;
  const advice = { ...file.advice, totals, lines: [...found.lines] };
  const postedAt = deps.clock.now();
  try {
    const { remittance } = await deps.adviseRemittance({
      agencyId,
      advice,
      actor,
      source: "FILE",
      receivedAt,
      postedAt,
    });
    return { rows: found.rows, reasons: [], remittance };
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.code === "unavailable") throw error;
    return refusedFor(error.refusal, found.rows);
  }
}

/** Said where it was announced, in the last row, or the same in both. */
function totalsOf({ advice }: RemittanceFile, trailer: AdviceTotals | undefined): AdviceTotals | Reason {
  const said = advice.totals ?? trailer;
  if (said === undefined) return noTotals;
  return trailer !== undefined && canonical(trailer) !== canonical(said) ? otherTotals : said;
}

/** What the advice is refused for, where it stands in the file. */
function refusedFor({ code, detail, errors = [] }: Refusal, rows: readonly RowResult[]): End {
  const faulty = new Map<number, RowResult["faults"][number][]>();
  const reasons = errors.map((fault): Reason => {
    const index = /^\/lines\/(\d+)\//u.exec(fault.pointer)?.[1];
    const line = index === undefined ? undefined : rows[Number(index)]?.line;
    if (index !== undefined) faulty.set(Number(index), [...(faulty.get(Number(index)) ?? []), fault]);
    return { ...(line !== undefined && { line }), code: inCapitals(code), message: fault.detail };
  });
  return {
    rows: rows.map((row, index) => ({ ...row, faults: faulty.get(index) ?? row.faults })),
    reasons: reasons.length === 0 ? [{ code: inCapitals(code), message: detail }] : reasons,
  };
}

async function finished(
  deps: TakeFileDeps,
  file: RemittanceFile,
  { rows, reasons, remittance }: End,
): Promise<Taken | undefined> {
  const state = remittance === undefined ? "REFUSED" : "ADVISED";
  await deps.objects.writeResults(
    file,
    remittance === undefined ? refusedRows(rows) : advisedRows(rows, remittance.remittanceId),
  );
  const facts = {
    state,
    lineCount: rows.length,
    finishedAt: deps.clock.now(),
    ...(remittance === undefined
      ? { reasons: reasons.slice(0, REASON_COUNT_MAX) }
      : { remittanceId: remittance.remittanceId }),
  } as const;
  return (await deps.files.finished(file, facts)) ? { lines: rows.length, state } : undefined;
}

const otherBytes: Reason = {
  code: "OTHER_BYTES",
  message: "What was sent is not what was announced: another length or another hash.",
};

const noTotals: Reason = {
  code: "TOTALS_MISSING",
  message: "Neither the announcement nor the last row says what the lines come to.",
};

const otherTotals: Reason = {
  code: "TRAILER_DIFFERS",
  message: "The last row says other totals than the announcement.",
};
