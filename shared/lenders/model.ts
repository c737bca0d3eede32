import * as z from "zod";
import { LenderId } from "../kernel/ids.ts";
import { PolicyBody } from "./wire.ts";

export const Lender = z.object({
  lenderId: LenderId,
  name: z.string(),
  policy: PolicyBody,
  policyVersion: z.int(),
});
export type Lender = z.infer<typeof Lender>;
