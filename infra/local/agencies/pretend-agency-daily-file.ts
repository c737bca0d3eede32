import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import * as z from "zod";
import type { Worker } from "./pretend-agency-case.ts";
import type { Fetch, FetchOptions } from "./pretend-agency-feed.ts";
import { deliveryOf, Row } from "./pretend-agency-row.ts";
import { demand } from "../sandbox/sandbox-client.ts";

/** The newest files of a page; an agency that looks every day misses none. */
const LISTED_MAX = 100;
const TIMEOUT_MS = 20_000;

const Files = z.object({
  items: z.array(z.object({ date: z.string(), rows: z.int(), sha256: z.string(), url: z.string() })),
});
type DailyFile = z.infer<typeof Files>["items"][number];

/** The hour, UTC, after which the file of the day before is there: more often it need not look. */
const HOUR_MS = 3_600_000;
const FILE_AT_MS = 2 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;

const fileDayOf = (at: number): number => Math.floor((at - FILE_AT_MS) / DAY_MS);

/**
 * Works by daily files, for which it looks once a day: those it has not seen yet, oldest first, each row as if it had
 * been pushed.
 */
export function fileReader(worker: Worker, options: FetchOptions): Fetch {
  const { agencyId, apiKey } = worker.seat;
  const seen = new Set<string>();
  let lookedOn: number | undefined;
  return async () => {
    const day = fileDayOf(options.now());
    if (day === lookedOn) return 0;
    const path = `/v1/agencies/${agencyId}/files?limit=${LISTED_MAX}`;
    const { items } = Files.parse(await demand(options.baseUrl, { method: "GET", path, apiKey }, 200));
    lookedOn = day;
    let taken = 0;
    for (const file of items.filter(({ date }) => !seen.has(date)).toReversed()) {
      seen.add(file.date);
      const rows = rowsOf(file, await download(file));
      if (typeof rows === "string") options.fault(`${agencyId}: the file of ${file.date} ${rows}`);
      else taken += rows.filter((row) => options.take(worker, deliveryOf(row))).length;
    }
    return taken;
  };
}

async function download({ date, url }: DailyFile): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (response.ok) return response.text();
  throw new Error(`the file of ${date} could not be fetched: ${response.status}`);
}

/** The rows before the trailer, or in words why the file cannot be trusted. */
function rowsOf(file: DailyFile, text: string): readonly Row[] | string {
  if (createHash("sha256").update(text).digest("hex") !== file.sha256) return "is not what the list says";
  const parsed: unknown = parse(text, { columns: true });
  const rows = z.array(Row).parse(parsed);
  const trailer = rows.at(-1);
  if (trailer?.["record"] !== "TRAILER") return "has no trailer";
  // The trailer counts in its second cell.
  const count = Number(trailer["position"]);
  const events = rows.slice(0, -1);
  return count === events.length && count === file.rows
    ? events
    : `counts ${count} in its trailer and ${file.rows} in the list, and has ${events.length} rows`;
}
