import type { Create, Update } from "../kernel/change.ts";
import { placementNumberOf, accountIdOf, type AccountId, type PlacementId } from "../kernel/ids.ts";
import type { Reader } from "../platform/dynamo.ts";
import { guard } from "../kernel/transitions.ts";
import type { Instant } from "../kernel/time.ts";
import { Placement, placementTransitions, type PlacementChange } from "./model.ts";

const placementKey = (accountId: AccountId, number: number) => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `PLACEMENT#${String(number).padStart(3, "0")}`,
});

const keyOf = (placementId: PlacementId) =>
  placementKey(accountIdOf(placementId), placementNumberOf(placementId));

export const placementStore = (reader: Reader) => ({
  find: async (placementId: PlacementId): Promise<Placement | undefined> => {
    const item = await reader.get(keyOf(placementId));
    return item === undefined ? undefined : Placement.parse(item);
  },
  all: async (accountId: AccountId): Promise<readonly Placement[]> => {
    const page = await reader.page({ pk: `ACCOUNT#${accountId}`, prefix: "PLACEMENT#", limit: 100 });
    return page.items.map((item) => Placement.parse(item));
  },
  created: (placement: Placement): Create => ({
    kind: "create",
    name: "placement",
    item: { ...placementKey(placement.accountId, placement.number), ...placement },
  }),
  /** That the agency deleted the debtor's data; said twice, the first time counts. */
  attested: (of: { readonly placementId: PlacementId; readonly deletedAt: Instant }): Update => ({
    kind: "update",
    name: "placement",
    key: keyOf(of.placementId),
    set: { deletedAt: of.deletedAt },
    when: [{ attribute: "endedAt", is: "present" }],
  }),
  changed: (change: PlacementChange): Update => ({
    kind: "update",
    name: "placement",
    key: keyOf(change.placementId),
    set: {
      state: change.state,
      endedAt: change.ended?.at,
      endCode: change.ended?.code,
      tailUntil: change.ended?.tailUntil,
      deleteBy: change.ended?.deleteBy,
      agencyCaseRef: change.agencyCaseRef,
    },
    ...(change.reopened && { remove: ["endedAt", "endCode", "tailUntil", "deleteBy"] }),
    when: [guard(placementTransitions, { attribute: "state", to: change.state })],
  }),
});

export type PlacementStore = ReturnType<typeof placementStore>;
