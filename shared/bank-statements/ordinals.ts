const SEGMENT_COUNT = 64;
const SEGMENT_SIZE = 64;
const GROWTH = 1.5;
const LOAD_MAX = 0.75;
const WORD = 2 ** 32;

/**
 * How often each of many hashes came. Flat tables, each of which grows by itself: about twenty bytes for each hash,
 * and never twice as much at once, so that a million lines take as many megabytes as they should.
 */
export function newOrdinals(): {
  /** @returns 1 for the first time, 2 for the second */
  readonly next: (hash: number) => number;
  readonly clear: () => void;
} {
  const segments = Array.from({ length: SEGMENT_COUNT }, newSegment);
  let isUsed = false;
  return {
    next: (hash) => {
      isUsed = true;
      return segments[hash & (SEGMENT_COUNT - 1)]?.next(hash) ?? 1;
    },
    clear: () => {
      if (isUsed) for (const segment of segments) segment.clear();
      isUsed = false;
    },
  };
}

function newSegment() {
  let hashes = new Float64Array(SEGMENT_SIZE);
  let counts = new Uint32Array(SEGMENT_SIZE);
  let used = 0;
  const grow = (): void => {
    const larger = new Float64Array(Math.ceil(hashes.length * GROWTH));
    const theirs = new Uint32Array(larger.length);
    for (const [index, hash] of hashes.entries()) {
      if (hash === 0) continue;
      const place = placeOf(hash, larger);
      larger[place] = hash;
      theirs[place] = counts[index] ?? 0;
    }
    [hashes, counts] = [larger, theirs];
  };
  return {
    next: (hash: number): number => {
      if (used >= hashes.length * LOAD_MAX) grow();
      const place = placeOf(hash, hashes);
      if (hashes[place] === 0) used += 1;
      hashes[place] = hash;
      const count = (counts[place] ?? 0) + 1;
      counts[place] = count;
      return count;
    },
    clear: (): void => {
      [hashes, counts, used] = [new Float64Array(SEGMENT_SIZE), new Uint32Array(SEGMENT_SIZE), 0];
    },
  };
}

/**
 * Where a hash stands, or the free place where it would; zero is no hash. What is higher in the hash's low word is
 * higher in the table: so no division is needed, and a table is copied into a larger one from end to end.
 */
function placeOf(hash: number, table: Float64Array): number {
  let place = Math.floor(((hash >>> 0) / WORD) * table.length);
  while (table[place] !== 0 && table[place] !== hash) place = place + 1 === table.length ? 0 : place + 1;
  return place;
}
