import type { EventType } from "../../shared/callbacks/wire.ts";

/** Types that end a placement, answer an order or take back what was reported: they have a place in an order of causes. */
export const endingOrAnswering: readonly EventType[] = [
  "arrangement.cancelled",
  "data.deleted",
  "dispute.evidence_added",
  "dispute.withdrawn",
  "hold.acknowledged",
  "hold.released",
  "placement.acknowledged",
  "placement.closed",
  "placement.declined",
  "placement.info_requested",
  "recall.acknowledged",
  "recall.objected",
];
