import * as z from "zod";
import { AgencyId, LenderId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { ContractTerms } from "./wire.ts";

/** What a lender agreed with an agency; every change is the next version. */
export const Contract = ContractTerms.extend({
  lenderId: LenderId,
  agencyId: AgencyId,
  version: z.int(),
}).strip();
export type Contract = z.infer<typeof Contract>;

/** A contract as it was saved; a placement names the version that it was made under. */
export const ContractVersion = Contract.extend({ savedAt: Instant });
export type ContractVersion = z.infer<typeof ContractVersion>;
