import type { Instant } from "./time.ts";

/** Who did it. `id` is a lender's, an agency's or a key's id; the system names the function that acted. */
export type Actor = {
  readonly kind: "LENDER" | "AGENCY" | "FINANCE" | "ADMIN" | "SYSTEM";
  readonly id: string;
};

/**
 * One leg of a double entry, in minor units of the account's currency: positive is a debit, negative a
 * credit. `account` is a ledger account such as `receivable/PRINCIPAL` or `agency-clearing/agy_…`.
 */
export type Posting = { readonly account: string; readonly amount: number };

/** Where an event must be carried after it is written: the queue and what it is ordered by. */
type Route = { readonly queue: "deliveries" | "disputes" | "placements" | "finance"; readonly group: string };

/** A fact that a use case decided to record; numbering, chaining and posting time are added by the write. */
export type EventDraft = {
  readonly type: string;
  readonly actor: Actor;
  /** When it happened, by whoever knows. */
  readonly effectiveAt: Instant;
  /** When the agency says that it knew. */
  readonly reportedAt?: Instant;
  /** When it reached the gateway. */
  readonly receivedAt: Instant;
  readonly data: Readonly<Record<string, unknown>>;
  readonly postings?: readonly Posting[];
  readonly payloadHash?: string;
  readonly route?: Route;
};

/** An event as stored and as answered: immutable, numbered per account from 1, chained by hash. */
export type GatewayEvent = Omit<EventDraft, "postings" | "route"> & {
  readonly eventId: string;
  readonly accountId: string;
  readonly sequence: number;
  readonly postedAt: Instant;
  readonly postings: readonly Posting[];
  readonly previousHash: string;
  readonly hash: string;
};

/** The end of an account's chain of events. */
export type ChainHead = { readonly sequence: number; readonly head: string };

export const emptyChain: ChainHead = { sequence: 0, head: "0".repeat(64) };
