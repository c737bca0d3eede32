import * as z from "zod";
import { AgencyId, LenderId } from "../kernel/ids.ts";
import { ContractTerms } from "./wire.ts";

/** What a lender agreed with an agency; every change is the next version. */
export const Contract = ContractTerms.extend({
  lenderId: LenderId,
  agencyId: AgencyId,
  version: z.int(),
}).strip();
export type Contract = z.infer<typeof Contract>;
