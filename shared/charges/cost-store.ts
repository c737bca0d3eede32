import type { Create, Item, Replace } from "../kernel/change.ts";
import { accountIdOf, type CostId, type LenderId } from "../kernel/ids.ts";
import { guard } from "../kernel/transitions.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import { Cost, costTransitions } from "./cost.ts";

const costKey = (costId: CostId) => ({ pk: `ACCOUNT#${accountIdOf(costId)}`, sk: `COST#${costId}` });

/** A lender's costs that wait for its word, the oldest first. */
const pendingList = (lenderId: LenderId): string => `COSTS#${lenderId}`;

type PendingQuery = {
  readonly lenderId: LenderId;
  readonly limit: number;
  readonly after?: Page["next"];
};

export const costStore = (reader: Pick<Reader, "get" | "page" | "getAll">) => ({
  find: async (costId: CostId): Promise<Cost | undefined> => {
    const item = await reader.get(costKey(costId));
    return item === undefined ? undefined : Cost.parse(item);
  },
  pending: async ({ lenderId, ...paging }: PendingQuery) => {
    const page = await listing(reader)({ list: pendingList(lenderId), ...paging });
    return { ...page, items: page.items.map((item) => Cost.parse(item)) };
  },
  created: (cost: Cost): Create => ({ kind: "create", name: "cost", item: costItem(cost) }),
  /** The table of states guards it: a cost is decided once. */
  decided: (cost: Cost): Replace => ({
    kind: "replace",
    name: "cost",
    item: costItem(cost),
    when: [guard(costTransitions, { attribute: "state", to: cost.state })],
  }),
});

export type CostStore = ReturnType<typeof costStore>;

const costItem = (cost: Cost): Item => ({
  ...costKey(cost.costId),
  ...cost,
  ...(cost.state === "PENDING" && {
    list: pendingList(cost.lenderId),
    at: `${cost.receivedAt}#${cost.costId}`,
  }),
});
