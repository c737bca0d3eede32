import * as z from "zod";
import type { Create, Replace } from "../kernel/change.ts";
import { accountIdOf, type AccountId, type DisputeId, type LenderId } from "../kernel/ids.ts";
import type { Reader } from "../platform/dynamo.ts";
import { guard } from "../kernel/transitions.ts";
import { Dispute, disputeTransitions, type DisputeState } from "./model.ts";

const LIST_SHARD_COUNT = 4;

const disputeKey = (disputeId: DisputeId) => ({
  pk: `ACCOUNT#${accountIdOf(disputeId)}`,
  sk: `DISPUTE#${disputeId}`,
});

/** An entry of the index. */
const Listed = z.object({ pk: z.string(), sk: z.string(), at: z.string() });

const openStates: readonly DisputeState[] = ["RAISED", "AWAITING_LENDER"];

/** The partitions of a lender's open disputes. A dispute leaves the list when it is resolved. */
const openDisputeLists = (lenderId: LenderId): readonly string[] =>
  Array.from({ length: LIST_SHARD_COUNT }, (_, shard) => `DISPUTES#${lenderId}#${shard}`);

export const disputeStore = (reader: Reader) => ({
  find: async (disputeId: DisputeId): Promise<Dispute | undefined> => {
    const item = await reader.get(disputeKey(disputeId));
    return item === undefined ? undefined : Dispute.parse(item);
  },
  ofAccount: async (accountId: AccountId): Promise<readonly Dispute[]> => {
    const page = await reader.page({ pk: `ACCOUNT#${accountId}`, prefix: "DISPUTE#", limit: 100 });
    return page.items.map((item) => Dispute.parse(item));
  },
  /** A lender's open disputes, the longest waiting first. */
  open: async (lenderId: LenderId, limit: number): Promise<readonly Dispute[]> => {
    const pages = await Promise.all(
      openDisputeLists(lenderId).map((pk) => reader.page({ pk, index: "byList", limit })),
    );
    const keys = pages
      .flatMap(({ items }) => items.map((item) => Listed.parse(item)))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .slice(0, limit);
    const items = await reader.getAll(keys.map(({ pk, sk }) => ({ pk, sk })));
    return items
      .map((item) => Dispute.parse(item))
      .toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
  },
  created: (dispute: Dispute): Create => ({ kind: "create", name: "dispute", item: disputeItem(dispute) }),
  changed: (before: Dispute, after: Dispute): Replace => ({
    kind: "replace",
    name: "dispute",
    item: disputeItem(after),
    when: [
      { attribute: "state", is: "=", value: before.state },
      guard(disputeTransitions, { attribute: "state", to: after.state }),
    ],
  }),
});

export type DisputeStore = ReturnType<typeof disputeStore>;

function disputeItem(dispute: Dispute) {
  const lists = openDisputeLists(dispute.lenderId);
  const shard = dispute.disputeId.charCodeAt(29) % LIST_SHARD_COUNT;
  return {
    ...disputeKey(dispute.disputeId),
    ...dispute,
    ...(openStates.includes(dispute.state) && { list: lists[shard], at: dispute.receivedAt }),
  };
}
