import * as z from "zod";
import { AccountId, AgencyId, PlacementId } from "../kernel/ids.ts";
import { AgencyLane, laneRefOf, LenderLane, type LaneRef } from "./recipient.ts";

/** A new event of a placement: its agency's lanes have something on the way. */
export const EventHint = z.object({
  accountId: AccountId,
  placementId: PlacementId,
  agencyId: AgencyId,
  eventId: z.string(),
});
export type EventHint = z.infer<typeof EventHint>;

const lane = { kind: z.literal("lane") };

/** One lane should be looked at. */
export const LaneHint = z.union([AgencyLane.extend(lane), LenderLane.extend(lane)]);
export type LaneHint = z.infer<typeof LaneHint>;

const replay = { kind: z.literal("replay"), sequence: z.int() };

/** Somebody wants one event posted again, wherever its lane stands. */
export const ReplayOrder = z.union([AgencyLane.extend(replay), LenderLane.extend(replay)]);
export type ReplayOrder = z.infer<typeof ReplayOrder>;

export const DeliveryMessage = z.union([LaneHint, ReplayOrder, EventHint]);
export type DeliveryMessage = z.infer<typeof DeliveryMessage>;

export const laneHint = (ref: LaneRef): string =>
  JSON.stringify({ kind: "lane", ...laneRefOf(ref) } satisfies LaneHint);
