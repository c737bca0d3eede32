import * as z from "zod";
import { defaultFields, DisclosureProfile } from "../disclosure/wire.ts";
import { PlanRef } from "../commissions/wire.ts";
import { Currency, PositiveMoney } from "../kernel/money.ts";
import { Component, components } from "../ledger/model.ts";
import { LocalDate } from "../kernel/time.ts";
import { PlacementTerms } from "../placements/wire.ts";

export const Arm = z.enum(["CHAMPION", "CHALLENGER"]);
export type Arm = z.infer<typeof Arm>;

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
  /** The most accounts that the agency takes on one day, UTC. */
  capacityPerDay: z.int().min(0).max(10_000_000).exactOptional(),
  /** The lender's classes of accounts that the agency takes; none named means all. */
  segments: z.array(z.string().min(1).max(64)).max(50).default([]),
  /** Days past due at which the agency takes an account, both ends included. */
  ageDaysMin: z.int().min(0).max(36_500).exactOptional(),
  ageDaysMax: z.int().min(0).max(36_500).exactOptional(),
  /** 1 takes what nobody had before, 2 what one agency had, and so on; none named means any. */
  placementNumbers: z.array(z.int().min(1).max(99)).max(99).default([]),
  /**
   * Components that payments fill before the others, in this order; costs first and principal last where it names
   * none. An account keeps the order of the first contract under which it is offered.
   */
  fillFirst: z
    .array(Component)
    .max(components.length)
    .refine((names) => new Set(names).size === names.length, { error: "a component is named twice" })
    .default([]),
  /** A plan of the lender in the contract's currency; each placement keeps it as it was then. */
  commissionPlanRef: PlanRef.exactOptional(),
  /** Champions get the accounts; challengers a share of them, by the lender's policy. */
  arm: Arm.default("CHAMPION"),
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
  })
  .refine(({ currency, agencyFeeMax }) => agencyFeeMax === undefined || agencyFeeMax.currency === currency, {
    error: "must be in the contract's currency",
    path: ["agencyFeeMax", "currency"],
  })
  .refine(({ sendsAdvices, remittanceMode }) => sendsAdvices || remittanceMode === "GROSS", {
    error: "must be GROSS for an agency that sends no advices: what it kept back would be on none",
    path: ["remittanceMode"],
  })
  .refine(({ sendsAdvices, advisesDirectPayments }) => sendsAdvices || !advisesDirectPayments, {
    error: "must not be set for an agency that sends no advices",
    path: ["advisesDirectPayments"],
  })
  .refine(({ ageDaysMin = 0, ageDaysMax = ageDaysMin }) => ageDaysMax >= ageDaysMin, {
    error: "must not be below ageDaysMin",
    path: ["ageDaysMax"],
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

/** One version of a contract, as it was saved. */
export const ContractVersionView = ContractTerms.extend({
  lenderId: z.string(),
  agencyId: z.string(),
  version: z.int(),
  savedAt: z.string(),
});
export type ContractVersionView = z.infer<typeof ContractVersionView>;
