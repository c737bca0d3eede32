import type { OutgoingFiles } from "../platform/outgoing-files.ts";
import { exportKey, type Export } from "./model.ts";
import { ExportView } from "./wire.ts";

export type ReadExportDeps = { readonly objects: Pick<OutgoingFiles, "link"> };

/** Long enough to begin a download, too short to be passed around. */
const LINK_SECONDS = 300;

/** An export as answered, with a link once it is written. */
export const readExport =
  ({ objects }: ReadExportDeps) =>
  async (one: Export): Promise<ExportView> => {
    if (one.written === undefined) return ExportView.parse(one);
    const { at: _at, ...written } = one.written;
    return ExportView.parse({ ...one, ...written, url: await objects.link(exportKey(one), LINK_SECONDS) });
  };

export type ReadExport = ReturnType<typeof readExport>;
