type Claimed = ReadonlySet<string>;

/** Somebody who never stops is not waited for. */
const READ_COUNT_MAX = 5;

/**
 * Reads facts as they stood at one time, whoever else matches them: a match takes both its sides at once, so that where
 * nothing of the one side was taken or given back meanwhile, nothing of the other was. Else all of it is read again.
 */
export async function atOneTime<T>(
  claimedNow: () => Promise<Claimed>,
  read: (claimed: Claimed) => Promise<T>,
): Promise<T> {
  let claimed = await claimedNow();
  for (let count = 1; ; count += 1) {
    const found = await read(claimed);
    const now = await claimedNow();
    if (isSame(claimed, now) || count === READ_COUNT_MAX) return found;
    claimed = now;
  }
}

const isSame = (one: Claimed, other: Claimed): boolean =>
  one.size === other.size && [...one].every((id) => other.has(id));
