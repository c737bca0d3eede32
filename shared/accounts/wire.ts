import * as z from "zod";
import { AMOUNT_MINOR_MAX, Money, PositiveMoney } from "../kernel/money.ts";
import { Product } from "../kernel/product.ts";
import { LocalDate } from "../kernel/time.ts";
import { Region } from "../kernel/region.ts";
import { Component } from "../ledger/model.ts";
import { BalanceView } from "../ledger/balance-wire.ts";
import { PolicyBody, VulnerabilityCode } from "../lenders/wire.ts";
import { LenderId } from "../kernel/ids.ts";
import { ArrangementState } from "../arrangements/model.ts";
import { AllocationLine } from "../placements/wire.ts";
import { DisputeFacet, RecallState } from "./model.ts";

export const ContactPoint = z.strictObject({
  type: z.enum(["EMAIL", "PHONE", "POST"]),
  value: z.string().min(3).max(320),
  status: z.enum(["UNVERIFIED", "VERIFIED", "UNDELIVERABLE"]).default("UNVERIFIED"),
});
export type ContactPoint = z.infer<typeof ContactPoint>;

/** What tells one debtor from another. It is stored encrypted, found only by a keyed hash, and never disclosed. */
export const Identifier = z.strictObject({
  type: z.enum(["NATIONAL_ID", "CUSTOMER_NUMBER", "PASSPORT", "TAX_ID"]),
  value: z
    .string()
    .min(1)
    .max(64)
    .regex(/[\p{L}\p{N}]/u, { error: "must have a letter or a digit" }),
});
export type Identifier = z.infer<typeof Identifier>;

/** The person who owes. Names and contact points are stored encrypted and leave only by disclosure profile. */
export const Debtor = z.strictObject({
  name: z.string().min(1).max(200),
  language: z
    .string()
    .regex(/^[a-z]{2}(-[A-Z]{2})?$/u)
    .default("en"),
  region: Region,
  contactPoints: z.array(ContactPoint).max(10).default([]),
  dateOfBirth: LocalDate.exactOptional(),
  identifier: Identifier.exactOptional(),
});
export type Debtor = z.infer<typeof Debtor>;

/** A stay of payment by law or court. Its last day counts; without one it stands until it is taken away. */
const Moratorium = z.strictObject({ until: LocalDate.exactOptional() });

/** That the debtor is vulnerable, and how to treat them, as a code only. */
const Vulnerability = z.strictObject({ code: VulnerabilityCode });

/** What the lender knows that can forbid a placement. */
export const Circumstances = z.strictObject({
  deceased: z.boolean().default(false),
  insolvent: z.boolean().default(false),
  disputed: z.boolean().default(false),
  complaintOpen: z.boolean().default(false),
  moratorium: Moratorium.exactOptional(),
  vulnerability: Vulnerability.exactOptional(),
  lastPlacementEndedOn: LocalDate.exactOptional(),
});
export type Circumstances = z.infer<typeof Circumstances>;

/** `POST /v1/accounts/{accountId}/circumstances`: what changed; `null` takes away, what is not named stays. */
export const CircumstancesChange = z
  .strictObject({
    deceased: z.boolean().exactOptional(),
    insolvent: z.boolean().exactOptional(),
    disputed: z.boolean().exactOptional(),
    complaintOpen: z.boolean().exactOptional(),
    moratorium: Moratorium.nullable().exactOptional(),
    vulnerability: Vulnerability.nullable().exactOptional(),
    lastPlacementEndedOn: LocalDate.nullable().exactOptional(),
  })
  .refine((change) => Object.keys(change).length > 0, { error: "must name a circumstance" });
export type CircumstancesChange = z.infer<typeof CircumstancesChange>;

const Reference = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\x21-\x7E]+$/u, { error: "visible ASCII only" });

const ComponentAmount = z.strictObject({ component: Component, amount: PositiveMoney });

/** What the lender says of an account, without the debtor. */
export const AccountFacts = z.strictObject({
  lenderAccountRef: Reference,
  /** The account's number at whom it was opened: the same one under two references is one debt. */
  originalAccountRef: Reference.exactOptional(),
  product: Product,
  /** The lender's own class of accounts; contracts may ask for some. */
  segment: Reference.exactOptional(),
  openedOn: LocalDate.exactOptional(),
  delinquencyDate: LocalDate,
  limitationDate: LocalDate.exactOptional(),
  balance: z.array(ComponentAmount).min(1).max(9),
  circumstances: Circumstances.prefault({}),
});
export type AccountFacts = z.infer<typeof AccountFacts>;

const AccountWithDebtor = AccountFacts.extend({ debtor: Debtor });

/** Each component once, all in one currency, together no more than one amount may be. */
function balanceFits(ctx: z.core.ParsePayload<Pick<AccountFacts, "balance">>): void {
  const { balance } = ctx.value;
  const seen = new Set<string>();
  for (const [index, part] of balance.entries()) {
    const path = ["balance", index];
    if (seen.has(part.component))
      ctx.issues.push({ code: "custom", message: "component given twice", path, input: part });
    if (part.amount.currency !== balance[0]?.amount.currency)
      ctx.issues.push({ code: "custom", message: "amounts in several currencies", path, input: part });
    seen.add(part.component);
  }
  if (balance.reduce((total, { amount }) => total + amount.amount, 0) > AMOUNT_MINOR_MAX)
    ctx.issues.push({
      code: "custom",
      message: "the components add up to more than one amount may be",
      path: ["balance"],
      input: balance,
    });
}

/** `POST /v1/accounts`: one overdue account that the lender wants to place. */
export const PlaceAccountRequest = AccountWithDebtor.check(balanceFits);
export type PlaceAccountRequest = z.infer<typeof PlaceAccountRequest>;

/**
 * `POST /v1/eligibility-checks`: an account as it would be placed, judged by the policy in force, by an earlier
 * version, or, for the operator only, by a draft. The operator names the lender.
 */
export const EligibilityCheckRequest = AccountWithDebtor.extend({
  lenderId: LenderId.exactOptional(),
  policyVersion: z.int().min(1).exactOptional(),
  policy: PolicyBody.exactOptional(),
})
  .check(balanceFits)
  .refine(({ policyVersion, policy }) => policyVersion === undefined || policy === undefined, {
    error: "either a version or a draft",
    path: ["policy"],
  });
export type EligibilityCheckRequest = z.infer<typeof EligibilityCheckRequest>;

/** `POST /v1/debtor-lookups`: the identifier is in the body, for addresses are logged. */
export const DebtorLookupRequest = z.strictObject({ identifier: Identifier });

const Looked = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** One rule of the screening: what it looked at and how it ended. */
export const Verdict = z.object({
  rule: z.string(),
  outcome: z.enum(["PASS", "FAIL", "OFF"]),
  code: z.string().exactOptional(),
  inputs: Looked,
  parameters: Looked,
  explanation: z.string(),
  curesOn: LocalDate.exactOptional(),
});
export type Verdict = z.infer<typeof Verdict>;

export const HoldView = z.object({
  holdId: z.string(),
  type: z.string(),
  state: z.enum(["PLACED", "ORDERED", "ACKNOWLEDGED", "ESCALATED"]),
  reason: z.string(),
  owner: z.object({ kind: z.enum(["LENDER", "AGENCY", "DISPUTE", "REPORT"]), id: z.string() }),
  placedAt: z.string(),
  until: z.string().exactOptional(),
  remindedAt: z.string().exactOptional(),
  acknowledgedAt: z.string().exactOptional(),
});

export const PlacementView = z.object({
  placementId: z.string(),
  agencyId: z.string(),
  state: z.string(),
  offeredAt: z.string(),
  acknowledgeBy: z.string(),
  endedAt: z.string().exactOptional(),
  endCode: z.string().exactOptional(),
  tailUntil: z.string().exactOptional(),
  deleteBy: z.string().exactOptional(),
  deletedAt: z.string().exactOptional(),
  /** The version that the placement keeps, where its contract named a plan. */
  commissionPlan: z.object({ planRef: z.string(), version: z.int() }).exactOptional(),
  allocation: z.array(AllocationLine),
});

/** The taking back of an account from the agency that works it. */
export const RecallView = z.object({
  recallId: z.string(),
  code: z.string(),
  state: RecallState,
  requestedAt: z.string(),
  finalAt: z.string(),
  objections: z.array(z.string()),
  acknowledgedAt: z.string().exactOptional(),
});

/** What moves beside an account's life, never folded into it. */
export const Facets = z.object({
  recall: z.enum(["NONE", ...RecallState.options]),
  dispute: DisputeFacet,
  arrangement: ArrangementState,
  payment: z.enum(["NONE", "PARTIAL", "PAID", "SETTLED", "CREDIT_BALANCE"]),
  collectability: z.enum(["NORMAL", "PARTLY_NC", "NC"]),
});
export type Facets = z.infer<typeof Facets>;

/** An account as its lender and finance see it. */
export const AccountView = z.object({
  accountId: z.string(),
  lenderId: z.string(),
  lenderAccountRef: z.string(),
  product: z.string(),
  lifecycle: z.string(),
  balance: BalanceView,
  /** What was given up of the debt; none where nothing was. */
  writtenOff: Money.exactOptional(),
  facets: Facets,
  holds: z.array(HoldView),
  recall: RecallView.exactOptional(),
  attention: z.array(z.string()),
  screening: z.array(Verdict),
  placements: z.array(PlacementView),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type AccountView = z.infer<typeof AccountView>;

/** What would become of an account if it were placed now. */
export const EligibilityCheckView = z.object({
  outcome: z.enum(["ELIGIBLE", "REJECTED"]),
  /** Absent when a draft was tried. */
  policyVersion: z.int().exactOptional(),
  verdicts: z.array(Verdict),
  /** When time alone will have cured every rule that failed. */
  curesOn: LocalDate.exactOptional(),
  /** Whom it would be offered to; absent when it would be rejected or wait. */
  agencyId: z.string().exactOptional(),
  allocation: z.array(AllocationLine),
});
export type EligibilityCheckView = z.infer<typeof EligibilityCheckView>;
