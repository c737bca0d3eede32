import * as z from "zod";
import { AccountId, AgencyId, PlacementId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";

/** A cost or a fee as a permanent fact, known for ever by its reporter and reference. */
export const Charge = z.object({
  agencyId: AgencyId,
  kind: z.enum(["COST", "FEE"]),
  chargeRef: z.string(),
  accountId: AccountId,
  placementId: PlacementId,
  type: z.string(),
  amount: z.int(),
  currency: Currency,
  /** None where the agency spent without permission. */
  authorisationRef: z.string().exactOptional(),
  effectiveAt: Instant,
  receivedAt: Instant,
});
export type Charge = z.infer<typeof Charge>;

/** Do both reports speak of the same charge? */
export const isSameCharge = (
  known: Charge,
  reported: Pick<Charge, "placementId" | "type" | "amount" | "currency">,
): boolean =>
  known.placementId === reported.placementId &&
  known.type === reported.type &&
  known.amount === reported.amount &&
  known.currency === reported.currency;
