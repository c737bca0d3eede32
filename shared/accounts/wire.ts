import * as z from "zod";
import { AMOUNT_MINOR_MAX, Currency, PositiveMoney, Sum } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";
import { Region } from "../kernel/region.ts";
import { Component } from "../ledger/model.ts";
import { AllocationLine } from "../placements/wire.ts";

export const ContactPoint = z.strictObject({
  type: z.enum(["EMAIL", "PHONE", "POST"]),
  value: z.string().min(3).max(320),
  status: z.enum(["UNVERIFIED", "VERIFIED", "UNDELIVERABLE"]).default("UNVERIFIED"),
});
export type ContactPoint = z.infer<typeof ContactPoint>;

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
});
export type Debtor = z.infer<typeof Debtor>;

/** What the lender knows that can forbid a placement. */
export const Circumstances = z.strictObject({
  deceased: z.boolean().default(false),
  insolvent: z.boolean().default(false),
  disputed: z.boolean().default(false),
  lastPlacementEndedOn: LocalDate.exactOptional(),
});
export type Circumstances = z.infer<typeof Circumstances>;

const ComponentAmount = z.strictObject({ component: Component, amount: PositiveMoney });

/** What the lender says of an account, without the debtor. */
export const AccountFacts = z.strictObject({
  lenderAccountRef: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[\x21-\x7E]+$/u, { error: "visible ASCII only" }),
  product: z.enum(["PERSONAL_LOAN", "CREDIT_CARD", "AUTO_LOAN", "STUDENT_LOAN", "OVERDRAFT"]),
  openedOn: LocalDate.exactOptional(),
  delinquencyDate: LocalDate,
  limitationDate: LocalDate.exactOptional(),
  balance: z.array(ComponentAmount).min(1).max(9),
  circumstances: Circumstances.prefault({}),
});
export type AccountFacts = z.infer<typeof AccountFacts>;

/** `POST /v1/accounts`: one overdue account that the lender wants to place. */
export const PlaceAccountRequest = AccountFacts.extend({ debtor: Debtor }).check((ctx) => {
  const seen = new Set<string>();
  for (const [index, part] of ctx.value.balance.entries()) {
    const path = ["balance", index];
    if (seen.has(part.component))
      ctx.issues.push({ code: "custom", message: "component given twice", path, input: part });
    if (part.amount.currency !== ctx.value.balance[0]?.amount.currency)
      ctx.issues.push({ code: "custom", message: "amounts in several currencies", path, input: part });
    seen.add(part.component);
  }
  if (ctx.value.balance.reduce((total, { amount }) => total + amount.amount, 0) > AMOUNT_MINOR_MAX)
    ctx.issues.push({
      code: "custom",
      message: "the components add up to more than one amount may be",
      path: ["balance"],
      input: ctx.value.balance,
    });
});
export type PlaceAccountRequest = z.infer<typeof PlaceAccountRequest>;

/** One rule of the screening: what it looked at and how it ended. */
export const Verdict = z.object({
  rule: z.string(),
  outcome: z.enum(["PASS", "FAIL"]),
  code: z.string().exactOptional(),
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  explanation: z.string(),
});
export type Verdict = z.infer<typeof Verdict>;

export const BalanceView = z.object({
  currency: Currency,
  outstanding: Sum,
  creditBalance: Sum,
  components: z.array(z.object({ component: Component, amount: Sum })),
});
export type BalanceView = z.infer<typeof BalanceView>;

export const HoldView = z.object({
  holdId: z.string(),
  type: z.string(),
  state: z.enum(["PLACED", "ORDERED", "ACKNOWLEDGED", "ESCALATED"]),
  reason: z.string(),
  owner: z.object({ kind: z.enum(["LENDER", "AGENCY", "DISPUTE"]), id: z.string() }),
  placedAt: z.string(),
  until: z.string().exactOptional(),
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
  allocation: z.array(AllocationLine),
});

/** The taking back of an account from the agency that works it. */
export const RecallView = z.object({
  recallId: z.string(),
  code: z.string(),
  state: z.enum(["PENDING", "OBJECTED", "FINAL"]),
  requestedAt: z.string(),
  finalAt: z.string(),
  objections: z.array(z.string()),
  acknowledgedAt: z.string().exactOptional(),
});

/** An account as its lender and finance see it. */
export const AccountView = z.object({
  accountId: z.string(),
  lenderId: z.string(),
  lenderAccountRef: z.string(),
  product: z.string(),
  lifecycle: z.string(),
  balance: BalanceView,
  facets: z.object({
    recall: z.string(),
    dispute: z.string(),
    arrangement: z.string(),
    payment: z.string(),
  }),
  holds: z.array(HoldView),
  recall: RecallView.exactOptional(),
  attention: z.array(z.string()),
  screening: z.array(Verdict),
  placements: z.array(PlacementView),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type AccountView = z.infer<typeof AccountView>;
