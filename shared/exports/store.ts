import type { Create, Update } from "../kernel/change.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import type { BookOwner } from "../ledger/book.ts";
import { Export, type Written } from "./model.ts";
import type { ExportId } from "./wire.ts";

const exportKeyOf = (exportId: ExportId) => ({ pk: `EXPORT#${exportId}`, sk: "EXPORT" });

export const exportStore = (reader: Pick<Reader, "get" | "page" | "getAll">) => ({
  find: async (exportId: ExportId): Promise<Export | undefined> => {
    const item = await reader.get(exportKeyOf(exportId));
    return item === undefined ? undefined : Export.parse(item);
  },
  /** An owner's exports, newest first. */
  page: async (owner: BookOwner, limit: number, after?: Page["next"]) => {
    const page = await listing(reader)({ list: `EXPORTS#${owner}`, limit, after, newestFirst: true });
    return { ...page, items: page.items.map((item) => Export.parse(item)) };
  },
  /** Who asked first; asking again meets it. */
  asked: ({ exportId, requestedAt }: Export, by: string): Create => ({
    kind: "create",
    name: "asked",
    item: { pk: exportKeyOf(exportId).pk, sk: "ASKED", by, at: requestedAt },
  }),
  created: (one: Export): Create => ({
    kind: "create",
    name: "export",
    item: { ...exportKeyOf(one.exportId), ...one, list: `EXPORTS#${one.owner}`, at: one.requestedAt },
  }),
  /** Written again, it says the same: the bytes of closed days do not change. */
  written: ({ exportId }: Export, written: Written): Update => ({
    kind: "update",
    name: "export",
    key: exportKeyOf(exportId),
    set: { state: "WRITTEN", written },
    when: [{ attribute: "pk", is: "present" }],
  }),
});

export type ExportStore = ReturnType<typeof exportStore>;
