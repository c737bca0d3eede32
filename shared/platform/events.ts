import type { Create } from "../kernel/change.ts";
import { emptyChain, type ChainHead, type EventDraft, type GatewayEvent } from "../kernel/event.ts";
import { eventIdOf } from "../kernel/ids.ts";
import type { LenderId } from "../kernel/ids.ts";
import { isForLender } from "../kernel/lender-events.ts";
import type { Instant } from "../kernel/time.ts";
import { canonical, sha256 } from "./canonical.ts";

const OUTBOX_SHARD_COUNT = 4;

/** The sparse index partitions of events whose routing is not confirmed yet; an account's are all in one. */
export const outboxShards: readonly string[] = Array.from(
  { length: OUTBOX_SHARD_COUNT },
  (_, shard) => `OUTBOX#${shard}`,
);

/** `hash` of an event: SHA-256 over the previous hash, a line feed and the canonical event without `hash`. */
export const hashOf = (event: Omit<GatewayEvent, "hash">): string =>
  sha256(`${event.previousHash}\n${canonical(event)}`);

/**
 * Numbers and chains drafts onto an account's history. The items go into the same transaction as the state
 * that they explain; those with somewhere to go carry the marker that the outbox removes once it has routed them, and those with
 * postings the book that the journal enters them in.
 */
export function recorded(
  account: {
    readonly accountId: string;
    readonly chain: ChainHead;
    readonly lenderId?: LenderId;
    /** Whose books, in which currency, its postings go into. */
    readonly book?: string;
  },
  drafts: readonly EventDraft[],
  postedAt: Instant,
): { readonly items: readonly Create[]; readonly chain: ChainHead } {
  let chain = account.chain;
  const items = drafts.map((draft) => {
    const event = chained(account.accountId, chain, { draft, postedAt });
    chain = { sequence: event.sequence, head: event.hash };
    return eventItem(event, draft, account);
  });
  return { items, chain };
}

function chained(
  accountId: string,
  chain: ChainHead,
  { draft, postedAt }: { readonly draft: EventDraft; readonly postedAt: Instant },
): GatewayEvent {
  const { type, actor, effectiveAt, reportedAt, receivedAt, data, payloadHash, postings = [] } = draft;
  const sequence = chain.sequence + 1;
  // In the order in which its text is hashed.
  const always = {
    accountId,
    actor,
    data,
    effectiveAt,
    eventId: eventIdOf(accountId, sequence),
    postedAt,
    postings,
    previousHash: chain.head,
    receivedAt,
    sequence,
    type,
  };
  const signed = payloadHash === undefined ? always : { ...always, payloadHash };
  const event = reportedAt === undefined ? signed : { ...signed, reportedAt };
  return Object.assign(event, { hash: hashOf(event) });
}

export const eventKey = (accountId: string, sequence: number) => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `EVENT#${String(sequence).padStart(8, "0")}`,
});

type Owner = { readonly lenderId?: LenderId; readonly book?: string };

function eventItem(event: GatewayEvent, draft: EventDraft, { lenderId: owner, book }: Owner): Create {
  const lenderId = isForLender(draft) ? owner : undefined;
  const route = draft.route ?? (lenderId && { queue: "lender", group: event.accountId });
  const outbox = route && {
    routes: route.queue,
    group: route.group,
    ...(lenderId && { lenderId }),
    list: outboxShards[event.accountId.charCodeAt(event.accountId.length - 1) % OUTBOX_SHARD_COUNT],
    at: event.postedAt,
  };
  const { pk, sk } = eventKey(event.accountId, event.sequence);
  const posted = event.postings.length > 0 && book !== undefined ? { book } : undefined;
  // What is spread first is copied fast, and only that.
  return { kind: "create", name: "event", item: Object.assign({ ...event, pk, sk }, outbox, posted) };
}

/** Walks a whole history from its first event. Names the first event at which numbering or a hash breaks. */
export function verify(
  events: readonly GatewayEvent[],
):
  | { readonly ok: true; readonly chain: ChainHead }
  | { readonly ok: false; readonly sequence: number; readonly why: string } {
  let chain = emptyChain;
  for (const { hash, ...event } of events) {
    const sequence = chain.sequence + 1;
    if (event.sequence !== sequence)
      return { ok: false, sequence, why: `found event ${event.sequence} instead` };
    if (event.previousHash !== chain.head)
      return { ok: false, sequence, why: "previousHash is not the hash before" };
    if (hashOf(event) !== hash) return { ok: false, sequence, why: "hash does not fit the content" };
    chain = { sequence, head: hash };
  }
  return { ok: true, chain };
}
