import type { DebtorStore } from "../accounts/debtor-store.ts";
import type { Account } from "../accounts/model.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { Clock } from "../kernel/time.ts";
import type { CreateOne, UpdateOne } from "../platform/dynamo.ts";
import type { PostToAgency } from "./agency-client.ts";
import { secretsInForce, type Target } from "./endpoint.ts";
import type { LaneEvent } from "./lane-store.ts";
import type { Attempt } from "./model.ts";
import { payloadOf, type Disclosed } from "./payload.ts";
import type { DeliveryStore, Recorded } from "./store.ts";
import type { OutboundBody } from "./wire.ts";

export type PostEventDeps = {
  readonly accounts: Pick<AccountStore, "screenings">;
  readonly debtors: Pick<DebtorStore, "find">;
  readonly post: PostToAgency;
  readonly clock: Clock;
};

export type RecordDeps = {
  readonly deliveries: Pick<DeliveryStore, "attempted" | "attemptItem">;
  readonly update: UpdateOne;
  readonly create: CreateOne;
  readonly newUlid: () => string;
};

/** The body that an agency gets of an event; the same event always has the same id. */
export async function bodyOf(deps: PostEventDeps, event: LaneEvent, account: Account): Promise<OutboundBody> {
  const disclosed = event.type === "placement.offered" ? await disclosedOf(deps, account) : undefined;
  const { type, data } = payloadOf(event, account, disclosed);
  return {
    specVersion: "1.0",
    eventId: event.eventId,
    eventType: type,
    placementId: event.data.placementId,
    occurredAt: event.effectiveAt,
    data,
  };
}

/** Posts a body once. */
export async function postOnce(deps: PostEventDeps, target: Target, body: OutboundBody): Promise<Attempt> {
  const at = deps.clock.now();
  const answer = await deps.post(
    { url: target.url, secrets: secretsInForce(target, at) },
    { id: body.eventId, text: JSON.stringify(body), at },
  );
  return { ...answer, attemptedAt: at };
}

/** Notes an attempt with its delivery. What did not end the delivery is kept beside it. */
export async function recordAttempt(deps: RecordDeps, recorded: Recorded): Promise<void> {
  const { attempt, becomes } = recorded;
  if (becomes !== "DELIVERED" || attempt.replay === true)
    await deps.create(deps.deliveries.attemptItem(recorded, deps.newUlid()));
  if (await deps.update(deps.deliveries.attempted(recorded))) return;
  const { becomes: _becomes, ...unchanged } = recorded;
  await deps.update(deps.deliveries.attempted(unchanged));
}

async function disclosedOf(deps: PostEventDeps, account: Account): Promise<Disclosed> {
  const [debtor, [screening]] = await Promise.all([
    deps.debtors.find(account.accountId, account.lenderId),
    deps.accounts.screenings(account.accountId),
  ]);
  if (debtor === undefined || screening === undefined)
    throw new Error(`${account.accountId} has no debtor to disclose`);
  return { debtor, facts: screening.facts };
}
