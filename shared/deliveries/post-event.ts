import type { HandOver } from "../disclosure/hand-over.ts";
import type { Clock } from "../kernel/time.ts";
import type { CreateOne, UpdateOne } from "../platform/dynamo.ts";
import type { PostToAgency } from "./agency-client.ts";
import type { Body } from "./body-for.ts";
import { secretsInForce, type Target } from "./endpoint.ts";
import type { Attempt } from "./model.ts";
import type { DeliveryStore, Recorded } from "./store.ts";

export type PostEventDeps = {
  readonly handOver: HandOver;
  readonly post: PostToAgency;
  readonly clock: Clock;
};

export type RecordDeps = {
  readonly deliveries: Pick<DeliveryStore, "attempted" | "attemptItem">;
  readonly update: UpdateOne;
  readonly create: CreateOne;
  readonly newUlid: () => string;
};

/** Posts a body once. */
export async function postOnce(deps: PostEventDeps, target: Target, body: Body): Promise<Attempt> {
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
