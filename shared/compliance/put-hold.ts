import type { Account } from "../accounts/model.ts";
import type { Clock } from "../clocks/model.ts";
import type { EventDraft } from "../kernel/event.ts";
import { holdIdOf } from "../kernel/ids.ts";
import { plusHours } from "../kernel/time.ts";
import { currentHolder, holderEvent, type By, type Holder } from "../placements/holder.ts";
import { HOLD_ACKNOWLEDGE_HOURS, HOLD_REMIND_HOURS, type Hold } from "./hold.ts";

type Wanted = Pick<Hold, "type" | "owner" | "until"> & {
  /** Whoever has the account said by itself that it stopped. */
  readonly isAcknowledged?: boolean;
};

type Put = {
  readonly hold: Hold;
  readonly account: Account;
  readonly events: readonly EventDraft[];
  readonly clocksStarted: readonly Clock[];
};

/**
 * The account with one hold more, which the next event puts. Who has the account is ordered to stop and has a
 * clock to say that it did, unless it said so already; a hold for a time has a clock that ends it.
 */
export function putHold(account: Account, { isAcknowledged = false, ...wanted }: Wanted, by: By): Put {
  const holder = isAcknowledged ? undefined : currentHolder(account);
  const { accountId, sequence } = account;
  const hold: Hold = {
    holdId: holdIdOf(accountId, sequence + 1),
    type: wanted.type,
    state: holder ? "ORDERED" : isAcknowledged ? "ACKNOWLEDGED" : "PLACED",
    owner: wanted.owner,
    placedAt: by.now,
    ...(wanted.until !== undefined && { until: wanted.until }),
    ...(isAcknowledged && { acknowledgedAt: by.now }),
  };
  return {
    hold,
    account: { ...account, holds: [...account.holds, hold] },
    events: holder ? [ordered(hold, holder, by)] : [],
    clocksStarted: [
      ...(holder ? [acknowledgementClock(account, hold, by)] : []),
      ...(hold.until === undefined
        ? []
        : [{ accountId, kind: "HOLD_EXPIRY" as const, ref: hold.holdId, dueAt: hold.until }]),
    ],
  };
}

const acknowledgeBy = ({ now }: By) => plusHours(now, HOLD_ACKNOWLEDGE_HOURS);

/** It goes twice: the agency is reminded first, and then it is late. */
export const acknowledgementClock = ({ accountId, lenderId }: Account, { holdId }: Hold, by: By): Clock => ({
  accountId,
  kind: "HOLD_ACKNOWLEDGEMENT",
  ref: holdId,
  dueAt: plusHours(by.now, HOLD_REMIND_HOURS),
  lenderId,
});

export const ordered = ({ holdId, type, owner }: Hold, holder: Holder, by: By): EventDraft =>
  holderEvent(by, holder, {
    type: "hold.ordered",
    data: {
      holdId,
      holdType: type,
      ...(owner.kind === "DISPUTE" && { disputeId: owner.id }),
      acknowledgeBy: acknowledgeBy(by),
    },
  });
