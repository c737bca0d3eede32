import type { UpdateOne } from "../platform/dynamo.ts";
import type { Send } from "../platform/queues.ts";
import type { EventMessage, RoutedEvent } from "./message.ts";

export type RouteEventDeps = {
  readonly queues: Readonly<Record<RoutedEvent["routes"] | "feed", string>>;
  readonly send: Send;
  readonly update: UpdateOne;
};

/**
 * Carries an event to its queue, and what is for an agency to that agency's feed as well; then takes it off the
 * list of what is still to be carried. A crash in between sends it twice: every worker behind a queue takes an
 * event only once.
 */
export const routeEvent =
  (deps: RouteEventDeps) =>
  async ({ pk, sk, routes, group, data, ...event }: RoutedEvent): Promise<void> => {
    const message: EventMessage = {
      accountId: event.accountId,
      sequence: event.sequence,
      eventId: event.eventId,
      type: event.type,
    };
    const { placementId, agencyId } = routes === "deliveries" ? (data ?? {}) : {};
    const about = { ...message, ...(placementId && { placementId }), ...(agencyId && { agencyId }) };
    const dedupe = event.eventId;
    await deps.send(deps.queues[routes], JSON.stringify(about), { group, dedupe });
    if (agencyId !== undefined)
      await deps.send(deps.queues.feed, JSON.stringify({ ...message, agencyId }), {
        group: agencyId,
        dedupe,
      });
    await deps.update({
      kind: "update",
      name: "outbox",
      key: { pk, sk },
      remove: ["list", "at"],
      when: [{ attribute: "list", is: "present" }],
    });
  };

export type RouteEvent = ReturnType<typeof routeEvent>;
