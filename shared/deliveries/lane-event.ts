import * as z from "zod";
import { eventView } from "../accounts/event-view.ts";
import { LenderId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { DeliverableEvent } from "./payload.ts";
import type { LaneRef } from "./recipient.ts";

/** An event as it stands in the history, with what decides for whom it is. */
const AgencyEvent = DeliverableEvent.extend({ postedAt: Instant });
type AgencyEvent = z.infer<typeof AgencyEvent>;

const Owned = AgencyEvent.omit({ data: true }).extend({ lenderId: LenderId });

/** An event with its lender, as that lender's list of events shows it. */
export type LenderEvent = z.infer<typeof Owned> & { readonly view: Readonly<Record<string, unknown>> };

export type LaneEvent = AgencyEvent | LenderEvent;

/** Where an event goes, by the marks beside it; one that goes nowhere has none. */
const Marks = z.object({ routes: z.string().exactOptional(), lenderId: z.string().exactOptional() });

/** An event of the lane's account as the lane carries it; undefined when it is not for the lane. */
export function laneEventOf(lane: LaneRef, item: unknown): LaneEvent | undefined {
  const { routes, lenderId } = Marks.parse(item);
  if ("lenderId" in lane)
    return lenderId === lane.lenderId ? { ...Owned.parse(item), view: eventView(item) } : undefined;
  if (routes !== "deliveries") return undefined;
  const event = AgencyEvent.parse(item);
  const { placementId, agencyId } = event.data;
  return placementId === lane.placementId && agencyId === lane.agencyId ? event : undefined;
}
