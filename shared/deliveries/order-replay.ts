import { Refused } from "../kernel/problems.ts";
import { utc, type Clock } from "../kernel/time.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import type { CreateOne, Page } from "../platform/dynamo.ts";
import type { Send } from "../platform/queues.ts";
import { letsThrough } from "./breaker.ts";
import type { BreakerStore } from "./breaker-store.ts";
import type { ReplayOrder } from "./messages.ts";
import type { Delivery } from "./model.ts";
import { laneNameOf, laneRefOf, type EndpointRef, type RecipientId } from "./recipient.ts";
import { deliveryNamed, type DeliveryName } from "./search-deliveries.ts";
import type { DeliveryStore } from "./store.ts";
import type { ReplayRequest } from "./endpoint-wire.ts";

export type OrderReplayDeps = {
  readonly breakers: Pick<BreakerStore, "fresh">;
  readonly deliveries: Pick<DeliveryStore, "find" | "agencyOf" | "search" | "ordered" | "orderItem">;
  readonly create: CreateOne;
  readonly queue: string;
  readonly send: Send;
  readonly newUlid: () => string;
  readonly clock: Clock;
};

/** Deliveries of one order that are replayed at once; the answer's cursor leads to the rest. */
const REPLAY_COUNT_MAX = 100;

/** Messages that are sent side by side. */
const PARALLEL_COUNT = 20;

/**
 * Orders one event to be posted again, wherever its lane stands and whether or not it was delivered.
 * @throws Refused `not-found`, `endpoint-not-taking`
 */
export const orderReplay =
  (deps: OrderReplayDeps) =>
  async (name: DeliveryName): Promise<{ readonly count: number }> => {
    const delivery = await deliveryNamed(deps, name);
    await mustTake(deps, delivery);
    await send(deps, delivery);
    return { count: 1 };
  };

type Range = {
  readonly recipientId: RecipientId;
  readonly request: ReplayRequest;
  readonly after?: Page["next"];
  readonly idempotencyKey?: string;
};

type Ordered = { readonly count: number; readonly next?: Page["next"] };

/** Orders a page of a range to be posted again: each lane's events in their order. */
async function orderPage(deps: OrderReplayDeps, { recipientId, request, after }: Range): Promise<Ordered> {
  const { from, to, states, endpointId } = request;
  const page = await deps.deliveries.search({
    recipientId,
    from: utc(from),
    to: utc(to),
    limit: REPLAY_COUNT_MAX,
    ...(after && { after }),
  });
  const wanted = page.items.filter(
    (one) => states.includes(one.state) && (endpointId === undefined || one.endpointId === endpointId),
  );
  const endpoints = new Map(wanted.map((delivery) => [delivery.endpointId, delivery]));
  await Promise.all([...endpoints.values()].map((endpoint) => mustTake(deps, endpoint)));
  const lanes = [...Map.groupBy(wanted, laneNameOf).values()];
  for (let n = 0; n < lanes.length; n += PARALLEL_COUNT)
    await Promise.all(lanes.slice(n, n + PARALLEL_COUNT).map((lane) => sendAll(deps, lane)));
  return { count: wanted.length, ...(page.next && { next: page.next }) };
}

/**
 * Orders a range of a recipient's deliveries to be posted again, a page at a time. With an idempotency key, the
 * same request gets the first answer and sends nothing more.
 * @throws Refused `endpoint-not-taking`, `idempotency-key-reused`
 */
export const orderReplays =
  (deps: OrderReplayDeps, cursorOf: (next: NonNullable<Page["next"]>) => string) => async (range: Range) => {
    const { recipientId, request, idempotencyKey } = range;
    const bodyHash = sha256(canonical(request));
    const before = idempotencyKey && (await deps.deliveries.ordered(recipientId, idempotencyKey));
    if (before) return { answer: sameAnswer(before, bodyHash), replayed: true };
    const { count, next } = await orderPage(deps, range);
    const answer = { count, ...(next && { nextCursor: cursorOf(next) }) };
    if (idempotencyKey !== undefined)
      await deps.create(
        deps.deliveries.orderItem(recipientId, idempotencyKey, {
          ordered: { bodyHash, answer },
          now: deps.clock.now(),
        }),
      );
    return { answer, replayed: false };
  };

function sameAnswer<T>(before: { readonly bodyHash: string; readonly answer: T }, bodyHash: string): T {
  if (before.bodyHash === bodyHash) return before.answer;
  throw new Refused({
    code: "idempotency-key-reused",
    detail: "This key came with another body before; use a new key.",
  });
}

/** An order that could only fail is refused rather than noted as one more failed attempt. */
async function mustTake(deps: OrderReplayDeps, endpoint: EndpointRef): Promise<void> {
  const breaker = await deps.breakers.fresh(endpoint);
  if (letsThrough(breaker, "")) return;
  throw new Refused({
    code: "endpoint-not-taking",
    detail: `${endpoint.endpointId} is ${breaker.state === "DISABLED" ? "DISABLED" : "PARKED"}.`,
  });
}

async function sendAll(deps: OrderReplayDeps, deliveries: readonly Delivery[]): Promise<void> {
  for (const delivery of deliveries.toSorted((a, b) => a.sequence - b.sequence)) await send(deps, delivery);
}

/** In a group of its own beside the lane's, under a name that no message had before. */
async function send(deps: OrderReplayDeps, delivery: Delivery): Promise<void> {
  const { sequence } = delivery;
  const order: ReplayOrder = { kind: "replay", ...laneRefOf(delivery), sequence };
  await deps.send(deps.queue, JSON.stringify(order), {
    group: `replay#${laneNameOf(delivery)}`,
    dedupe: deps.newUlid(),
  });
}
