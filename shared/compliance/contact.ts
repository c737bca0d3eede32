import * as z from "zod";
import { AccountId, AgencyId, PlacementId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

/** An attempt to reach the debtor, as the agency reports it, with what the rules say of it. */
export const ContactAttempt = z.object({
  accountId: AccountId,
  placementId: PlacementId,
  agencyId: AgencyId,
  attemptRef: z.string(),
  channel: z.string(),
  outcome: z.string(),
  startedAt: Instant,
  durationSeconds: z.int().exactOptional(),
  /** Rules that the attempt broke, such as CONTACT_DURING_HOLD. */
  violations: z.array(z.string()),
});
export type ContactAttempt = z.infer<typeof ContactAttempt>;
