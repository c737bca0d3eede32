import { eventView } from "../accounts/event-view.ts";
import type { Create, Replace, Update } from "../kernel/change.ts";
import type { Instant } from "../kernel/time.ts";
import { guard } from "../kernel/transitions.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { eventKey } from "../platform/events.ts";
import { receiptExpiry } from "../platform/time-to-live.ts";
import { breakPage, type BreakListQuery } from "./list-store.ts";
import { placeOf } from "./lists.ts";
import { BreakComment, BreakEvidence, BreakRecord, breakTransitions, LedgerEntry } from "./model.ts";
import type { LedgerReference } from "./resolution-wire.ts";
import type { BreakId } from "./wire.ts";

/** A break's items stand in the partition of its history. */
const partition = (breakId: BreakId): string => `ACCOUNT#${breakId}`;
const breakKey = (breakId: BreakId) => ({ pk: partition(breakId), sk: "BREAK" });
const evidenceKey = (breakId: BreakId) => ({ pk: partition(breakId), sk: "EVIDENCE" });

const COMMENT_PREFIX = "COMMENT#";
/** Comments are in the order of the events that say that they were written. */
const commentPlace = (commentId: string): string =>
  `${COMMENT_PREFIX}${commentId.slice(commentId.lastIndexOf("_") + 1).padStart(8, "0")}`;

const itemOf = (record: BreakRecord) => ({ ...breakKey(record.breakId), ...record, ...placeOf(record) });

/** What a transaction writes of a break. */
const breakChanges = {
  /** Opening the same break again meets the one that stands. */
  opened: (record: BreakRecord): Create => ({ kind: "create", name: "break", item: itemOf(record) }),
  /** Written only if nobody moved it meanwhile, and no run saw it. */
  changed: (before: BreakRecord, after: BreakRecord): Replace => ({
    kind: "replace",
    name: "break",
    item: itemOf(after),
    when: [
      ...standsAs(before),
      ...(before.state === after.state
        ? []
        : [guard(breakTransitions, { attribute: "state", to: after.state })]),
    ],
  }),
  /** That a run found it again, just as it was. */
  seenAgain: (before: BreakRecord, at: Instant): Update => ({
    kind: "update",
    name: "break",
    key: breakKey(before.breakId),
    set: { lastSeenAt: at },
    add: { timesSeen: 1 },
    when: standsAs(before),
  }),
  /** Guarded by the break, which moves in the same transaction. */
  shown: (breakId: BreakId, evidence: BreakEvidence): Replace => ({
    kind: "replace",
    name: "evidence",
    item: { ...evidenceKey(breakId), ...evidence },
    when: [],
  }),
  commented: (comment: BreakComment): Create => ({
    kind: "create",
    name: "comment",
    item: { pk: partition(comment.breakId), sk: commentPlace(comment.commentId), ...comment },
  }),
  /** That a step was taken: taking it again meets this mark. */
  step: (breakId: BreakId, name: string, now: Instant): Create => ({
    kind: "create",
    name: "step",
    item: { pk: partition(breakId), sk: `STEP#${name}`, takenAt: now, expiresAt: receiptExpiry(now) },
  }),
};

const standsAs = ({ version, lastSeenAt }: BreakRecord) =>
  [
    { attribute: "version", is: "=", value: version },
    { attribute: "lastSeenAt", is: "=", value: lastSeenAt },
  ] as const;

export const breakStore = (reader: Reader) => ({
  ...breakChanges,
  find: async (breakId: BreakId): Promise<BreakRecord | undefined> => {
    const item = await reader.get(breakKey(breakId));
    return item === undefined ? undefined : BreakRecord.parse(item);
  },
  findAll: async (breakIds: readonly BreakId[]): Promise<readonly BreakRecord[]> =>
    (await reader.getAll(breakIds.map(breakKey))).map((item) => BreakRecord.parse(item)),
  evidence: async (breakId: BreakId): Promise<BreakEvidence> =>
    BreakEvidence.parse(await reader.get(evidenceKey(breakId))),
  page: async (query: BreakListQuery) => breakPage(reader, query),
  comment: async (breakId: BreakId, commentId: string): Promise<BreakComment | undefined> => {
    const item = await reader.get({ pk: partition(breakId), sk: commentPlace(commentId) });
    return item === undefined ? undefined : BreakComment.parse(item);
  },
  /** A page of a break's comments, oldest first. */
  comments: async (breakId: BreakId, limit: number, after?: Page["next"]) => {
    const page = await reader.page({
      pk: partition(breakId),
      prefix: COMMENT_PREFIX,
      limit,
      ...(after && { after }),
    });
    return { ...page, items: page.items.map((item) => BreakComment.parse(item)) };
  },
  /** A page of a break's history as everybody sees it. */
  events: async (breakId: BreakId, limit: number, after?: Page["next"]) => {
    const page = await reader.page({
      pk: partition(breakId),
      prefix: "EVENT#",
      limit,
      ...(after && { after }),
    });
    return { ...page, items: page.items.map(eventView) };
  },
  /** An event of any history, as far as a resolution may name it. */
  ledgerEntry: async ({ accountId, sequence }: LedgerReference): Promise<LedgerEntry | undefined> => {
    const item = await reader.get(eventKey(accountId, sequence));
    return item === undefined ? undefined : LedgerEntry.parse(item);
  },
});

export type BreakStore = ReturnType<typeof breakStore>;
