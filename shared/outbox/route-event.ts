import type { TellLender } from "../deliveries/tell-lender.ts";
import { isAtOdds } from "../kernel/break-events.ts";
import { AccountId } from "../kernel/ids.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import type { Send } from "../platform/queues.ts";
import type { EventMessage, RoutedEvent } from "./message.ts";

export type RouteEventDeps = {
  readonly queues: Readonly<Record<Queue, string>>;
  readonly send: Send;
  readonly tellLender: TellLender;
  readonly update: UpdateOne;
};

type Queue = Exclude<RoutedEvent["routes"], "lender"> | "feed";

/**
 * Carries an event to its queue, what is for an agency to that agency's feed as well, and what is at odds to where
 * breaks are opened; has its lender told where it is for a lender; then takes it off the list of what is still to be
 * carried. A crash in between sends it twice: every worker behind a queue takes an event only once.
 */
export const routeEvent =
  (deps: RouteEventDeps) =>
  async (event: RoutedEvent): Promise<void> => {
    const { pk, sk, routes, eventId, lenderId } = event;
    if (routes !== "lender") await sendOn(deps, event, routes);
    if (routes !== "finance" && isAtOdds(event)) await sendToFinance(deps, event);
    if (lenderId !== undefined)
      await deps.tellLender({ accountId: AccountId.parse(event.accountId), lenderId, eventId });
    await deps.update({
      kind: "update",
      name: "outbox",
      key: { pk, sk },
      remove: ["list", "at"],
      when: [{ attribute: "list", is: "present" }],
    });
  };

async function sendOn(
  { queues, send }: RouteEventDeps,
  { group, data, accountId, sequence, eventId, type }: RoutedEvent,
  queue: Exclude<Queue, "feed">,
): Promise<void> {
  const message: EventMessage = { accountId, sequence, eventId, type };
  const { placementId, agencyId } = queue === "deliveries" ? (data ?? {}) : {};
  const about = { ...message, ...(placementId && { placementId }), ...(agencyId && { agencyId }) };
  await send(queues[queue], JSON.stringify(about), { group, dedupe: eventId });
  if (agencyId !== undefined)
    await send(queues.feed, JSON.stringify({ ...message, agencyId }), { group: agencyId, dedupe: eventId });
}

async function sendToFinance(
  { queues, send }: RouteEventDeps,
  { accountId, sequence, eventId, type }: RoutedEvent,
): Promise<void> {
  const message: EventMessage = { accountId, sequence, eventId, type };
  await send(queues.finance, JSON.stringify(message), { group: accountId, dedupe: eventId });
}

export type RouteEvent = ReturnType<typeof routeEvent>;
