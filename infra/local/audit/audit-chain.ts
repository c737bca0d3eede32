import { createHash } from "node:crypto";
import type { Event } from "./audit-wire.ts";

/**
 * The hash chain as documented, written again from the documentation: SHA-256 over the previous hash, a line
 * feed and the event without `hash` as canonical JSON (RFC 8785).
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = members.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(",")}}`;
}

const genesis = "0".repeat(64);

/** What is wrong with a history's numbering or chain; nothing when it verifies from the first event on. */
export function chainFault(events: readonly Event[]): string | undefined {
  let previous = genesis;
  for (const [index, { hash, ...event }] of events.entries()) {
    if (event.sequence !== index + 1) return `event ${index + 1} is numbered ${event.sequence}`;
    if (event.previousHash !== previous) return `event ${event.sequence} does not follow the one before`;
    const expected = createHash("sha256")
      .update(`${previous}\n${canonicalJson(event)}`)
      .digest("hex");
    if (hash !== expected) return `event ${event.sequence} was changed`;
    previous = hash;
  }
  return events.length === 0 ? "there is no event" : undefined;
}
