import type { AgencyStore } from "../agencies/store.ts";
import type { HandOver } from "../disclosure/hand-over.ts";
import type { Clock } from "../kernel/time.ts";
import type { EventMessage } from "../outbox/message.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import type { PostToAgency } from "./agency-client.ts";
import type { Attempt } from "./model.ts";
import { DeliverableEvent } from "./payload.ts";
import type { DeliveryStore } from "./store.ts";

export type DeliverDeps = {
  readonly agencies: Pick<AgencyStore, "find">;
  readonly deliveries: DeliveryStore;
  readonly handOver: HandOver;
  readonly post: PostToAgency;
  readonly update: UpdateOne;
  readonly clock: Clock;
};

/**
 * Carries one event to its agency and notes how it went. An event that was taken is not sent again by a
 * repeated message; one whose answer was lost is, with the same id.
 * @returns what came of the attempt; undefined when it had been delivered before
 */
export const deliver =
  (deps: DeliverDeps) =>
  async (message: EventMessage): Promise<Attempt | undefined> => {
    const known = await deps.deliveries.find(message.accountId, message.sequence);
    if (known?.state === "DELIVERED") return undefined;
    const event = DeliverableEvent.parse(await deps.deliveries.event(message.accountId, message.sequence));
    const agency = await deps.agencies.find(event.data.agencyId);
    if (agency === undefined) throw new Error(`${event.eventId} points nowhere`);
    const body = await deps.handOver(event, "PUSH");
    const at = deps.clock.now();
    const attempt = await deps.post(agency, body, at);
    await deps.update(deps.deliveries.attempted(event, attempt, at));
    return attempt;
  };
