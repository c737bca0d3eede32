/** In the order of their ids: as it is when it is so already. @throws RangeError when two have the same id */
export function sortedById<Fact>(facts: readonly Fact[], idOf: (fact: Fact) => string): readonly Fact[] {
  if (isAscending(facts, idOf)) return facts;
  const sorted = facts.map((fact) => ({ fact, id: idOf(fact) })).sort((a, b) => (a.id < b.id ? -1 : 1));
  if (!isAscending(sorted, ({ id }) => id)) throw new RangeError("two facts of a leg have the same id");
  return sorted.map(({ fact }) => fact);
}

function isAscending<Fact>(facts: readonly Fact[], idOf: (fact: Fact) => string): boolean {
  let before: string | undefined;
  for (const fact of facts) {
    const id = idOf(fact);
    if (before !== undefined && before >= id) return false;
    before = id;
  }
  return true;
}

/** By key, in the order of the keys: whatever came first. */
export const inOrder = <Key extends string, Value>(map: ReadonlyMap<Key, Value>): ReadonlyMap<Key, Value> =>
  new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));

/** Where, in what is sorted by a number, the numbers from a value on begin. */
export function firstFrom<One>(sorted: readonly One[], from: number, of: (one: One) => number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const one = sorted[middle];
    if (one !== undefined && of(one) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
