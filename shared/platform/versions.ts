import type { Change } from "../kernel/change.ts";
import type { LenderId } from "../kernel/ids.ts";

const VERSION_PREFIX = "VERSION#";

/** Where the versions of something that a lender has stand, with the head that says which one is the latest. */
export function versionPlaces(name: string) {
  const pkOf = (lenderId: LenderId): string => `${name}#${lenderId}`;
  const headKey = (lenderId: LenderId) => ({ pk: pkOf(lenderId), sk: "HEAD" });
  return {
    pkOf,
    headKey,
    versionKey: (lenderId: LenderId, version: number) => ({
      pk: pkOf(lenderId),
      sk: `${VERSION_PREFIX}${String(version).padStart(7, "0")}`,
    }),
    /** All versions, newest first. */
    versions: (lenderId: LenderId) =>
      ({ pk: pkOf(lenderId), prefix: VERSION_PREFIX, newestFirst: true }) as const,
    /** The head moves on from where it stood, and nobody else moved it. */
    moved: <Head extends { readonly sequence: number }>(
      lenderId: LenderId,
      before: Head | undefined,
      after: Head,
    ): Change => {
      const item = { ...headKey(lenderId), ...after };
      if (before === undefined) return { kind: "create", name: "head", item };
      const when = [{ attribute: "sequence", is: "=", value: before.sequence }] as const;
      return { kind: "replace", name: "head", item, when };
    },
  };
}
