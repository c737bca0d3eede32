import * as z from "zod";
import type { Create, Update } from "../kernel/change.ts";
import {
  placementNumberOf,
  accountIdOf,
  type AccountId,
  type AgencyId,
  type PlacementId,
} from "../kernel/ids.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { guard } from "../kernel/transitions.ts";
import type { Instant } from "../kernel/time.ts";
import { Placement, placementTransitions, type PlacementChange } from "./model.ts";

const placementKey = (accountId: AccountId, number: number) => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `PLACEMENT#${String(number).padStart(3, "0")}`,
});

/** The placements that an agency has now: the store keeps an ended one, but not on the list. */
const openList = (agencyId: AgencyId): string => `PLACEMENTS#${agencyId}`;

const PlacementKey = z.object({ pk: z.string(), sk: z.string() });

const keyOf = (placementId: PlacementId) =>
  placementKey(accountIdOf(placementId), placementNumberOf(placementId));

/** What a transaction writes of a placement. */
const placementItems = {
  created: (placement: Placement): Create => ({
    kind: "create",
    name: "placement",
    item: {
      ...placementKey(placement.accountId, placement.number),
      ...placement,
      list: openList(placement.agencyId),
      at: placement.offeredAt,
    },
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
      acknowledgedAt: change.acknowledgedAt,
      list: change.ended === undefined ? openList(change.agencyId) : undefined,
    },
    ...(change.reopened && { remove: ["endedAt", "endCode", "tailUntil", "deleteBy"] }),
    ...(change.ended && { remove: ["list"] }),
    when: [guard(placementTransitions, { attribute: "state", to: change.state })],
  }),
};

export const placementStore = (reader: Reader) => ({
  find: async (placementId: PlacementId): Promise<Placement | undefined> => {
    const item = await reader.get(keyOf(placementId));
    return item === undefined ? undefined : Placement.parse(item);
  },
  findAll: async (placementIds: readonly PlacementId[]): Promise<readonly Placement[]> => {
    const items = await reader.getAll(placementIds.map(keyOf));
    return items.map((item) => Placement.parse(item));
  },
  all: async (accountId: AccountId): Promise<readonly Placement[]> => {
    const page = await reader.page({ pk: `ACCOUNT#${accountId}`, prefix: "PLACEMENT#", limit: 100 });
    return page.items.map((item) => Placement.parse(item));
  },
  /** A page of the placements that an agency has now, by when they were offered. */
  openAt: async (agencyId: AgencyId, limit: number, after?: Page["next"]) => {
    const page = await reader.page({
      pk: openList(agencyId),
      index: "byList",
      limit,
      ...(after && { after }),
    });
    const found = await reader.getAll(page.items.map((item) => PlacementKey.parse(item)));
    const placements = found
      .map((item) => Placement.parse(item))
      // The index follows the table with a delay: what ended meanwhile is open no more.
      .filter(({ endedAt }) => endedAt === undefined)
      .toSorted((a, b) => (a.offeredAt + a.placementId < b.offeredAt + b.placementId ? -1 : 1));
    return { placements, ...(page.next && { next: page.next }) };
  },
  ...placementItems,
});

export type PlacementStore = ReturnType<typeof placementStore>;
