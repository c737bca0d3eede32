import type { LenderId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { canonical } from "../platform/canonical.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { HeaderMap } from "./columns.ts";
import type { BatchStore, StoredMap } from "./store.ts";

export type SaveHeaderMapDeps = { readonly batches: Pick<BatchStore, "headerMap" | "saveHeaderMap"> };

/** Saves what a lender's headers mean as the next version; the same map again is no new one. */
export const saveHeaderMap =
  (deps: SaveHeaderMapDeps) =>
  async (lenderId: LenderId, headers: HeaderMap, now: Instant): Promise<StoredMap> =>
    attempts(async () => {
      const before = await deps.batches.headerMap(lenderId);
      if (before !== undefined && canonical(before.headers) === canonical(headers)) return before;
      const saved = { version: (before?.version ?? 0) + 1, headers, savedAt: now };
      return (await deps.batches.saveHeaderMap(lenderId, saved)) ? saved : again;
    }, onConflict);
