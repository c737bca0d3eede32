import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import * as z from "zod";
import { demand } from "../sandbox/sandbox-client.ts";
import type { Outcome, PostCallback } from "./pretend-agency-callbacks.ts";
import { receiptReader } from "./pretend-agency-receipts.ts";
import type { Posting, Seat } from "./pretend-agency-signing.ts";
import type { Callback } from "./pretend-agency-wire.ts";

/** Events wait for so long, or for the end of the file before, and leave as one file. */
const GATHER_MS = 300;
const POLL_MS = 100;
const POLL_COUNT_MAX = 1_200;
const TIMEOUT_MS = 30_000;

export type FileFormat = "CSV" | "NDJSON";

const Upload = z.object({ method: z.string(), url: z.string(), headers: z.record(z.string(), z.string()) });
const EventFile = z.object({ fileId: z.string(), state: z.string(), upload: Upload.optional() });
const Results = z.object({ url: z.string() });
const Line = z.object({ line: z.string(), disposition: z.string(), receiptId: z.string(), code: z.string() });

type Waiting = {
  readonly callback: Callback;
  readonly done: (outcome: Outcome) => void;
  readonly failed: (cause: unknown) => void;
};

/** Reports by files of events, one after the other, and reads what became of each line. */
export function filePoster(options: Posting, format: FileFormat): PostCallback {
  const queues = new Map<string, Waiting[]>();
  const busy = new Set<string>();
  const readReceipt = receiptReader(options.baseUrl);
  const work = async (seat: Seat): Promise<void> => {
    for (let queue = queues.get(seat.agencyId); queue !== undefined; queue = queues.get(seat.agencyId)) {
      await sleep(GATHER_MS, undefined, { signal: options.signal });
      queues.delete(seat.agencyId);
      await reportAll({ ...options, seat, format, readReceipt }, queue);
    }
    busy.delete(seat.agencyId);
  };
  return (seat, callback) =>
    new Promise((done, failed) => {
      const queue = queues.get(seat.agencyId) ?? [];
      queue.push({ callback, done, failed });
      queues.set(seat.agencyId, queue);
      if (busy.has(seat.agencyId)) return;
      busy.add(seat.agencyId);
      work(seat).catch(failed);
    });
}

type Reporting = Posting & {
  readonly seat: Seat;
  readonly format: FileFormat;
  readonly readReceipt: ReturnType<typeof receiptReader>;
};

async function reportAll(reporting: Reporting, queue: readonly Waiting[]): Promise<void> {
  try {
    const lines = await reported(reporting, contentOf(reporting.format, queue), queue.length);
    for (const [index, { done }] of queue.entries())
      done(await outcomeOf(reporting, lines.get(lineOf(reporting.format, index))));
  } catch (error) {
    for (const { failed } of queue) failed(error);
  }
}

/** A header is the first line of a CSV file. */
const lineOf = (format: FileFormat, index: number): string => String(index + (format === "CSV" ? 2 : 1));

async function reported(
  { baseUrl, seat, format, signal }: Reporting,
  content: string,
  count: number,
): Promise<ReadonlyMap<string, z.infer<typeof Line>>> {
  const path = `/v1/agencies/${seat.agencyId}/event-files`;
  const call = { apiKey: seat.apiKey } as const;
  const sha256 = createHash("sha256").update(content).digest("hex");
  const body = { format, sha256, bytes: Buffer.byteLength(content), controlTotals: { count } };
  const file = EventFile.parse(await demand(baseUrl, { ...call, method: "POST", path, body }, 200, 201));
  if (file.upload !== undefined) await put(file.upload, content);
  const one = `${path}/${file.fileId}`;
  for (let n = 0; n < POLL_COUNT_MAX; n += 1) {
    const { state } = EventFile.parse(await demand(baseUrl, { ...call, method: "GET", path: one }, 200));
    if (state === "COMPLETED") break;
    if (state === "REFUSED") throw new Error(`${file.fileId} was refused`);
    await sleep(POLL_MS, undefined, { signal });
  }
  const results = await demand(baseUrl, { ...call, method: "GET", path: `${one}/results` }, 200);
  return linesAt(Results.parse(results).url);
}

async function put({ method, url, headers }: z.infer<typeof Upload>, body: string): Promise<void> {
  const response = await fetch(url, { method, headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the upload was answered ${response.status}`);
}

async function linesAt(url: string): Promise<ReadonlyMap<string, z.infer<typeof Line>>> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const rows: unknown = parse(await response.text(), { columns: true });
  return new Map(
    z
      .array(Line)
      .parse(rows)
      .map((line) => [line.line, line]),
  );
}

/** A line has no balances: what its event was answered, its signed receipt says. */
async function outcomeOf(
  { seat, readReceipt }: Reporting,
  line: z.infer<typeof Line> | undefined,
): Promise<Outcome> {
  if (line === undefined) return { status: 0, replayed: false, problem: "no-line", attempts: 1 };
  if (line.receiptId !== "")
    return { status: 202, replayed: false, attempts: 1, answer: await readReceipt(seat, line.receiptId) };
  const status = line.code === "invalid-transition" ? 409 : 422;
  return { status, replayed: false, problem: line.code, attempts: 1 };
}

function contentOf(format: FileFormat, queue: readonly Waiting[]): string {
  const bodies = queue.map(({ callback }) => callback.body);
  if (format === "NDJSON") return bodies.map((body) => `${body}\n`).join("");
  const rows = bodies.map((body) => Object.fromEntries(cellsOf(JSON.parse(body), "")));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return stringify(rows, { header: true, columns });
}

/** The members of an event by their paths; what is no text is written as JSON. */
function cellsOf(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return [[path, typeof value === "string" ? value : JSON.stringify(value)]];
  return Object.entries(value).flatMap(([name, member]) =>
    cellsOf(member, path === "" ? name : `${path}.${name}`),
  );
}
