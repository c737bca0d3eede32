import * as z from "zod";
import { AccountId, AgencyId, CostId, LenderId, PlacementId } from "../kernel/ids.ts";
import { Currency, money } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";
import type { CostView } from "./wire.ts";

export const CostState = z.enum(["PENDING", "AUTHORISED", "REJECTED"]);
type CostState = z.infer<typeof CostState>;

export const costTransitions = {
  authorise: { from: ["PENDING"], to: "AUTHORISED" },
  reject: { from: ["PENDING"], to: "REJECTED" },
} as const satisfies TransitionTable<CostState>;

/** What an agency spent without permission. Nobody owes it before the lender authorises it. */
export const Cost = z.object({
  costId: CostId,
  accountId: AccountId,
  lenderId: LenderId,
  placementId: PlacementId,
  agencyId: AgencyId,
  costRef: z.string(),
  type: z.string(),
  /** In minor units. */
  amount: z.int(),
  currency: Currency,
  text: z.string().exactOptional(),
  incurredOn: LocalDate.exactOptional(),
  state: CostState,
  effectiveAt: Instant,
  receivedAt: Instant,
  /** Why the lender decided as it did. */
  reason: z.string().exactOptional(),
  decidedAt: Instant.exactOptional(),
});
export type Cost = z.infer<typeof Cost>;

export const costView = ({ lenderId: _lender, amount, currency, ...cost }: Cost): CostView => ({
  ...cost,
  amount: money(amount, currency),
});
