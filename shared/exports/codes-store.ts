import type { Create } from "../kernel/change.ts";
import type { LenderId } from "../kernel/ids.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { versionPlaces } from "../platform/versions.ts";
import { CodesHead, SavedCodes } from "./codes-model.ts";

const { headKey, versionKey, versions, moved } = versionPlaces("ACCOUNTCODES");

/** What transactions write of account codes. */
const codesChanges = {
  saved: (codes: SavedCodes): Create => ({
    kind: "create",
    name: "codes",
    item: { ...versionKey(codes.lenderId, codes.version), ...codes },
  }),
  moved: moved<CodesHead>,
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
    const page = await reader.page({ ...versions(lenderId), limit, ...(after && { after }) });
    return { ...page, items: page.items.map((item) => SavedCodes.parse(item)) };
  },
});

export type CodesStore = ReturnType<typeof codesStore>;
