import * as z from "zod";
import { NonNegativeMoney, PositiveMoney } from "../kernel/money.ts";
import { Product } from "../kernel/product.ts";

/** The rules of screening that a lender may do without. The others stand for the law or for sense. */
export const switchableRules = [
  "days-past-due",
  "balance-min",
  "balance-max",
  "disputed",
  "complaint",
  "vulnerable",
  "limitation",
  "cooldown",
  "duplicate",
] as const;
const SwitchableRule = z.enum(switchableRules);

/** Names a vulnerability without describing it: what a person suffers from is nobody's business here. */
export const VulnerabilityCode = z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/u, {
  error: "a code of capitals, digits and underscores",
});

const days = z.int().min(0).max(3650);

/** What the rules of screening ask for; a product may have its own. */
const parameters = {
  daysPastDueMin: days,
  balanceMin: PositiveMoney,
  balanceMax: PositiveMoney,
  cooldownDays: days,
  /** Days that must be left before the claim is time-barred. */
  limitationDaysMin: days,
  /** Is somebody whom nobody can reach worth placing? */
  contactPointRequired: z.boolean(),
  /** Vulnerabilities that agencies may handle; any other keeps the account back. */
  vulnerabilitiesAllowed: z.array(VulnerabilityCode).max(50),
  rulesOff: z.array(SwitchableRule).max(switchableRules.length),
};

const ProductPolicy = z.strictObject({
  daysPastDueMin: parameters.daysPastDueMin.exactOptional(),
  balanceMin: parameters.balanceMin.exactOptional(),
  balanceMax: parameters.balanceMax.exactOptional(),
  cooldownDays: parameters.cooldownDays.exactOptional(),
  limitationDaysMin: parameters.limitationDaysMin.exactOptional(),
  contactPointRequired: parameters.contactPointRequired.exactOptional(),
  vulnerabilitiesAllowed: parameters.vulnerabilitiesAllowed.exactOptional(),
  rulesOff: parameters.rulesOff.exactOptional(),
});

/** The most placements that one account may have: its placements are numbered with up to three digits. */
const PLACEMENT_COUNT_MAX = 99;

/** The lender's portfolio policy: the parameters of screening and of allocation. A changed policy gets the next version. */
export const PolicyBody = z
  .strictObject({
    daysPastDueMin: parameters.daysPastDueMin.default(30),
    balanceMin: parameters.balanceMin,
    balanceMax: parameters.balanceMax,
    cooldownDays: parameters.cooldownDays.default(30),
    limitationDaysMin: parameters.limitationDaysMin.default(0),
    contactPointRequired: parameters.contactPointRequired.default(false),
    vulnerabilitiesAllowed: parameters.vulnerabilitiesAllowed.default([]),
    rulesOff: parameters.rulesOff.default([]),
    products: z.partialRecord(Product, ProductPolicy).default({}),
    /** Accounts in a thousand that go to challengers. */
    challengerPermille: z.int().min(0).max(1000).default(0),
    /** One debtor, one agency: whoever works one account of the debtor gets the next. */
    sameAgencyPerDebtor: z.boolean().default(false),
    /** May an agency get an account again that it had before the last one had it? */
    returnToFormerHolder: z.boolean().default(false),
    /** After so many placements the account waits for a person. */
    placementCountMax: z.int().min(1).max(PLACEMENT_COUNT_MAX).default(PLACEMENT_COUNT_MAX),
    /** Days that an account rests here between one placement and the next. */
    replacementCooldownDays: z.int().min(0).max(365).default(0),
  })
  .check((ctx) => {
    const { balanceMin, balanceMax, products } = ctx.value;
    const bands = [
      { path: ["balanceMax", "currency"], band: { balanceMin, balanceMax } },
      ...Object.entries(products).map(([product, own]) => ({
        path: ["products", product, own?.balanceMax === undefined ? "balanceMin" : "balanceMax", "currency"],
        band: { balanceMin, balanceMax, ...own },
      })),
    ];
    for (const { path, band } of bands)
      if (band.balanceMin.currency !== band.balanceMax.currency)
        ctx.issues.push({
          code: "custom",
          message: "must be in the currency of the other end of the band",
          path,
          input: band,
        });
  });
export type PolicyBody = z.infer<typeof PolicyBody>;

/** `PUT /v1/lenders/{lenderId}` */
export const LenderBody = z.strictObject({
  name: z.string().min(1).max(200),
  policy: PolicyBody,
  /** An answer to a dispute that costs more, or the resolution of a break that is worth more, needs two keys. */
  fourEyesAbove: NonNegativeMoney.exactOptional(),
});
export type LenderBody = z.infer<typeof LenderBody>;

export const LenderView = LenderBody.extend({ lenderId: z.string(), policyVersion: z.int() });
export type LenderView = z.infer<typeof LenderView>;

/** One version of a lender's policy, as it was saved. */
export const PolicyVersionView = z.object({
  version: z.int(),
  policy: PolicyBody,
  savedAt: z.string(),
});
