import { readBankFile } from "../../shared/bank-statements/read-bank-file.ts";
import { csvRows } from "../../shared/platform/csv.ts";
import { answerParent } from "./child.ts";
import { camtFile, mt940File } from "./parse-files.ts";

// A process of its own: reads a file of so many bytes, and says how much memory that took at most.

export type ParseMemory = { readonly peakMb: number };

type Question = { readonly name: "camt" | "mt940"; readonly bytes: number };

const SAMPLE_MS = 10;

answerParent(peakOf, async () => undefined);

async function peakOf({ name, bytes }: Question): Promise<ParseMemory> {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  const sample = setInterval(look, SAMPLE_MS);
  const file = { camt: camtFile, mt940: mt940File }[name](bytes);
  let lines = 0;
  for await (const events of readBankFile({ csvRows })(yielding(file.bytes)))
    for (const { kind } of events) if (kind === "line") lines += 1;
  clearInterval(sample);
  look(); // a short file is read between two samples
  if (lines !== file.entryCount) throw new Error(`read ${lines} of ${file.entryCount} lines`);
  return { peakMb: peak / 2 ** 20 };
}

/** Parts of a store come with time between them, in which memory is looked at. */
async function* yielding(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const part of parts) {
    yield part;
    await new Promise(setImmediate);
  }
}
