import type { Change, Create, Item, Replace, Update } from "../kernel/change.ts";
import type { RemittanceId } from "../kernel/ids.ts";
import { guard } from "../kernel/transitions.ts";
import {
  isNotFrozen,
  isUnmatched,
  remittanceTransitions,
  type Carry,
  type LoadingRemittance,
  type Remittance,
} from "./model.ts";
import {
  adjustmentKey,
  carryKey,
  listOf,
  notFrozenListOf,
  placeOf,
  remittanceKey,
  unmatchedListOf,
} from "./places.ts";

const remittanceItem = (remittance: Remittance): Item => ({
  ...remittanceKey(remittance.remittanceId),
  ...remittance,
  list: listOf(remittance.lenderId),
  at: placeOf(remittance),
});

/** What puts a remittance on the list of those that somebody is to do something with, as long as that is so. */
const openItem = (remittance: Remittance): Item => ({
  pk: remittanceKey(remittance.remittanceId).pk,
  sk: "OPEN",
  remittanceId: remittance.remittanceId,
  ...(isUnmatched(remittance) && { list: unmatchedListOf(remittance), at: placeOf(remittance) }),
  ...(isNotFrozen(remittance) && { list: notFrozenListOf(remittance), at: placeOf(remittance) }),
});

export const stillLoading = ({ contentHash }: Pick<LoadingRemittance, "contentHash">) =>
  [
    { attribute: "state", is: "=", value: "LOADING" },
    { attribute: "contentHash", is: "=", value: contentHash },
  ] as const;

/** What goes into the transactions of remittances. */
export const remittanceItems = {
  /** All of it is there: from now on it is seen. */
  advised: (remittance: Remittance): readonly [Replace, Create] => [
    { kind: "replace", name: "remittance", item: remittanceItem(remittance), when: stillLoading(remittance) },
    { kind: "create", name: "open", item: openItem(remittance) },
  ],
  /** As it stands now: the break's own record, in the same transaction, decides about it. */
  adjusted: (remittanceId: RemittanceId, breakId: string, amount: number): Update => ({
    kind: "update",
    name: "adjustment",
    key: adjustmentKey(remittanceId, breakId),
    set: { breakId, amount },
    add: { times: 1 },
    when: [],
  }),
  /** The agency's own reference is spent, and stands on the agency's list. */
  referenced: (remittance: Remittance): Create => ({
    kind: "create",
    name: "reference",
    item: {
      pk: `REMITTANCEREF#${remittance.agencyId}#${remittance.remittanceRef}`,
      sk: "REMITTANCEREF",
      remittanceId: remittance.remittanceId,
      list: listOf(remittance.agencyId),
      at: placeOf(remittance),
    },
  }),
  carried: (carry: Carry, before: Carry | undefined): Change => {
    const item = { ...carryKey(carry), ...carry };
    if (before === undefined) return { kind: "create", name: "carry", item };
    const when = [{ attribute: "count", is: "=", value: before.count }] as const;
    return { kind: "replace", name: "carry", item, when };
  },
  /** That a step was taken: nobody takes it again from the same place. */
  stepped: ({ remittanceId, sequence }: Remittance, event: string): Create => ({
    kind: "create",
    name: "step",
    item: { pk: remittanceKey(remittanceId).pk, sk: `STEP#${sequence}`, event },
  }),
  /** A step of its life, with the history moved on; the table of states is the condition. */
  moved: (before: Remittance, after: Remittance): readonly [Replace, Replace] => [
    {
      kind: "replace",
      name: "remittance",
      item: remittanceItem(after),
      when: [
        guard(remittanceTransitions, { attribute: "state", to: after.state }),
        { attribute: "sequence", is: "=", value: before.sequence },
      ],
    },
    { kind: "replace", name: "open", item: openItem(after), when: [] },
  ],
};
