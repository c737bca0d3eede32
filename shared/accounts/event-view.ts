import * as z from "zod";
import type { GatewayEvent } from "../kernel/event.ts";

/** The members of an event in the order in which people read them; the store's own attributes are not among them. */
const eventMembers = [
  "sequence",
  "type",
  "eventId",
  "accountId",
  "actor",
  "effectiveAt",
  "reportedAt",
  "receivedAt",
  "postedAt",
  "data",
  "postings",
  "payloadHash",
  "previousHash",
  "hash",
] as const satisfies readonly (keyof GatewayEvent)[];

/** An event as everybody sees it, out of the item that the store has of it. */
export function eventView(item: unknown): Record<string, unknown> {
  const stored = AnyItem.parse(item);
  return Object.fromEntries(eventMembers.flatMap((name) => (name in stored ? [[name, stored[name]]] : [])));
}

const AnyItem = z.record(z.string(), z.unknown());
