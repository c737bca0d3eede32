import { nextPlacementNumber, type Account } from "../accounts/model.ts";
import { balanceView } from "../accounts/view.ts";
import type { Clock } from "../clocks/model.ts";
import type { Allocation } from "../contracts/allocate.ts";
import type { Contract } from "../contracts/model.ts";
import { disclosureFields } from "../disclosure/wire.ts";
import type { Actor, EventDraft } from "../kernel/event.ts";
import { placementIdOf } from "../kernel/ids.ts";
import { money } from "../kernel/money.ts";
import { dateOf, daysBetween, plusHours, type Instant, type LocalDate } from "../kernel/time.ts";
import { balancesOf } from "../ledger/balance.ts";
import type { Placement } from "./model.ts";
import { PlacementTerms, type AccountHistory } from "./wire.ts";

/** An account that is offered to the agency that the allocation chose. */
export type Offer = {
  readonly account: Account;
  readonly placement: Placement;
  readonly contract: Contract;
  readonly clock: Clock;
  readonly event: EventDraft;
};

/** Offers an eligible account: a placement with its reason, a clock for the answer, an event for the agency. */
export function offer(
  account: Account,
  { lines, chosen }: Allocation,
  by: {
    readonly actor: Actor;
    readonly now: Instant;
    readonly delinquencyDate: LocalDate;
    readonly lastWorked?: LastWorked | undefined;
  },
): Offer | undefined {
  if (chosen === undefined) return undefined;
  const { contract, agency, plan } = chosen.candidate;
  const number = account.holders.length + 1;
  const placementId = placementIdOf(account.accountId, number);
  const acknowledgeBy = plusHours(by.now, contract.acknowledgeWithinHours);
  const placement: Placement = {
    placementId,
    accountId: account.accountId,
    lenderId: account.lenderId,
    number,
    agencyId: agency.agencyId,
    contractVersion: contract.version,
    usageShard: chosen.usageShard,
    state: "OFFERED",
    placedBalance: balancesOf(account).outstanding,
    offeredAt: by.now,
    acknowledgeBy,
    allocation: [...lines],
    terms: PlacementTerms.parse(contract),
    ...(plan && {
      commission: { plan, region: account.region, ageDays: daysBetween(by.delinquencyDate, dateOf(by.now)) },
    }),
  };
  const { agencyFees: _former, ...fresh } = account;
  return {
    account: {
      ...fresh,
      ...fillingOf(account, contract),
      lifecycle: "OFFERED",
      arrangement: "NONE",
      placement: { number, agencyId: agency.agencyId, usageShard: chosen.usageShard },
      holders: [...account.holders, agency.agencyId],
    },
    placement,
    contract,
    clock: { accountId: account.accountId, kind: "ACKNOWLEDGEMENT", ref: placementId, dueAt: acknowledgeBy },
    event: offeredEvent({ account, placement, contract, lastWorked: by.lastWorked }, by.actor),
  };
}

/** As long as nothing came in, no balance moves by it. */
const fillingOf = ({ holders, paid, fillFirst }: Account, contract: Contract): Pick<Account, "fillFirst"> =>
  holders.length > 0 || paid !== 0 || fillFirst !== undefined || contract.fillFirst.length === 0
    ? {}
    : { fillFirst: contract.fillFirst };

type LastWorked = Pick<Placement, "endedAt" | "endCode">;

type Offered = {
  readonly account: Account;
  readonly placement: Placement;
  readonly contract: Contract;
  readonly lastWorked: LastWorked | undefined;
};

/** What happened to the debt at whoever had it before: whoever gets it next must not begin as if nothing had. */
function historyOf(account: Account, last: LastWorked | undefined): { readonly history?: AccountHistory } {
  if (account.holders.length === 0) return {};
  return {
    history: {
      paid: money(account.paid, account.currency),
      dispute: account.dispute,
      arrangement: account.arrangement,
      ...(last?.endedAt !== undefined && { lastEndedOn: dateOf(last.endedAt) }),
      ...(last?.endCode !== undefined && { lastEndCode: last.endCode }),
    },
  };
}

/** The event says by itself what the agency is told: balance, holds and disclosure profile as they are now. */
const offeredEvent = ({ account, placement, contract, lastWorked }: Offered, actor: Actor): EventDraft => {
  const { placementId, agencyId, contractVersion, acknowledgeBy, offeredAt } = placement;
  return {
    type: "placement.offered",
    actor,
    effectiveAt: offeredAt,
    receivedAt: offeredAt,
    data: {
      placementId,
      agencyId,
      contractVersion,
      placementNumber: nextPlacementNumber(account),
      acknowledgeBy,
      balance: balanceView(account),
      holds: account.holds.map(({ type }) => type),
      ...historyOf(account, lastWorked),
      disclosure: disclosureFields.filter((field) => contract.disclosure.fields.includes(field)),
    },
    route: { queue: "deliveries", group: placementId },
  };
};
