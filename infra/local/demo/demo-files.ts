import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "csv-parse/sync";
import * as z from "zod";
import type { Batch, ResultLine } from "../audit/audit-facts.ts";
import { read, type Reader } from "../audit/audit-fetch.ts";
import type { PlaceAccount } from "../sandbox/portfolio-account.ts";
import { callGateway, demand } from "../sandbox/sandbox-client.ts";

const POLL_MS = 200;
const TIMEOUT_MS = 60_000;
/** A file that makes no progress for so long is given up. */
const STALLED_MS = 60_000;

const Upload = z.object({ method: z.string(), url: z.string(), headers: z.record(z.string(), z.string()) });
const Opened = z.object({ batchId: z.string(), upload: Upload });
const Known = z.object({ batchId: z.string() });
const Progress = z.record(z.string(), z.int());
const BatchView = z.object({ batchId: z.string(), state: z.string(), progress: Progress });
type BatchView = z.infer<typeof BatchView>;

/** Places a lender's accounts by an NDJSON file, reads what became of each row, and announces the file again. */
export async function placeByFile(
  lender: Reader,
  accounts: readonly PlaceAccount[],
  onProgress: (screened: number) => void,
): Promise<Batch> {
  const file = accounts.map((account) => `${JSON.stringify(account)}\n`).join("");
  const announcement = announce(accounts, file);
  const opened = Opened.parse(await demand(lender.baseUrl, post(lender, announcement), 201));
  await upload(opened.upload, file);
  const done = await ended(lender, opened.batchId, onProgress);
  if (done.state !== "COMPLETED") throw new Error(`${done.batchId} ended as ${JSON.stringify(done)}`);
  const lines = await resultsOf(lender, done.batchId);
  const again = await callGateway(lender.baseUrl, post(lender, announcement));
  return {
    batchId: done.batchId,
    announced: accounts.length,
    progress: done.progress,
    lines,
    again: { status: again.status, batchId: Known.safeParse(again.body).data?.batchId ?? "" },
  };
}

const announce = (accounts: readonly PlaceAccount[], file: string) => {
  const owed = accounts.flatMap(({ balance }) => balance.map(({ amount }) => amount.amount));
  const amount = owed.reduce((sum, one) => sum + one, 0);
  return {
    format: "NDJSON",
    fileName: "portfolio.ndjson",
    controlTotals: { count: accounts.length, amount: { amount, currency: "USD" } },
    sha256: createHash("sha256").update(file).digest("hex"),
  };
};

const post = ({ apiKey }: Reader, body: unknown) =>
  ({ method: "POST", path: "/v1/account-batches", apiKey, body }) as const;

async function upload({ method, url, headers }: z.infer<typeof Upload>, file: string): Promise<void> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { method, headers, body: file, signal });
  if (!response.ok) throw new Error(`the upload was answered ${response.status}: ${await response.text()}`);
}

const isEnded = ({ state }: BatchView): boolean => ["COMPLETED", "REFUSED", "DUPLICATE"].includes(state);

async function ended(
  lender: Reader,
  batchId: string,
  onProgress: (screened: number) => void,
): Promise<BatchView> {
  let last = "";
  for (let movedAt = performance.now(); performance.now() - movedAt < STALLED_MS; await sleep(POLL_MS)) {
    const batch = await read(lender, `/v1/account-batches/${batchId}`, BatchView);
    onProgress(batch.progress["screened"] ?? 0);
    if (isEnded(batch)) return batch;
    const now = JSON.stringify(batch);
    if (now !== last) movedAt = performance.now();
    last = now;
  }
  throw new Error(`${batchId} makes no progress any more: ${last}`);
}

const Results = z.object({ url: z.string() });
const Line = z.object({
  line: z.string(),
  lenderAccountRef: z.string(),
  outcome: z.string(),
  accountId: z.string(),
});

async function resultsOf(lender: Reader, batchId: string): Promise<readonly ResultLine[]> {
  const { url } = await read(lender, `/v1/account-batches/${batchId}/results`, Results);
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the results were answered ${response.status}`);
  const lines: unknown = parse(await response.text(), { columns: true });
  return z.array(Line).parse(lines);
}
