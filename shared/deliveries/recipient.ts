import * as z from "zod";
import { AccountId, AgencyId, EndpointId, LenderId, PlacementId } from "../kernel/ids.ts";

/** Whom events go to: an agency hears of its placements, a lender of its accounts. */
export type Recipient = { readonly agencyId: AgencyId } | { readonly lenderId: LenderId };

export type RecipientId = AgencyId | LenderId;

/** The endpoint of one recipient that events go to. */
export type EndpointRef = Recipient & { readonly endpointId: EndpointId };

/** The events of one placement for one endpoint of its agency. */
export const AgencyLane = z.object({
  accountId: AccountId,
  placementId: PlacementId,
  agencyId: AgencyId,
  endpointId: EndpointId,
});

/** The events of one account for one endpoint of its lender. */
export const LenderLane = z.object({ accountId: AccountId, lenderId: LenderId, endpointId: EndpointId });

export const LaneRef = z.union([AgencyLane, LenderLane]);
export type LaneRef = z.infer<typeof LaneRef>;

export const isLenderId = (id: RecipientId): id is LenderId => id.startsWith("lnd_");

export const recipientOf = (id: RecipientId): Recipient =>
  isLenderId(id) ? { lenderId: id } : { agencyId: id };

export const recipientIdOf = (recipient: Recipient): RecipientId =>
  "lenderId" in recipient ? recipient.lenderId : recipient.agencyId;

/** What names a lane, of anything that has more. */
export const laneRefOf = (lane: LaneRef): LaneRef => {
  const { accountId, endpointId } = lane;
  return "lenderId" in lane
    ? { accountId, lenderId: lane.lenderId, endpointId }
    : { accountId, placementId: lane.placementId, agencyId: lane.agencyId, endpointId };
};

/** A lane's name: unique, and what its messages are ordered by. */
export const laneNameOf = (lane: LaneRef): string =>
  `${"lenderId" in lane ? lane.accountId : lane.placementId}#${lane.endpointId}`;

/** Where endpoints and breakers stand: a lender's apart from its policy and contracts, which placing reads whole. */
export const endpointsPartitionOf = (id: RecipientId): string =>
  isLenderId(id) ? `ENDPOINTS#${id}` : `AGENCY#${id}`;
