import * as z from "zod";
import { LenderId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { CommissionPlanTerms, PlanRef } from "./wire.ts";

/** How an agency's commission is calculated; every change is the next version. */
export const CommissionPlan = CommissionPlanTerms.extend({
  lenderId: LenderId,
  planRef: PlanRef,
  version: z.int(),
}).strip();
export type CommissionPlan = z.infer<typeof CommissionPlan>;

/** A plan as it was saved. */
export const CommissionPlanVersion = CommissionPlan.extend({ savedAt: Instant });
export type CommissionPlanVersion = z.infer<typeof CommissionPlanVersion>;

/** What a placement keeps of the day that it was made, so that its commission never changes with the plan. */
export const PlacedCommission = z.object({
  plan: CommissionPlan,
  /** Days past due on that day. */
  ageDays: z.int(),
  region: z.string(),
});
export type PlacedCommission = z.infer<typeof PlacedCommission>;
