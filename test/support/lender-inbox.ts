import { ulid } from "ulid";
import { openInbox, type Inbox } from "./inbox.ts";
import { demand, newSecret, type Tenant } from "./tenant.ts";
import type { Json } from "./http.ts";

/** A lender's endpoint: what it keeps of what it was sent, and what its making was answered with. */
export type LenderInbox = {
  readonly inbox: Inbox;
  readonly endpoint: Json;
  readonly list: string;
  readonly one: string;
  /** The types that were taken for an account, in order, each event once. */
  readonly types: (accountId: string) => readonly string[];
};

/** Gives a tenant's lender an endpoint, made by its own key. */
export async function aLenderInbox(
  { lender }: Pick<Tenant, "lender">,
  eventTypes: readonly string[] = [],
): Promise<LenderInbox> {
  const list = `/v1/lenders/${lender.lenderId}/endpoints`;
  const inbox = await openInbox(`lender-${ulid()}`, newSecret());
  const { body: endpoint } = demand(await lender.post(list, { url: inbox.url, eventTypes }), 201);
  const types: LenderInbox["types"] = (accountId) => {
    const taken = inbox.taken().filter(({ body }) => body.accountId === accountId);
    return [...new Map(taken.map(({ eventId, eventType }) => [eventId, eventType])).values()];
  };
  return { inbox, endpoint, list, one: `${list}/${endpoint.endpointId}`, types };
}
