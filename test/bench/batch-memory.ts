import { inspect } from "../../shared/account-batches/inspect.ts";
import { ROW_BYTES_MAX } from "../../shared/account-batches/model.ts";
import { BatchId } from "../../shared/kernel/ids.ts";
import { csvRows } from "../../shared/platform/csv.ts";
import { hashing } from "../../shared/platform/hashing.ts";
import { answerParent } from "./child.ts";

// A process of its own: reads a file of so many rows as the intake does, and says how much memory that took at most.

export type MemoryQuestion = { readonly rows: number };
export type Memory = { readonly peakMb: number; readonly seconds: number };

const SAMPLE_MS = 10;
const header =
  "lenderAccountRef,product,delinquencyDate,currency,balance.PRINCIPAL,balance.INTEREST,debtor.name,debtor.region\n";

answerParent(read, async () => undefined);

async function read({ rows }: MemoryQuestion): Promise<Memory> {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  const sample = setInterval(look, SAMPLE_MS);
  const began = performance.now();
  const { bytes, sha256 } = hashing(file(rows));
  const batchId = BatchId.parse("bat_01JB4R0E3SH5G9V1XJ7P2M4WQC");
  const scanned = csvRows(bytes, { byte: 0, linesBefore: 0, rowBytesMax: ROW_BYTES_MAX });
  const { found } = await inspect({ batchId, format: "CSV" }, scanned);
  clearInterval(sample);
  look(); // a short file is read between two samples
  if (found.count !== rows || sha256() === "") throw new Error(`counted ${found.count} of ${rows} rows`);
  return { peakMb: peak / 2 ** 20, seconds: (performance.now() - began) / 1_000 };
}

/** In parts of 64 KiB, as they come from the store. */
async function* file(rows: number): AsyncGenerator<Uint8Array, void, undefined> {
  let part = header;
  for (let row = 0; row < rows; row += 1) {
    part += `LOAN-${row},PERSONAL_LOAN,2025-03-10,USD,1048.00,75.00,"Example, Maria ""M""",US-CT\n`;
    if (part.length < 65_536) continue;
    yield Buffer.from(part);
    part = "";
    await new Promise(setImmediate);
  }
  yield Buffer.from(part);
}
