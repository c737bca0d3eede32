import * as z from "zod";
import { PlacedCommission } from "../commissions/model.ts";
import { AccountId, AgencyId, LenderId, PlacementId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";
import { AllocationLine, PlacementTerms } from "./wire.ts";

const placementStates = [
  "OFFERED",
  "INFO_REQUIRED",
  "ACTIVE",
  "DECLINED",
  "TIMED_OUT",
  "CLOSED",
  "RECALLED",
] as const;

/** The life of one placement; an account goes on after it, at another agency perhaps. */
export const placementTransitions = {
  acknowledge: { from: ["OFFERED"], to: "ACTIVE" },
  "request-information": { from: ["OFFERED"], to: "INFO_REQUIRED" },
  "provide-information": { from: ["INFO_REQUIRED"], to: "OFFERED" },
  decline: { from: ["OFFERED", "INFO_REQUIRED"], to: "DECLINED" },
  "time-out": { from: ["OFFERED"], to: "TIMED_OUT" },
  recall: { from: ["OFFERED", "INFO_REQUIRED", "ACTIVE"], to: "RECALLED" },
  close: { from: ["ACTIVE"], to: "CLOSED" },
  reopen: { from: ["CLOSED", "RECALLED"], to: "ACTIVE" },
} as const satisfies TransitionTable<(typeof placementStates)[number]>;

/** One placement of an account at an agency, kept for ever with the reason why this agency. */
export const Placement = z.object({
  placementId: PlacementId,
  accountId: AccountId,
  lenderId: LenderId,
  number: z.int(),
  agencyId: AgencyId,
  contractVersion: z.int(),
  usageShard: z.int(),
  state: z.enum(placementStates),
  placedBalance: z.int(),
  offeredAt: Instant,
  acknowledgeBy: Instant,
  /** When the agency took it. */
  acknowledgedAt: Instant.exactOptional(),
  endedAt: Instant.exactOptional(),
  endCode: z.string().exactOptional(),
  /** Until when a payment is still the agency's. */
  tailUntil: Instant.exactOptional(),
  deleteBy: Instant.exactOptional(),
  /** When the agency attested that it deleted the debtor's data. */
  deletedAt: Instant.exactOptional(),
  agencyCaseRef: z.string().exactOptional(),
  allocation: z.array(AllocationLine),
  terms: PlacementTerms.prefault({}),
  /** Absent where the contract named no plan. */
  commission: PlacedCommission.exactOptional(),
});
export type Placement = z.infer<typeof Placement>;

/** How and when a placement ended, and what runs from then on. */
type Ended = {
  readonly at: Instant;
  readonly code: string;
  readonly tailUntil: Instant;
  readonly deleteBy: Instant;
};

/** A step in a placement's life. An ended placement frees its place in the contract's capacity. */
export type PlacementChange = {
  readonly placementId: PlacementId;
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId;
  readonly usageShard: number;
  readonly state: Placement["state"];
  readonly ended?: Ended;
  /** An end that is taken back. */
  readonly reopened?: true;
  readonly agencyCaseRef?: string;
  readonly acknowledgedAt?: Instant;
};
