import * as z from "zod";
import { AccountId, AgencyId, PlacementId } from "../kernel/ids.ts";
import { LaneRef } from "./model.ts";

/** A new event of a placement: its agency's lanes have something on the way. */
export const EventHint = z.object({
  accountId: AccountId,
  placementId: PlacementId,
  agencyId: AgencyId,
  eventId: z.string(),
});
export type EventHint = z.infer<typeof EventHint>;

/** One lane should be looked at. */
export const LaneHint = LaneRef.extend({ kind: z.literal("lane") });
export type LaneHint = z.infer<typeof LaneHint>;

/** Somebody wants one event posted again, wherever its lane stands. */
export const ReplayOrder = LaneRef.extend({ kind: z.literal("replay"), sequence: z.int() });
export type ReplayOrder = z.infer<typeof ReplayOrder>;

export const DeliveryMessage = z.union([LaneHint, ReplayOrder, EventHint]);
export type DeliveryMessage = z.infer<typeof DeliveryMessage>;

export const laneHint = ({ accountId, placementId, agencyId, endpointId }: LaneRef): string =>
  JSON.stringify({ kind: "lane", accountId, placementId, agencyId, endpointId } satisfies LaneHint);
