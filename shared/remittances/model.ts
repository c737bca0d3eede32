import * as z from "zod";
import { AgencyId, LenderId, PlacementId, RemittanceId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";
import { AdviceMode, AdviceTotals, RemittanceLineView } from "./wire.ts";

/** The life of a remittance. While it is loading nobody sees it. */
export const RemittanceState = z.enum([
  "LOADING",
  "ADVISED",
  "MATCHING",
  "MATCHED",
  "BROKEN",
  "FUNDED",
  "SETTLED",
  "LOCKED",
]);
export type RemittanceState = z.infer<typeof RemittanceState>;

/** Nothing leads out of `LOCKED`, and only locking out of `SETTLED`: a correction is a new advice. */
export const remittanceTransitions = {
  advise: { from: ["LOADING"], to: "ADVISED" },
  match: { from: ["ADVISED", "BROKEN"], to: "MATCHING" },
  unmatch: { from: ["MATCHED", "FUNDED"], to: "MATCHING" },
  agree: { from: ["MATCHING"], to: "MATCHED" },
  break: { from: ["MATCHING"], to: "BROKEN" },
  fund: { from: ["MATCHED", "BROKEN"], to: "FUNDED" },
  settle: { from: ["FUNDED"], to: "SETTLED" },
  lock: { from: ["SETTLED"], to: "LOCKED" },
} as const satisfies TransitionTable<RemittanceState>;

export type RemittanceEvent = keyof typeof remittanceTransitions;

/** What the reconciler still looks for the other side of: of its lines, or of its money. */
const unmatchedStates: readonly RemittanceState[] = ["ADVISED", "MATCHING", "MATCHED", "BROKEN"];

/** Its money is there, and it is not at its end yet. */
export const isNotFrozen = ({ state }: Pick<Remittance, "state">): boolean =>
  state === "FUNDED" || state === "SETTLED";

export const isUnmatched = ({ state }: Pick<Remittance, "state">): boolean => unmatchedStates.includes(state);

/** Something that is odd about an advice as a whole, left for the reconciler. */
export const Finding = z.object({
  code: z.literal("BROUGHT_FORWARD_DIFF"),
  expected: z.int(),
  found: z.int(),
  /** The advice that left something to carry forward. */
  previousId: RemittanceId.exactOptional(),
});
export type Finding = z.infer<typeof Finding>;

/** Minor units, with their signs. */
const Kept = z.object({ commission: z.int(), tax: z.int() });
export type Kept = z.infer<typeof Kept>;

const Identity = z.object({
  remittanceId: RemittanceId,
  agencyId: AgencyId,
  remittanceRef: z.string(),
  /** SHA-256 of all that was advised: the same reference with another content is another advice. */
  contentHash: z.string(),
});

/** An advice of which lines are being written. */
export const LoadingRemittance = Identity.extend({ state: z.literal("LOADING") });
export type LoadingRemittance = z.infer<typeof LoadingRemittance>;

/** An advice whose lines are all there, with the history that its postings are part of. */
export const Remittance = Identity.extend({
  state: RemittanceState.exclude(["LOADING"]),
  lenderId: LenderId,
  currency: Currency,
  mode: AdviceMode,
  period: z.object({ from: LocalDate, to: LocalDate }),
  advisedOn: LocalDate,
  /** By when its money is due, by the contract as it was then. */
  dueOn: LocalDate.exactOptional(),
  bankRef: z.string().exactOptional(),
  source: z.enum(["API", "CALLBACK", "FILE"]),
  totals: AdviceTotals.strip(),
  /** What the agency keeps back of its commission, by the mode. */
  kept: Kept,
  broughtForward: z.int(),
  /** What is to arrive at the bank: never below zero. */
  payable: z.int(),
  /** What the next advice begins with: never above zero. */
  carriedForward: z.int(),
  findings: z.array(Finding),
  /** When all of it was there. */
  advisedAt: Instant,
  /** When its money was found, or it was found that nothing is to come. */
  fundedAt: Instant.exactOptional(),
  sequence: z.int(),
  head: z.string(),
});
export type Remittance = z.infer<typeof Remittance>;

/** A line as stored: as it came, with its number. */
export const RemittanceLine = RemittanceLineView.extend({ placementId: PlacementId.exactOptional() });
export type RemittanceLine = z.infer<typeof RemittanceLine>;

/** How a lender and an agency stand in a currency after the last advice. */
export const Carry = z.object({
  lenderId: LenderId,
  agencyId: AgencyId,
  currency: Currency,
  amount: z.int(),
  remittanceId: RemittanceId,
  /** How many advices there were. */
  count: z.int(),
});
export type Carry = z.infer<typeof Carry>;

/** By how much more or less is to come than an advice says, in minor units, and how often that was decided. */
export const Adjustment = z.object({ amount: z.int(), times: z.int().default(0) });
export type Adjustment = z.infer<typeof Adjustment>;
