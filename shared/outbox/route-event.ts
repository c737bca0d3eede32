import type { UpdateOne } from "../platform/dynamo.ts";
import type { Send } from "../platform/queues.ts";
import type { EventMessage, RoutedEvent } from "./message.ts";

export type RouteEventDeps = {
  readonly queues: Readonly<Record<RoutedEvent["routes"], string>>;
  readonly send: Send;
  readonly update: UpdateOne;
};

/**
 * Carries an event to its queue, then takes it off the list of what is still to be carried. A crash between
 * the two sends it twice: every worker behind a queue takes an event only once.
 */
export const routeEvent =
  (deps: RouteEventDeps) =>
  async ({ pk, sk, routes, group, data, ...event }: RoutedEvent): Promise<void> => {
    const message: EventMessage = {
      accountId: event.accountId,
      sequence: event.sequence,
      eventId: event.eventId,
      type: event.type,
      ...(routes === "deliveries" && data && { placementId: data.placementId, agencyId: data.agencyId }),
    };
    await deps.send(deps.queues[routes], JSON.stringify(message), { group, dedupe: event.eventId });
    await deps.update({
      kind: "update",
      name: "outbox",
      key: { pk, sk },
      remove: ["list", "at"],
      when: [{ attribute: "list", is: "present" }],
    });
  };

export type RouteEvent = ReturnType<typeof routeEvent>;
