import type { Account } from "../accounts/model.ts";
import type { Clock } from "../clocks/model.ts";
import type { EventDraft } from "../kernel/event.ts";
import { holdIdOf } from "../kernel/ids.ts";
import { HOLD_COUNT_MAX, type Hold } from "./hold.ts";
import { holdPlaced } from "./place-hold.ts";
import type { By } from "../placements/holder.ts";
import type { HoldType } from "./wire.ts";

/** Reasons that are true of the person, and so of every debt of theirs. */
const ofThePerson: ReadonlySet<HoldType> = new Set<HoldType>([
  "ATTORNEY",
  "BREATHING_SPACE",
  "CEASE_REQUEST",
  "DECEASED_CHECK",
  "INSOLVENCY_CHECK",
]);

/** Identity theft is reported of the person; any other validation is of one debt. */
const isOfThePerson = ({ type, owner }: Hold): boolean =>
  ofThePerson.has(type) || (type === "VALIDATION" && owner.kind === "REPORT");

export type Carried = {
  readonly account: Account;
  readonly events: readonly EventDraft[];
  readonly clocksStarted: readonly Clock[];
};

/**
 * The account, which nobody has, under the holds that stand on the debtor's other accounts. A report's hold goes with
 * the report's answer, any other is the lender's to release. `after` events come before these in the account's history.
 */
export function carryHolds(
  account: Account,
  { standing, after }: { readonly standing: readonly Hold[]; readonly after: number },
  by: By,
): Carried {
  const owned = standing
    .filter((hold) => isOfThePerson(hold) && (hold.until === undefined || hold.until > by.now))
    .map((hold): Hold => ({ ...hold, owner: ownerHere(account, hold) }));
  const missing = owned.filter((hold, index) =>
    [...account.holds, ...owned.slice(0, index)].every((other) => !isSame(other, hold)),
  );
  const holds = missing
    .slice(0, Math.max(0, HOLD_COUNT_MAX - account.holds.length))
    .map(({ type, owner, until }, index): Hold => ({
      holdId: holdIdOf(account.accountId, account.sequence + after + index + 1),
      type,
      state: "PLACED",
      owner,
      placedAt: by.now,
      ...(until !== undefined && { until }),
    }));
  return {
    account: { ...account, holds: [...account.holds, ...holds] },
    events: holds.map((hold) =>
      holdPlaced(hold, { reason: "STANDS_ON_OTHER_ACCOUNT", ...reportIn(hold) }, by),
    ),
    clocksStarted: holds.flatMap(({ holdId, until }) =>
      until === undefined
        ? []
        : [{ accountId: account.accountId, kind: "HOLD_EXPIRY" as const, ref: holdId, dueAt: until }],
    ),
  };
}

const ownerHere = ({ lenderId }: Account, { owner }: Hold): Hold["owner"] =>
  owner.kind === "REPORT" ? owner : { kind: "LENDER", id: lenderId };

const isSame = (one: Hold, other: Hold): boolean =>
  one.type === other.type && one.owner.kind === other.owner.kind && one.owner.id === other.owner.id;

const reportIn = ({ owner }: Hold): Readonly<Record<string, string>> =>
  owner.kind === "REPORT" ? { reportId: owner.id } : {};
