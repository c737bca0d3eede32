import type { Account } from "../accounts/model.ts";
import type { Actor, EventDraft } from "../kernel/event.ts";
import { placementIdOf } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { replacedHold } from "../compliance/hold.ts";
import { changeOf } from "../placements/answer-offer.ts";
import type { PlacementChange } from "../placements/model.ts";
import type { Clock } from "./model.ts";

/** What follows when nobody answered in time. Undefined when the answer came after all. */
export type Fired = {
  readonly account: Account;
  readonly events: readonly EventDraft[];
  readonly placement?: PlacementChange;
};

const actor: Actor = { kind: "SYSTEM", id: "clock" };

const event = (type: string, now: Instant, data: EventDraft["data"]): EventDraft => ({
  type,
  actor,
  effectiveAt: now,
  receivedAt: now,
  data,
});

export function fire(clock: Clock, account: Account, now: Instant): Fired | undefined {
  switch (clock.kind) {
    case "ACKNOWLEDGEMENT":
      return offerLapsed(clock, account, now);
    case "HOLD_ACKNOWLEDGEMENT":
      return holdUnanswered(clock, account, now);
    case "LENDER_ANSWER":
      return lenderSilent(clock, account, now);
    case "PLACEMENT_RETRY":
      return account.lifecycle === "ELIGIBLE" ? { account, events: [retry(account, now)] } : undefined;
    case "RESCREEN":
      return account.lifecycle === "REJECTED" ? { account, events: [rescreen(account, now)] } : undefined;
  }
}

const rescreen = (account: Account, now: Instant): EventDraft => ({
  ...event("account.rescreen_due", now, {}),
  route: { queue: "placements", group: account.accountId },
});

const retry = (account: Account, now: Instant): EventDraft => ({
  ...event("placement.retry_due", now, {}),
  route: { queue: "placements", group: account.accountId },
});

/** The agency did not answer: the offer is withdrawn and the account goes to another. */
function offerLapsed(clock: Clock, account: Account, now: Instant): Fired | undefined {
  const current = account.placement;
  if (account.lifecycle !== "OFFERED" || current === undefined) return undefined;
  const placementId = placementIdOf(account.accountId, current.number);
  if (placementId !== clock.ref) return undefined;
  const { placement: _ended, ...free } = account;
  const data = { placementId, agencyId: current.agencyId };
  return {
    account: { ...free, lifecycle: "ELIGIBLE" },
    events: [
      {
        ...event("placement.timed_out", now, data),
        route: { queue: "placements", group: account.accountId },
      },
      {
        ...event("placement.cancelled", now, { ...data, code: "NO_ANSWER" }),
        route: { queue: "deliveries", group: placementId },
      },
    ],
    placement: {
      ...changeOf(account, current, placementId),
      state: "TIMED_OUT",
      ended: { at: now, code: "NO_ANSWER" },
    },
  };
}

/** The agency did not say that it stopped: a person must see to it. */
function holdUnanswered(clock: Clock, account: Account, now: Instant): Fired | undefined {
  const hold = account.holds.find(({ holdId }) => holdId === clock.ref);
  if (hold?.state !== "ORDERED") return undefined;
  return {
    account: {
      ...account,
      holds: replacedHold(account.holds, { ...hold, state: "ESCALATED" }),
      attention: [...new Set([...account.attention, "HOLD_NOT_ACKNOWLEDGED"])],
    },
    events: [
      event("hold.escalated", now, { holdId: hold.holdId, disputeId: hold.disputeId, dueAt: clock.dueAt }),
    ],
  };
}

function lenderSilent(clock: Clock, account: Account, now: Instant): Fired | undefined {
  const waits = account.holds.some(({ disputeId }) => disputeId === clock.ref);
  if (!waits) return undefined;
  return {
    account: { ...account, attention: [...new Set([...account.attention, "DISPUTE_UNANSWERED"])] },
    events: [event("dispute.overdue", now, { disputeId: clock.ref, dueAt: clock.dueAt })],
  };
}
