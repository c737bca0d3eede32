import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { SaxesParser } from "saxes";
import { config } from "../../infra/config.ts";
import { readBankFile } from "../../shared/bank-statements/read-bank-file.ts";
import { csvRows } from "../../shared/platform/csv.ts";
import { startChild } from "./child.ts";
import { cpuUs } from "./load.ts";
import { interleaved, median, rounded, say, type Bench, type Result } from "./measure.ts";
import { camtFile, mt940File, type MadeFile } from "./parse-files.ts";
import type { ParseMemory } from "./parse-memory.ts";

const MB = 1_000_000;
const ROUNDS = 7;

const read = readBankFile({ csvRows });

/** Everything that a reader tells, counted: what does not hold is no figure. */
async function ours({ bytes, entryCount }: MadeFile): Promise<void> {
  let lines = 0;
  for await (const events of read(bytes))
    for (const event of events) {
      if (event.kind === "line") lines += 1;
      if (event.kind === "quarantined" || event.kind === "refused") throw new Error(JSON.stringify(event));
    }
  if (lines !== entryCount) throw new Error(`read ${lines} of ${entryCount} lines`);
}

/** The same tokenizer over the same bytes, and nothing done with what it finds. */
async function bareXml({ bytes }: MadeFile): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let count = 0;
  const seen = (): void => {
    count += 1;
  };
  parser.on("opentag", seen);
  parser.on("closetag", seen);
  parser.on("text", seen);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const part of bytes) parser.write(decoder.decode(part, { stream: true }));
  parser.close();
  if (count === 0) throw new Error("found nothing");
}

/** Node's own line reader over the same bytes, and nothing done with the lines. */
async function bareLines({ bytes }: MadeFile): Promise<void> {
  let count = 0;
  for await (const _line of createInterface({ input: Readable.from(bytes), crlfDelay: Infinity })) count += 1;
  if (count === 0) throw new Error("found nothing");
}

const cases = [
  { name: "camt", made: camtFile, floor: bareXml, against: "the bare tokenizer" },
  { name: "mt940", made: mt940File, floor: bareLines, against: "a bare line reader" },
] as const;

/** How fast bank files are read, by the CPU that it takes: it is hardly moved by what else runs. */
export const parse: Bench = async ({ smoke }) => {
  const size = (smoke ? 1 : Number(process.env["PARSE_MB"] ?? 100)) * MB;
  const results: Result[] = [];
  for (const { name, made, floor, against } of cases) {
    const seconds = async (work: (file: MadeFile) => Promise<void>): Promise<number> => {
      const file = made(size);
      const began = cpuUs();
      await work(file);
      return (cpuUs() - began) / 1_000_000;
    };
    await ours(made(size / 10)); // warms up
    await floor(made(size / 10));
    const pairs = await interleaved(
      smoke ? 1 : ROUNDS,
      { ours: () => seconds(ours), theirs: () => seconds(floor) },
      (pair, round) => say(`parse-${name}: round ${round}, ratio ${rounded(pair.theirs / pair.ours)}`),
    );
    const rate = size / MB / median(pairs.map((pair) => pair.ours));
    const floorRate = size / MB / median(pairs.map((pair) => pair.theirs));
    results.push({
      bench: `parse-${name}`,
      value: rounded(rate, 1),
      unit: "MB/s",
      ratio: rounded(median(pairs.map((pair) => pair.theirs / pair.ours))),
      against: `${against}'s ${floorRate.toFixed(0)} MB/s`,
    });
    results.push(await memory(name, smoke));
  }
  return results;
};

/** When memory is collected is chance: of so many processes the median counts. */
const MEMORY_ROUNDS = 5;

/** The peak memory of reading a file ten times as large, each in a process of its own. */
async function memory(name: "camt" | "mt940", smoke: boolean): Promise<Result> {
  const execArgv = config.functions.fileIntakeNodeOptions.split(" ");
  const peak = async (bytes: number): Promise<number> => {
    const child = startChild({ file: "parse-memory.ts", execArgv });
    const { peakMb } = await child.ask<ParseMemory>({ name, bytes });
    await child.stop();
    return peakMb;
  };
  const [few, many] = smoke ? [1, 10] : [10, 100];
  const pairs = await interleaved(
    smoke ? 1 : MEMORY_ROUNDS,
    { ours: () => peak(many * MB), theirs: () => peak(few * MB) },
    (pair, round) => say(`parse-${name}-memory: round ${round}, ratio ${rounded(pair.ours / pair.theirs)}`),
  );
  const small = median(pairs.map((pair) => pair.theirs));
  return {
    bench: `parse-${name}-memory`,
    value: rounded(median(pairs.map((pair) => pair.ours)), 1),
    unit: "MB",
    ratio: rounded(median(pairs.map((pair) => pair.ours / pair.theirs))),
    against: `${small.toFixed(0)} MB for ${few} MB instead of ${many}`,
  };
}
