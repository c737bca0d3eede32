import type { AccountStore } from "../accounts/store.ts";
import type { ArrangementStore } from "../arrangements/store.ts";
import type { DisputeStore } from "../disputes/store.ts";
import { accountIdOf, placementNumberOf } from "../kernel/ids.ts";
import type { PaymentStore } from "../payments/store.ts";
import type { PlacementStore } from "../placements/store.ts";
import type { SettlementStore } from "../settlements/store.ts";
import type { Known } from "./decide.ts";
import type { Received } from "./outcome.ts";
import type { Callback, EventType } from "./wire.ts";

export type LoadDeps = {
  readonly accounts: Pick<AccountStore, "find">;
  readonly arrangements: Pick<ArrangementStore, "ofAccount">;
  readonly disputes: Pick<DisputeStore, "find">;
  readonly payments: Pick<PaymentStore, "find">;
  readonly placements: Pick<PlacementStore, "find">;
  readonly settlements: Pick<SettlementStore, "ofAccount">;
};

/** The account, if this agency holds or held the placement, and what else the callback's decision needs. */
export async function loadKnown(deps: LoadDeps, received: Received<EventType>): Promise<Partial<Known>> {
  const { agencyId, callback } = received;
  const finding = deps.accounts.find(accountIdOf(callback.placementId));
  const [account, records] = needsMore(callback)
    ? await Promise.all([finding, loadRecords(deps, received)])
    : [await finding, {}];
  const held = account?.holders[placementNumberOf(callback.placementId) - 1] === agencyId;
  return { ...(held && { account }), ...records };
}

/** The common callbacks need nothing beside the account and pay for nothing else. */
const needsMore = (callback: Callback): boolean =>
  needsPlacement.has(callback.eventType) ||
  "disputeId" in callback.data ||
  paymentRefOf(callback) !== undefined ||
  callback.eventType.startsWith("arrangement.") ||
  needsSettlements(callback);

async function loadRecords(deps: LoadDeps, received: Received<EventType>): Promise<Omit<Known, "account">> {
  const { callback, agencyId } = received;
  const { eventType, placementId, data } = callback;
  const paymentRef = paymentRefOf(callback);
  const [payment, placement, dispute, agreements] = await Promise.all([
    paymentRef === undefined ? undefined : deps.payments.find(agencyId, paymentRef),
    needsPlacement.has(eventType) ? deps.placements.find(placementId) : undefined,
    "disputeId" in data ? deps.disputes.find(data.disputeId) : undefined,
    loadAgreements(deps, callback),
  ]);
  return {
    ...(payment && { payment }),
    ...(placement && { placement }),
    ...(dispute && { dispute }),
    ...agreements,
  };
}

async function loadAgreements(
  deps: LoadDeps,
  callback: Callback,
): Promise<Pick<Known, "arrangements" | "settlements">> {
  const accountId = accountIdOf(callback.placementId);
  if (callback.eventType.startsWith("arrangement."))
    return { arrangements: await deps.arrangements.ofAccount(accountId) };
  return needsSettlements(callback) ? { settlements: await deps.settlements.ofAccount(accountId) } : {};
}

/** The payment that a callback is about, where it is not the payment's own. */
function paymentRefOf({ eventType, data }: Callback): string | undefined {
  if (eventType === "payment.reversed") return data.originalPaymentRef;
  return eventType === "payment.corrected" ? data.paymentRef : undefined;
}

/** What needs the placement's own terms. */
const needsPlacement: ReadonlySet<EventType> = new Set([
  "fee.added",
  "settlement.approved",
  "placement.declined",
  "placement.closed",
  "recall.acknowledged",
  "recall.objected",
  "data.deleted",
  "dispute.raised",
  "dispute.withdrawn",
]);

const needsSettlements = ({ eventType, data }: Callback): boolean =>
  eventType.startsWith("settlement.") || ("finalBalance" in data && data.code === "SETTLED_IN_FULL");
