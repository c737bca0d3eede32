import * as z from "zod";
import { AgencyRef, text } from "../callbacks/fields.ts";
import { PositiveMoney } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";

/** An agreement with the debtor to pay, by the agency's own reference. */
export const arrangement = z.object({
  arrangementRef: AgencyRef,
  total: PositiveMoney.exactOptional(),
  instalments: z.int().min(1).max(600).exactOptional(),
  firstDueOn: LocalDate.exactOptional(),
  text: text(1000).exactOptional(),
});
