import * as z from "zod";
import type { Create, Replace, Update } from "../kernel/change.ts";
import { accountIdOf, type AccountId, type DisputeId, type LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Instant } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { guard } from "../kernel/transitions.ts";
import { Dispute, disputeTransitions, isOpenDispute } from "./model.ts";

const LIST_SHARD_COUNT = 4;

const disputeKey = (disputeId: DisputeId) => ({
  pk: `ACCOUNT#${accountIdOf(disputeId)}`,
  sk: `DISPUTE#${disputeId}`,
});

/** An entry of the index. */
const Listed = z.object({ pk: z.string(), sk: z.string(), at: z.string() });

const text = z.string().min(1).max(200);

/** Where a page ended: the place is the same in every shard's order. */
const Place = z.strictObject({ pk: text, sk: text, at: text });

/** Where the clock stands still there is no due time: these come last. */
const NO_DUE_TIME = "9999-12-31T23:59:59.999Z";

type ListName = "OPEN" | "ANSWERED";

/** The partitions of a lender's open disputes, by when they are due, and of the answered ones, by when they were. */
const listsOf = (lenderId: LenderId, name: ListName): readonly string[] =>
  Array.from(
    { length: LIST_SHARD_COUNT },
    (_, shard) => `${name === "OPEN" ? "DISPUTES" : "ANSWERED_DISPUTES"}#${lenderId}#${shard}`,
  );

export type DisputePage = {
  readonly lenderId: LenderId;
  readonly list: ListName;
  readonly limit: number;
  readonly after?: Page["next"] | undefined;
  /** Only what was due by then. */
  readonly dueBy?: Instant;
};

export const disputeStore = (reader: Reader) => ({
  find: async (disputeId: DisputeId): Promise<Dispute | undefined> => {
    const item = await reader.get(disputeKey(disputeId));
    return item === undefined ? undefined : Dispute.parse(item);
  },
  ofAccount: async (accountId: AccountId): Promise<readonly Dispute[]> => {
    const page = await reader.page({ pk: `ACCOUNT#${accountId}`, prefix: "DISPUTE#", limit: 100 });
    return page.items.map((item) => Dispute.parse(item));
  },
  /** A page of a lender's disputes in the order of their list, merged from its shards. */
  page: async (asked: DisputePage) => pageOf(reader, asked),
  created: (dispute: Dispute): Create => ({ kind: "create", name: "dispute", item: disputeItem(dispute) }),
  changed: (before: Dispute, after: Dispute): Replace => ({
    kind: "replace",
    name: "dispute",
    item: disputeItem(after),
    when: [
      { attribute: "state", is: "=", value: before.state },
      ...(before.state === after.state
        ? []
        : [guard(disputeTransitions, { attribute: "state", to: after.state })]),
    ],
  }),
  /** That the agency stopped. Guarded by the account, whose version moves in the same transaction. */
  held: ({ disputeId, heldAt }: { readonly disputeId: DisputeId; readonly heldAt: Instant }): Update => ({
    kind: "update",
    name: "dispute",
    key: disputeKey(disputeId),
    set: { heldAt },
    when: [{ attribute: "state", is: "present" }],
  }),
});

export type DisputeStore = ReturnType<typeof disputeStore>;

async function pageOf(reader: Reader, { lenderId, list, limit, after, dueBy }: DisputePage) {
  const place = after && placeOf(after, dueBy);
  const pages = await Promise.all(
    listsOf(lenderId, list).map((pk) =>
      reader.page({
        pk,
        index: "byList",
        limit,
        ...(place && { after: { ...place, list: pk } }),
        ...(dueBy && { upTo: dueBy }),
      }),
    ),
  );
  const entries = pages
    .flatMap(({ items }) => items.map((item) => Listed.parse(item)))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const shown = entries.slice(0, limit);
  const items = await reader.getAll(shown.map(({ pk, sk }) => ({ pk, sk })));
  const disputes = items
    .map((item) => Dispute.parse(item))
    .toSorted((a, b) => (placeInList(a) < placeInList(b) ? -1 : 1));
  const { pk, sk, at } = shown.at(-1) ?? {};
  const isMore = entries.length > limit || pages.some(({ next }) => next !== undefined);
  return { disputes, ...(isMore && at !== undefined && { next: { pk, sk, at } }) };
}

/** @throws Refused `invalid-cursor` */
function placeOf(after: NonNullable<Page["next"]>, dueBy: Instant | undefined): z.infer<typeof Place> {
  const place = Place.safeParse(after);
  // A place beyond what is asked for comes from another list.
  if (place.success && (dueBy === undefined || place.data.at <= dueBy)) return place.data;
  throw new Refused({ code: "invalid-cursor", detail: "Use a nextCursor of this very list, unchanged." });
}

/** The id tells two of one moment apart. */
const placeInList = (dispute: Dispute): string =>
  `${(isOpenDispute(dispute) ? dispute.lenderAnswerBy : dispute.resolvedAt) ?? NO_DUE_TIME}#${dispute.disputeId}`;

function disputeItem(dispute: Dispute) {
  const lists = listsOf(dispute.lenderId, isOpenDispute(dispute) ? "OPEN" : "ANSWERED");
  const shard = dispute.disputeId.charCodeAt(29) % LIST_SHARD_COUNT;
  return { ...disputeKey(dispute.disputeId), ...dispute, list: lists[shard], at: placeInList(dispute) };
}
