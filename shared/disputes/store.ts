import type { Create, Replace } from "../kernel/change.ts";
import { accountIdOf, DisputeId, type AccountId, type LenderId } from "../kernel/ids.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { Dispute, type DisputeState } from "./model.ts";

const LIST_SHARD_COUNT = 4;

const disputeKey = (disputeId: DisputeId) => ({
  pk: `ACCOUNT#${accountIdOf(disputeId)}`,
  sk: `DISPUTE#${disputeId}`,
});

const openStates: readonly DisputeState[] = ["RAISED", "AWAITING_LENDER"];

/** The partitions of a lender's open disputes. A dispute leaves the list when it is resolved. */
export const openDisputeLists = (lenderId: LenderId): readonly string[] =>
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
  /** One page of one shard of a lender's open disputes. */
  open: async (list: string, limit: number, after?: Page["next"]) => {
    const page = await reader.page({ pk: list, index: "byList", limit, ...(after && { after }) });
    const items = await reader.getAll(page.items.map((item) => keyOfListed(item)));
    return { disputes: items.map((item) => Dispute.parse(item)), ...(page.next && { next: page.next }) };
  },
  created: (dispute: Dispute): Create => ({ kind: "create", name: "dispute", item: disputeItem(dispute) }),
  changed: (before: Dispute, after: Dispute): Replace => ({
    kind: "replace",
    name: "dispute",
    item: disputeItem(after),
    when: [{ attribute: "state", is: "=", value: before.state }],
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

function keyOfListed(item: unknown) {
  if (typeof item !== "object" || item === null || !("sk" in item) || typeof item.sk !== "string")
    throw new Error("an index entry without a key");
  return disputeKey(DisputeId.parse(item.sk.slice("DISPUTE#".length)));
}
