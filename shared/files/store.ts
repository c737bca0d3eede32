import type { Item, Update } from "../kernel/change.ts";
import type { AgencyId } from "../kernel/ids.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { FileManifest } from "./model.ts";

const PREFIX = "FILE#";

const manifestKey = ({ agencyId, date }: Pick<FileManifest, "agencyId" | "date">) => ({
  pk: `AGENCY#${agencyId}`,
  sk: `${PREFIX}${date}`,
});

export const fileStore = (reader: Reader) => {
  /** An agency's files, newest first. */
  const page = async (agencyId: AgencyId, limit: number, after?: Page["next"]) => {
    const { items, next } = await reader.page({
      pk: `AGENCY#${agencyId}`,
      prefix: PREFIX,
      newestFirst: true,
      limit,
      ...(after && { after }),
    });
    return { items: items.map((item) => FileManifest.parse(item)), ...(next && { next }) };
  };
  return {
    page,
    newest: async (agencyId: AgencyId): Promise<FileManifest | undefined> =>
      (await page(agencyId, 1)).items[0],
    item: (manifest: FileManifest): Item => ({ ...manifestKey(manifest), ...manifest }),
    written: (manifest: FileManifest, written: NonNullable<FileManifest["written"]>): Update => ({
      kind: "update",
      name: "file",
      key: manifestKey(manifest),
      set: { state: "WRITTEN", written },
      when: [{ attribute: "state", is: "=", value: "FIXED" }],
    }),
  };
};

export type FileStore = ReturnType<typeof fileStore>;
