import * as z from "zod";
import { defaultFields, DisclosureProfile } from "../disclosure/wire.ts";
import { Currency, PositiveMoney } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";
import { PlacementTerms } from "../placements/wire.ts";

/** What a lender agreed with an agency. */
export const ContractTerms = z.strictObject({
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
  ...PlacementTerms.shape,
  /** What the agency is told of accounts and debtors; each offer keeps the one that was in force. */
  disclosure: DisclosureProfile.default({ fields: [...defaultFields] }),
});

/** `PUT /v1/lenders/{lenderId}/contracts/{agencyId}`: terms that do not contradict themselves. */
export const ContractBody = ContractTerms.refine(
  ({ validFrom, validTo = validFrom }) => validTo >= validFrom,
  { error: "must not be before validFrom", path: ["validTo"] },
)
  .refine(({ currency, balanceMin }) => balanceMin === undefined || balanceMin.currency === currency, {
    error: "must be in the contract's currency",
    path: ["balanceMin", "currency"],
  })
  .refine(({ currency, balanceMax }) => balanceMax === undefined || balanceMax.currency === currency, {
    error: "must be in the contract's currency",
    path: ["balanceMax", "currency"],
  });
export type ContractBody = z.infer<typeof ContractBody>;

export const ContractView = ContractTerms.extend({
  lenderId: z.string(),
  agencyId: z.string(),
  version: z.int(),
  open: z.int(),
  placed: z.int(),
});
export type ContractView = z.infer<typeof ContractView>;
