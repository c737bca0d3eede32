import type { Item } from "../kernel/change.ts";
import { Refused } from "../kernel/problems.ts";
import { canonical } from "../platform/canonical.ts";
import type { CreateOne } from "../platform/dynamo.ts";

/** Versions that others may have taken meanwhile, or that a process left behind before it put one in force. */
const TAKEN_MAX = 5;

/**
 * Keeps a version before it is put in force: under the next number or, when that number was kept with the very
 * same content, under that one, so that a repeat after a crash finishes what was begun. A number is never
 * given twice.
 * @throws Refused `unavailable` when others are faster every time
 */
export async function saveVersion(
  create: CreateOne,
  next: number,
  {
    itemOf,
    contentOf,
  }: {
    readonly itemOf: (version: number) => Item;
    readonly contentOf: (item: unknown) => unknown;
  },
): Promise<number> {
  for (let version = next; version < next + TAKEN_MAX; version += 1) {
    const item = itemOf(version);
    const standing = await create(item);
    if (standing === undefined || canonical(contentOf(standing)) === canonical(contentOf(item)))
      return version;
  }
  throw new Refused({ code: "unavailable", detail: "Others are changing the same thing. Try again." });
}
