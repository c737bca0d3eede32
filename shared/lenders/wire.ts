import * as z from "zod";
import { PositiveMoney } from "../kernel/money.ts";

/** The lender's portfolio policy: the parameters of screening. A changed policy gets the next version. */
export const PolicyBody = z
  .strictObject({
    daysPastDueMin: z.int().min(0).max(3650).default(30),
    balanceMin: PositiveMoney,
    balanceMax: PositiveMoney,
    cooldownDays: z.int().min(0).max(3650).default(30),
  })
  .refine(({ balanceMin, balanceMax }) => balanceMin.currency === balanceMax.currency, {
    error: "must be in the currency of balanceMin",
    path: ["balanceMax", "currency"],
  });
export type PolicyBody = z.infer<typeof PolicyBody>;

/** `PUT /v1/lenders/{lenderId}` */
export const LenderBody = z.strictObject({
  name: z.string().min(1).max(200),
  policy: PolicyBody,
});
export type LenderBody = z.infer<typeof LenderBody>;

export const LenderView = LenderBody.extend({ lenderId: z.string(), policyVersion: z.int() });
export type LenderView = z.infer<typeof LenderView>;
