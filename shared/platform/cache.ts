/**
 * Remembers for some time what was found, so that a running function does not ask for it with every request.
 * Requests that come while it is looked for wait for the same look; what was not found is looked for again.
 */
export function remembering<Id extends string, T>(
  find: (id: Id) => Promise<T | undefined>,
  { ms, nowMs }: { readonly ms: number; readonly nowMs: () => number },
): (id: Id) => Promise<T | undefined> {
  const known = new Map<Id, { readonly found: Promise<T | undefined>; readonly until: number }>();
  const look = async (id: Id): Promise<T | undefined> => {
    try {
      const value = await find(id);
      if (value === undefined) known.delete(id);
      return value;
    } catch (error) {
      known.delete(id);
      throw error;
    }
  };
  return (id) => {
    const before = known.get(id);
    if (before !== undefined && before.until > nowMs()) return before.found;
    const found = look(id);
    known.set(id, { found, until: nowMs() + ms });
    return found;
  };
}
