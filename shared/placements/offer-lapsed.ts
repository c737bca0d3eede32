import type { AccountStep, Known } from "../accounts/account-step.ts";
import type { Clock } from "../clocks/model.ts";
import { end } from "./end.ts";
import { currentHolder, holderEvent, ownEvent, type By } from "./holder.ts";

/** The agency did not answer: the offer is withdrawn and the account goes to another. */
export function offerLapsed(clock: Clock, { account, placement }: Known, by: By): AccountStep | undefined {
  const holder = currentHolder(account);
  if (account.lifecycle !== "OFFERED" || holder?.placementId !== clock.ref || placement === undefined)
    return undefined;
  const code = "NO_ANSWER";
  return {
    ...end({ account, placement }, { state: "TIMED_OUT", at: by.now, code }),
    events: [
      {
        ...ownEvent(by, { type: "placement.timed_out", data: { ...holder } }),
        route: { queue: "placements", group: account.accountId },
      },
      holderEvent(by, holder, { type: "placement.cancelled", data: { code } }),
    ],
  };
}
