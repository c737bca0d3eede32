import * as z from "zod";
import { Component } from "../ledger/model.ts";
import { PositiveMoney } from "../kernel/money.ts";

/** What the lender decides. UPHELD recalls the placement, PARTLY_UPHELD lowers a component, REJECTED releases. */
export const ResolveDisputeRequest = z
  .strictObject({
    outcome: z.enum(["UPHELD", "PARTLY_UPHELD", "REJECTED", "WITHDRAWN"]),
    explanation: z.string().min(1).max(2000),
    adjustment: z.strictObject({ component: Component, amount: PositiveMoney }).exactOptional(),
  })
  .refine((body) => (body.outcome === "PARTLY_UPHELD") === (body.adjustment !== undefined), {
    error: "an adjustment goes with PARTLY_UPHELD, and only with it",
    path: ["adjustment"],
  });
export type ResolveDisputeRequest = z.infer<typeof ResolveDisputeRequest>;

export const DisputeView = z.object({
  disputeId: z.string(),
  accountId: z.string(),
  placementId: z.string(),
  agencyId: z.string(),
  state: z.string(),
  type: z.string(),
  channel: z.string(),
  inWriting: z.boolean(),
  narrative: z.string(),
  holdId: z.string(),
  raisedAt: z.string(),
  receivedAt: z.string(),
  lenderAnswerBy: z.string().exactOptional(),
  duplicativeOf: z.string().exactOptional(),
  outcome: z.string().exactOptional(),
  explanation: z.string().exactOptional(),
  resolvedAt: z.string().exactOptional(),
});
export type DisputeView = z.infer<typeof DisputeView>;
