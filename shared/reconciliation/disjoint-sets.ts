/** Numbers from 0 on in sets that share none: each is alone until it is joined. */
export function disjointSets(count = 0) {
  const parents = Array.from({ length: count }, (_, n) => n);
  const rootOf = (n: number): number => {
    let root = n;
    for (let up = parents[root]; up !== undefined && up !== root; up = parents[root]) root = up;
    parents[n] = root; // later look-ups are short
    return root;
  };
  return {
    /** One number more. */
    add: (): number => parents.push(parents.length) - 1,
    /** The same of all that are in one set: the lowest of them. */
    rootOf,
    join: (a: number, b: number): void => {
      const [one, other] = [rootOf(a), rootOf(b)];
      parents[Math.max(one, other)] = Math.min(one, other);
    },
  };
}
