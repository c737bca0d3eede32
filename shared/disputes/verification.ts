import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { dateOf, daysAfter, type Instant } from "../kernel/time.ts";
import type { Dispute } from "./model.ts";
import type { ResolveDisputeRequest } from "./resolution-wire.ts";

/**
 * Within the validation period a dispute is rejected only after the debtor was sent what the debt is made of,
 * 12 CFR 1006.38(d)(2). The day of sending is one from the dispute to now; a day off is another time zone's.
 * @returns refusals `verification-needed`, `invalid-request`
 */
export function verified(
  { withinValidationPeriod, raisedAt }: Dispute,
  { outcome, verification }: ResolveDisputeRequest,
  now: Instant,
): Result<undefined, Refusal> {
  if (verification === undefined)
    return withinValidationPeriod && outcome === "REJECTED"
      ? refuse({
          code: "verification-needed",
          detail:
            "The debtor disputed within the validation period: say when verification was sent, and of what.",
        })
      : ok(undefined);
  const { sentOn } = verification;
  const [first, last] = [daysAfter(dateOf(raisedAt), -1), daysAfter(dateOf(now), 1)];
  if (first !== undefined && last !== undefined && sentOn >= first && sentOn <= last) return ok(undefined);
  return refuse({
    code: "invalid-request",
    detail: "The request does not match its schema.",
    errors: [
      { pointer: "/verification/sentOn", code: "invalid", detail: "not before the dispute, nor after today" },
    ],
  });
}
