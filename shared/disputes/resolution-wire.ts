import * as z from "zod";
import { PositiveMoney } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";
import { Component } from "../ledger/model.ts";

/** What was sent to a debtor who asked what the debt is made of. */
const Verification = z.strictObject({
  sentOn: LocalDate,
  documents: z.array(z.string().min(1).max(200)).min(1).max(20),
});

/** What the lender decides. UPHELD recalls the placement, PARTLY_UPHELD lowers a component, REJECTED releases. */
export const ResolveDisputeRequest = z
  .strictObject({
    outcome: z.enum(["UPHELD", "PARTLY_UPHELD", "REJECTED", "WITHDRAWN"]),
    explanation: z.string().min(1).max(2000),
    adjustment: z.strictObject({ component: Component, amount: PositiveMoney }).exactOptional(),
    verification: Verification.exactOptional(),
  })
  .refine((body) => (body.outcome === "PARTLY_UPHELD") === (body.adjustment !== undefined), {
    error: "an adjustment goes with PARTLY_UPHELD, and only with it",
    path: ["adjustment"],
  });
export type ResolveDisputeRequest = z.infer<typeof ResolveDisputeRequest>;
