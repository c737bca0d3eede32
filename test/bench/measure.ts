/** One result, as printed: a figure, and what it is measured against in the same run. */
export type Result = {
  readonly bench: string;
  readonly value: number;
  readonly unit: string;
  /** `value` by the like figure of `against`; the benches say which way is better. */
  readonly ratio: number;
  readonly against: string;
} & Readonly<Record<string, unknown>>;

export type Bench = (settings: { readonly smoke: boolean }) => Promise<readonly Result[]>;

export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** The value below which the share `p` of the values lies (nearest rank). */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export const rounded = (value: number, decimals = 2): number => Number(value.toFixed(decimals));

export type Pair<T> = { readonly ours: T; readonly theirs: T };

/**
 * Measures two things in turn, so that what else the machine does falls on both alike. Every other round begins
 * with the other one, for the first of a pair is often the slower.
 */
export async function interleaved<T>(
  rounds: number,
  measure: { readonly ours: () => Promise<T>; readonly theirs: () => Promise<T> },
  onRound: (pair: Pair<T>, round: number) => void,
): Promise<readonly Pair<T>[]> {
  const pairs: Pair<T>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const pair = await (round % 2 === 0 ? oursFirst(measure) : theirsFirst(measure));
    onRound(pair, round);
    pairs.push(pair);
  }
  return pairs;
}

type Measure<T> = { readonly ours: () => Promise<T>; readonly theirs: () => Promise<T> };

async function oursFirst<T>({ ours, theirs }: Measure<T>): Promise<Pair<T>> {
  const first = await ours();
  return { ours: first, theirs: await theirs() };
}

async function theirsFirst<T>({ ours, theirs }: Measure<T>): Promise<Pair<T>> {
  const first = await theirs();
  return { ours: await ours(), theirs: first };
}
