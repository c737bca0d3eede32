import type { Account } from "../accounts/model.ts";
import { plusDays, type Instant } from "../kernel/time.ts";
import type { Placement } from "../placements/model.ts";

/** Days after acknowledging in which the agency is taken to have told the debtor first: 12 CFR 1006.34(a)(1). */
const FIRST_COMMUNICATION_DAYS = 5;

/** Days in which the debtor may ask for validation: 12 CFR 1006.34(b)(5). */
const VALIDATION_DAYS = 30;

type Asked = { readonly type: string; readonly inWriting: boolean; readonly receivedAt: Instant };

/**
 * Whether collection must rest until verification was sent: 12 CFR 1006.38(d). It is law in the United States
 * alone. An agency that has not acknowledged the account has told nobody, so that the period is not over.
 */
export function isWithinValidationPeriod(
  { region }: Account,
  { type, inWriting, receivedAt }: Asked,
  placement: Placement | undefined,
): boolean {
  if (!region.startsWith("US") || !(inWriting || type === "NO_DOCUMENTS")) return false;
  const { acknowledgedAt } = placement ?? {};
  return (
    acknowledgedAt === undefined ||
    receivedAt <= plusDays(acknowledgedAt, FIRST_COMMUNICATION_DAYS + VALIDATION_DAYS)
  );
}
