import { withAttention, type Account } from "../accounts/model.ts";
import { eventOf, outstandingOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { reportedState } from "../kernel/superseding.ts";
import { currencyMismatch } from "../payments/found-payment.ts";
import type { Placement } from "../placements/model.ts";
import { settlementTransitions, type Settlement, type SettlementStep } from "./model.ts";

type Known = {
  readonly account: Account;
  readonly placement?: Placement;
  readonly settlements?: readonly Settlement[];
};

const SETTLEMENT_REQUESTED = "SETTLEMENT_REQUESTED";

/**
 * The agency passes on what the debtor offers, or tells what it decided itself within its contract. What is older
 * than what is known is recorded and changes nothing.
 * @returns refusals `invalid-transition`, `currency-mismatch`, `settlement-not-authorised`
 */
export function reportSettlement(
  { account, placement, settlements = [] }: Known,
  received: Received<SettlementStep>,
): Result<Outcome, Refusal> {
  const refusal = untaken(account, received);
  if (refusal !== undefined) return refuse(refusal);
  const { eventType: event, effectiveAt } = received.callback;
  const before = settlements.find((one) => isSame(one, received));
  const state = reportedState(settlementTransitions, before ?? { state: "NONE" }, { event, effectiveAt });
  if (!state.ok) return state;
  if (state.value === "superseded") return ok(superseded({ account, settlements }, received, before));
  const tooLow = beyondAuthority(account, placement, received);
  if (tooLow !== undefined) return refuse(tooLow);
  const told = withOffer(before ?? unheardOf(account, received), received);
  const decidedBy = event === "settlement.requested" ? {} : { decidedBy: "AGENCY" as const };
  const settlement = { ...told, ...state.value, ...decidedBy, revision: told.revision + 1 };
  return ok({
    account: noted(account, [...settlements.filter((one) => one !== before), settlement]),
    events: [eventOf(received, { type: event, data: { ...received.callback.data } })],
    settlement,
  });
}

/** What is told late is on record, and an offer that was missing is known by it. */
function superseded(
  { account, settlements }: Required<Pick<Known, "account" | "settlements">>,
  received: Received<SettlementStep>,
  before: Settlement | undefined,
): Outcome {
  const { eventType: type, data } = received.callback;
  const known = before ?? unheardOf(account, received);
  const told = known.offer === undefined ? withOffer(known, received) : known;
  return {
    account: noted(account, settlements),
    events: [eventOf(received, { type, data: { ...data, superseded: true } })],
    settlement: { ...told, revision: told.revision + 1 },
    answer: { reason: "superseded" },
  };
}

function untaken(account: Account, { callback }: Received<SettlementStep>): Refusal | undefined {
  const { lifecycle, currency } = account;
  if (lifecycle === "OFFERED" || lifecycle === "INFO_REQUIRED")
    return {
      code: "invalid-transition",
      detail: "A settlement needs a placement that the agency acknowledged.",
      extra: { from: lifecycle, event: callback.eventType, allowed: [] },
    };
  return "offer" in callback.data && callback.data.offer.currency !== currency
    ? currencyMismatch(currency)
    : undefined;
}

const isSame = (one: Settlement, { agencyId, callback }: Received<SettlementStep>): boolean =>
  one.agencyId === agencyId && one.settlementRef === callback.data.settlementRef;

/** While an offer waits for the lender, a person sees it on the account. */
export const noted = (account: Account, settlements: readonly Settlement[]): Account => ({
  ...account,
  attention: settlements.some(({ state }) => state === "REQUESTED")
    ? [...withAttention(account, SETTLEMENT_REQUESTED)]
    : account.attention.filter((code) => code !== SETTLEMENT_REQUESTED),
});

const unheardOf = (account: Account, { agencyId, callback }: Received<SettlementStep>): Settlement => ({
  accountId: account.accountId,
  placementId: callback.placementId,
  agencyId,
  settlementRef: callback.data.settlementRef,
  state: "NONE",
  currency: account.currency,
  paidBefore: account.paid,
  revision: 0,
});

const withOffer = (before: Settlement, { callback: { data } }: Received<SettlementStep>): Settlement =>
  "offer" in data ? { ...before, offer: data.offer.amount, expiresOn: data.expiresOn } : before;

/** Without a share in the contract, every settlement is the lender's to decide. */
function beyondAuthority(
  account: Account,
  placement: Placement | undefined,
  { callback }: Received<SettlementStep>,
): Refusal | undefined {
  if (callback.eventType !== "settlement.approved") return undefined;
  const percent = placement?.terms.settlementPercentMin;
  if (percent === undefined)
    return {
      code: "settlement-not-authorised",
      detail: "The contract leaves settlements to the lender: send settlement.requested.",
    };
  const least = Math.ceil((outstandingOf(account) * percent) / 100);
  if (callback.data.offer.amount >= least) return undefined;
  return {
    code: "settlement-not-authorised",
    detail: `The agency may settle for ${least} minor units or more: ${percent} % of what is owed.`,
    extra: { least },
  };
}
