import * as z from "zod";
import { Currency, PositiveMoney } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";

/** `PUT /v1/lenders/{lenderId}/contracts/{agencyId}`: what the lender agreed with the agency. */
export const ContractBody = z.strictObject({
  currency: Currency,
  validFrom: LocalDate,
  validTo: LocalDate.exactOptional(),
  /** Share of the lender's placements, relative to the other contracts' shares. */
  share: z.int().min(1).max(1_000_000),
  /** The most accounts that may be open at the agency at once. */
  capacity: z.int().min(0).max(10_000_000),
  products: z.array(z.string()).max(20).default([]),
  balanceMin: PositiveMoney.exactOptional(),
  balanceMax: PositiveMoney.exactOptional(),
  /** Hours that the agency has to answer an offer. */
  acknowledgeWithinHours: z.int().min(1).max(720).default(48),
});
export type ContractBody = z.infer<typeof ContractBody>;

export const ContractView = ContractBody.extend({
  lenderId: z.string(),
  agencyId: z.string(),
  version: z.int(),
  open: z.int(),
  placed: z.int(),
});
export type ContractView = z.infer<typeof ContractView>;
