import { ids } from "./examples.ts";

/** What every example of a callback has around its `data`. */
export const envelope = (eventId: string, effectiveAt: string) => ({
  specVersion: "1.0" as const,
  eventId,
  placementId: ids.placementId,
  effectiveAt,
});
