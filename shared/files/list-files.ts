import type { AgencyId } from "../kernel/ids.ts";
import { plusHours, type Clock } from "../kernel/time.ts";
import type { Page } from "../platform/dynamo.ts";
import type { OutgoingFiles } from "../platform/outgoing-files.ts";
import type { FileManifest } from "./model.ts";
import type { FileStore } from "./store.ts";
import type { FileView } from "./wire.ts";

export type ListFilesDeps = {
  readonly files: Pick<FileStore, "page">;
  readonly objects: Pick<OutgoingFiles, "link">;
  readonly clock: Clock;
};

/** Long enough to begin a download, too short to be passed around. */
const LINK_SECONDS = 300;

/** A page of an agency's files, newest first, each with a link. What is not written yet is not shown. */
export const listFiles =
  (deps: ListFilesDeps) =>
  async (agencyId: AgencyId, { limit, after }: { readonly limit: number; readonly after?: Page["next"] }) => {
    const { items, next } = await deps.files.page(agencyId, limit, after);
    const views = await Promise.all(items.map((manifest) => viewOf(deps, manifest)));
    return { items: views.flat(), ...(next && { next }) };
  };

async function viewOf(
  { objects, clock }: ListFilesDeps,
  { key, date, after, upTo, written }: FileManifest,
): Promise<readonly FileView[]> {
  if (written === undefined) return [];
  const rows = upTo - after;
  return [
    {
      date,
      rows,
      ...(rows > 0 && { firstPosition: after + 1, lastPosition: upTo }),
      totals: written.totals,
      bytes: written.bytes,
      sha256: written.sha256,
      writtenAt: written.at,
      url: await objects.link(key, LINK_SECONDS),
      urlExpiresAt: plusHours(clock.now(), LINK_SECONDS / 3_600),
    },
  ];
}
