import { loadavg } from "node:os";
import type { BooksSize } from "../support/books.ts";
import { startChild, type Child } from "./child.ts";
import type { OursAnswer } from "./match-ours.ts";
import type { MatchAnswer } from "./match-world.ts";
import { interleaved, median, rounded, say, type Bench, type Pair, type Result } from "./measure.ts";

/** Forty desks in any case: what grows is what each of them has. */
const sized = (remittances: number, payments: number): BooksSize => ({
  seed: 20_261_129,
  desks: 40,
  remittances,
  payments,
  percentOfEach: 2,
});

const full = { rounds: 3, small: sized(26, 90), large: sized(250, 96) };
const tiny: typeof full = { rounds: 1, small: sized(2, 8), large: sized(4, 20) };

/** The engine needs room for the facts, and young objects for what it makes of them. */
const execArgv = ["--max-old-space-size=8192", "--max-semi-space-size=256"];

type Both = { readonly ours: Child; readonly theirs: Child };

/** Both must find the same; and ours must find what was planted, and no more. */
function agreed({ ours, theirs }: Pair<MatchAnswer>): void {
  const { missed, invented } = (ours as OursAnswer).checked;
  if (missed.length + invented.length > 0)
    throw new Error(`match: missed ${JSON.stringify(missed)}, invented ${JSON.stringify(invented)}`);
  for (const part of ["breaks", "matches", "held"] as const)
    if (ours[part].hash !== theirs[part].hash)
      throw new Error(
        `match: ${part} differ: ours ${JSON.stringify(ours[part].counts)}, DuckDB's ${JSON.stringify(theirs[part].counts)}`,
      );
}

async function measured({ ours, theirs }: Both, size: BooksSize, rounds: number) {
  await ours.ask({ ask: "start", size });
  await theirs.ask({ ask: "start", size });
  const ask = {
    ours: () => ours.ask<MatchAnswer>({ ask: "round" }),
    theirs: () => theirs.ask<MatchAnswer>({ ask: "round" }),
  };
  return interleaved(rounds, ask, (pair, round) => {
    agreed(pair);
    say(`match: round ${round + 1}: ${rounded(pair.ours.ms, 0)} ms, DuckDB ${rounded(pair.theirs.ms, 0)} ms`);
  });
}

async function measuredApart(size: BooksSize, rounds: number) {
  const both = {
    ours: startChild({ file: "match-ours.ts", execArgv }),
    theirs: startChild({ file: "match-duckdb.ts", execArgv }),
  };
  try {
    return await measured(both, size, rounds);
  } finally {
    await both.ours.stop();
    await both.theirs.stop();
  }
}

/** A million reports, a million lines of advices and ten thousand of the bank, against the same job in SQL. */
export const matchBench: Bench = async ({ smoke }) => {
  const { rounds, small, large } = smoke ? tiny : full;
  // Before and after: how fast the machine is changes while the large ones are worked.
  const fewBefore = await measuredApart(small, rounds);
  const many = await measuredApart(large, rounds);
  const few = [...fewBefore, ...(await measuredApart(small, rounds))];
  const ms = (pairs: typeof many, of: "ours" | "theirs"): number => median(pairs.map((pair) => pair[of].ms));
  const last = many.at(-1)!;
  const { checked, breaks, matches, peakMb } = last.ours as OursAnswer;
  const { planted, missed: _none, invented: _neither, ...counted } = checked;
  const total = Object.values(matches.counts).reduce((sum, count) => sum + count, 0);
  const result: Result = {
    bench: "match",
    value: rounded(ms(many, "ours") / 1_000),
    unit: "seconds",
    ratio: rounded(median(many.map((pair) => pair.ours.ms / pair.theirs.ms))),
    against: "the same rules and the same classification in SQL in DuckDB",
    duckdbSeconds: rounded(ms(many, "theirs") / 1_000),
    timesTheSmaller: rounded(ms(many, "ours") / ms(few, "ours"), 1),
    reportsSmaller: (few[0]!.ours as OursAnswer).checked.expectations,
    ...counted,
    matches: total,
    planted,
    found: planted,
    invented: 0,
    breaksByCode: breaks.counts,
    peakMb: rounded(peakMb, 0),
    duckdbPeakMb: rounded(last.theirs.peakMb, 0),
    rounds: many.length,
    loadAverage: rounded(loadavg()[0] ?? 0, 1),
  };
  return [result];
};
