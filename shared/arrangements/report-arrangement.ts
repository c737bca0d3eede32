import type { Account } from "../accounts/model.ts";
import { eventOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import { placementNumberOf } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { reportedState } from "../kernel/superseding.ts";
import { utc, type Instant } from "../kernel/time.ts";
import {
  arrangementFacet,
  arrangementTransitions,
  MISSED_COUNT_MAX,
  type Arrangement,
  type ArrangementStep,
} from "./model.ts";

type ArrangementEvent = ArrangementStep | "arrangement.amended" | "arrangement.instalment_missed";

type Told = { readonly arrangement: Arrangement; readonly isSuperseded: boolean };

/**
 * The agency tells how an agreement with the debtor stands. An active one guards the account against a recall by
 * mistake. What is older than what is known is recorded and changes nothing, after the placement's end as well.
 * @returns refusal `invalid-transition`
 */
export function reportArrangement(
  {
    account,
    arrangements = [],
  }: { readonly account: Account; readonly arrangements?: readonly Arrangement[] },
  received: Received<ArrangementEvent>,
): Result<Outcome, Refusal> {
  const { eventType } = received.callback;
  if (account.lifecycle === "OFFERED" || account.lifecycle === "INFO_REQUIRED")
    return refuse({
      code: "invalid-transition",
      detail: "An arrangement needs a placement that the agency acknowledged.",
      extra: { from: account.lifecycle, event: eventType, allowed: [] },
    });
  const before = arrangements.find((one) => isSame(one, received));
  const told = tell(before ?? unheardOf(account, received), received);
  if (!told.ok) return told;
  const { isSuperseded } = told.value;
  const arrangement = { ...told.value.arrangement, revision: (before?.revision ?? 0) + 1 };
  return ok({
    account: withFacet(account, [...arrangements.filter((one) => one !== before), arrangement], received),
    events: [eventFor(received, isSuperseded)],
    arrangement,
    ...(isSuperseded && { answer: { reason: "superseded" } }),
  });
}

const isSame = (one: Arrangement, { agencyId, callback }: Received<ArrangementEvent>): boolean =>
  one.agencyId === agencyId && one.arrangementRef === callback.data.arrangementRef;

const eventFor = (received: Received<ArrangementEvent>, isSuperseded: boolean) =>
  eventOf(received, {
    type: received.callback.eventType,
    data: { ...received.callback.data, ...(isSuperseded && { superseded: true }) },
  });

/** What is agreed on an earlier placement says nothing about the one that the account has, or had last. */
function withFacet(
  account: Account,
  all: readonly Arrangement[],
  { callback: { placementId } }: Received<ArrangementEvent>,
): Account {
  if (placementNumberOf(placementId) !== account.holders.length) return account;
  const ofPlacement = all.filter((one) => one.placementId === placementId);
  return { ...account, arrangement: arrangementFacet(ofPlacement) };
}

const unheardOf = (
  { accountId }: Account,
  { agencyId, callback }: Received<ArrangementEvent>,
): Arrangement => ({
  accountId,
  placementId: callback.placementId,
  agencyId,
  arrangementRef: callback.data.arrangementRef,
  state: "NONE",
  terms: {},
  termsAsOf: {},
  missed: [],
  revision: 0,
});

function tell(before: Arrangement, { callback }: Received<ArrangementEvent>): Result<Told, Refusal> {
  if (callback.eventType === "arrangement.instalment_missed")
    return ok({ arrangement: missed(before, callback.data.instalmentRef), isSuperseded: false });
  return callback.eventType === "arrangement.amended"
    ? ok(amended(before, callback))
    : stepped(before, callback);
}

const missed = (before: Arrangement, instalmentRef: string): Arrangement => ({
  ...before,
  missed: [...new Set([...before.missed, instalmentRef])].toSorted().slice(0, MISSED_COUNT_MAX),
});

type Terms = Extract<
  Received<ArrangementEvent>["callback"],
  { eventType: ArrangementStep | "arrangement.amended" }
>;

/** Each term is taken where it is not older than the one that is known. */
function amended(before: Arrangement, { data, effectiveAt }: Terms): Told {
  const { arrangementRef: _ref, text: _text, ...said } = data;
  const asOf = utc(effectiveAt);
  const newer = Object.entries(said).filter(([name]) => asOf >= (termsAsOf(before)[name] ?? ""));
  const arrangement = {
    ...before,
    terms: { ...before.terms, ...Object.fromEntries(newer) },
    termsAsOf: { ...before.termsAsOf, ...Object.fromEntries(newer.map(([name]) => [name, asOf])) },
  };
  return { arrangement, isSuperseded: newer.length === 0 && Object.keys(said).length > 0 };
}

const termsAsOf = (of: Arrangement): Readonly<Record<string, Instant>> => of.termsAsOf;

function stepped(
  before: Arrangement,
  callback: Exclude<Terms, { eventType: "arrangement.amended" }>,
): Result<Told, Refusal> {
  const { eventType: event, effectiveAt } = callback;
  const { arrangement } = amended(before, callback);
  const state = reportedState(arrangementTransitions, before, { event, effectiveAt });
  if (!state.ok) return state;
  if (state.value === "superseded") return ok({ arrangement, isSuperseded: true });
  return ok({ arrangement: { ...arrangement, ...state.value }, isSuperseded: false });
}
