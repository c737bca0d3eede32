import * as z from "zod";
import { LenderId } from "../kernel/ids.ts";
import { NonNegativeMoney } from "../kernel/money.ts";
import type { Product } from "../kernel/product.ts";
import { Instant } from "../kernel/time.ts";
import { PolicyBody } from "./wire.ts";

export const Lender = z.object({
  lenderId: LenderId,
  name: z.string(),
  policy: PolicyBody,
  fourEyesAbove: NonNegativeMoney.exactOptional(),
  policyVersion: z.int(),
});
export type Lender = z.infer<typeof Lender>;

/** A policy as it was saved. Versions never change: a verdict's version says for ever what was asked. */
export const PolicyVersion = z.object({
  lenderId: LenderId,
  version: z.int(),
  policy: PolicyBody,
  savedAt: Instant,
});
export type PolicyVersion = z.infer<typeof PolicyVersion>;

/** The policy with a product's own parameters in the place of the general ones. */
export const policyFor = ({ products, ...general }: PolicyBody, product: Product) => ({
  ...general,
  ...products[product],
});

export type ProductPolicy = ReturnType<typeof policyFor>;
