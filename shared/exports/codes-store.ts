import type { Change, Create } from "../kernel/change.ts";
import type { LenderId } from "../kernel/ids.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { CodesHead, SavedCodes } from "./codes-model.ts";

const pkOf = (lenderId: LenderId): string => `ACCOUNTCODES#${lenderId}`;

const headKey = (lenderId: LenderId) => ({ pk: pkOf(lenderId), sk: "HEAD" });

const VERSION_PREFIX = "VERSION#";

const versionKey = (lenderId: LenderId, version: number) => ({
  pk: pkOf(lenderId),
  sk: `${VERSION_PREFIX}${String(version).padStart(7, "0")}`,
});

/** What transactions write of account codes. */
const codesChanges = {
  saved: (codes: SavedCodes): Create => ({
    kind: "create",
    name: "codes",
    item: { ...versionKey(codes.lenderId, codes.version), ...codes },
  }),
  moved: (lenderId: LenderId, before: CodesHead | undefined, after: CodesHead): Change => {
    const item = { ...headKey(lenderId), ...after };
    if (before === undefined) return { kind: "create", name: "head", item };
    const when = [{ attribute: "sequence", is: "=", value: before.sequence }] as const;
    return { kind: "replace", name: "head", item, when };
  },
};

export const codesStore = (reader: Pick<Reader, "get" | "page">) => ({
  ...codesChanges,
  head: async (lenderId: LenderId): Promise<CodesHead | undefined> => {
    const item = await reader.get(headKey(lenderId));
    return item === undefined ? undefined : CodesHead.parse(item);
  },
  find: async (lenderId: LenderId, version: number): Promise<SavedCodes | undefined> => {
    const item = await reader.get(versionKey(lenderId, version));
    return item === undefined ? undefined : SavedCodes.parse(item);
  },
  /** A page of a lender's versions, newest first. */
  page: async (lenderId: LenderId, limit: number, after?: Page["next"]) => {
    const page = await reader.page({
      pk: pkOf(lenderId),
      prefix: VERSION_PREFIX,
      limit,
      newestFirst: true,
      ...(after && { after }),
    });
    return { ...page, items: page.items.map((item) => SavedCodes.parse(item)) };
  },
});

export type CodesStore = ReturnType<typeof codesStore>;
