import * as z from "zod";
import { AccountId, AgencyId, PlacementId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";

export const SettlementState = z.enum(["NONE", "REQUESTED", "APPROVED", "DECLINED"]);
export type SettlementState = z.infer<typeof SettlementState>;

/** A decision may be told before the offer that it is about. */
export const settlementTransitions = {
  "settlement.requested": { from: ["NONE"], to: "REQUESTED" },
  "settlement.approved": { from: ["NONE", "REQUESTED"], to: "APPROVED" },
  "settlement.declined": { from: ["NONE", "REQUESTED"], to: "DECLINED" },
} as const satisfies TransitionTable<SettlementState>;

export type SettlementStep = keyof typeof settlementTransitions;

/** Offers of one account that are kept apart. */
export const SETTLEMENT_COUNT_MAX = 50;

/** An offer to pay a part so that the rest is waived, by the agency's own reference. */
export const Settlement = z.object({
  accountId: AccountId,
  placementId: PlacementId,
  agencyId: AgencyId,
  settlementRef: z.string(),
  state: SettlementState,
  stateAsOf: Instant.exactOptional(),
  /** What is to be paid, in minor units; none while only a decline was heard of. */
  offer: z.int().exactOptional(),
  currency: Currency,
  expiresOn: LocalDate.exactOptional(),
  /** What had come in when the offer was heard of: what comes after it counts. */
  paidBefore: z.int(),
  decidedBy: z.enum(["AGENCY", "LENDER"]).exactOptional(),
  revision: z.int(),
});
export type Settlement = z.infer<typeof Settlement>;

/** An approved offer that was paid: what is left of the debt may be waived. */
export const isPaid = ({ state, offer, paidBefore }: Settlement, paid: number): boolean =>
  state === "APPROVED" && offer !== undefined && paid - paidBefore >= offer;
