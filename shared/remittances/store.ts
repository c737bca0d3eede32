import * as z from "zod";
import type { Change, Create, Item, Replace } from "../kernel/change.ts";
import { RemittanceId, type AgencyId, type LenderId } from "../kernel/ids.ts";
import { guard } from "../kernel/transitions.ts";
import type { CreateOne, Reader, UpdateOne } from "../platform/dynamo.ts";
import { listing, type ListQuery } from "../platform/listing.ts";
import { inParallel } from "../platform/parallel.ts";
import type { WriteBeside } from "../platform/write.ts";
import {
  Carry,
  isUnmatched,
  LoadingRemittance,
  Remittance,
  RemittanceLine,
  remittanceTransitions,
} from "./model.ts";
import { relationName, type Relation } from "./relation.ts";

const remittanceKey = (remittanceId: RemittanceId) => ({
  pk: `ACCOUNT#${remittanceId}`,
  sk: "REMITTANCE",
});

type LinesOf = Pick<LoadingRemittance, "remittanceId" | "contentHash">;

/** Lines lie with their content: what was left of another content under the same reference is never read. */
const linesPk = ({ remittanceId, contentHash }: LinesOf): string =>
  `REMITTANCE#${remittanceId}#${contentHash.slice(0, 16)}`;

const lineKey = (number: number): string => `LINE#${String(number).padStart(6, "0")}`;

const carryKey = (relation: Relation) => ({ pk: `REMITTED#${relationName(relation)}`, sk: "CARRY" });

/** A transaction takes a hundred lines: few calls, and no permission beside the one to put. */
const CHUNK_SIZE = 100;
/** Chunks that are written at the same time. */
const CHUNKS_AT_A_TIME = 4;

const Named = z.object({ remittanceId: RemittanceId });

const placeOf = ({ advisedAt, remittanceId }: Remittance): string => `${advisedAt}#${remittanceId}`;

const remittanceItem = (remittance: Remittance): Item => ({
  ...remittanceKey(remittance.remittanceId),
  ...remittance,
  list: `REMITTANCES#${remittance.lenderId}`,
  at: placeOf(remittance),
});

/** What marks a remittance as one that is still to be matched: on the list of its relation only as long as it is. */
const openItem = (remittance: Remittance): Item => ({
  pk: remittanceKey(remittance.remittanceId).pk,
  sk: "OPEN",
  remittanceId: remittance.remittanceId,
  ...(isUnmatched(remittance) && {
    list: `UNMATCHED_REMITTANCES#${relationName(remittance)}`,
    at: placeOf(remittance),
  }),
});

type Paging = Pick<ListQuery, "limit" | "after">;

type Deps = {
  readonly reader: Reader;
  readonly create: CreateOne;
  readonly update: UpdateOne;
  readonly writeBeside: WriteBeside;
};

/** Reading remittances, for whoever only reads. */
export const remittanceReads = (reader: Reader) => {
  const listed = async (list: string, paging: Paging & Pick<ListQuery, "newestFirst">) => {
    const page = await listing(reader)({ list, ...paging });
    const keys = page.items.map((item) => remittanceKey(Named.parse(item).remittanceId));
    const found = await reader.getAll(keys);
    const byId = new Map(found.map((item) => [Named.parse(item).remittanceId, Remittance.parse(item)]));
    const items = page.items.flatMap((item) => byId.get(Named.parse(item).remittanceId) ?? []);
    return { items, ...(page.next && { next: page.next }) };
  };
  return {
    /** As it stands, or what is being loaded under its id. */
    find: async (remittanceId: RemittanceId): Promise<Remittance | LoadingRemittance | undefined> => {
      const item = await reader.get(remittanceKey(remittanceId));
      return item === undefined ? undefined : z.union([LoadingRemittance, Remittance]).parse(item);
    },
    findCarry: async (relation: Relation): Promise<Carry | undefined> => {
      const item = await reader.get(carryKey(relation));
      return item === undefined ? undefined : Carry.parse(item);
    },
    /** A page of those of a lender or an agency, newest first. */
    page: async (of: LenderId | AgencyId, paging: Paging) =>
      listed(`REMITTANCES#${of}`, { ...paging, newestFirst: true }),
    /** A page of lines, in the order of the advice. */
    lines: async (remittance: LinesOf, { limit, after }: Paging) => {
      const page = await reader.page({ pk: linesPk(remittance), limit, ...(after && { after }) });
      const items = page.items.map((item) => RemittanceLine.parse(item));
      return { items, ...(page.next && { next: page.next }) };
    },
    /** A page of those whose other side is still looked for, oldest first; their lines are read by `lines`. */
    unmatched: async (relation: Relation, paging: Paging) => {
      const page = await listed(`UNMATCHED_REMITTANCES#${relationName(relation)}`, paging);
      // The index follows the table with a delay: what was matched meanwhile is no more of it.
      return { ...page, items: page.items.filter(isUnmatched) };
    },
  };
};

export type RemittanceReads = ReturnType<typeof remittanceReads>;

/** Remittances: their lines first, then all else in one transaction. */
export const remittanceStore = ({ reader, create, update, writeBeside }: Deps) => ({
  ...remittanceReads(reader),
  /** That lines are about to be written. @returns what stands there, if something does */
  begin: async (loading: LoadingRemittance): Promise<Remittance | LoadingRemittance | undefined> => {
    const standing = await create({ ...remittanceKey(loading.remittanceId), ...loading });
    return standing === undefined ? undefined : z.union([LoadingRemittance, Remittance]).parse(standing);
  },
  /** Another content in place of one that was never loaded to its end. @returns false when it was meanwhile */
  beginAnew: async ({ contentHash }: LoadingRemittance, anew: LoadingRemittance): Promise<boolean> =>
    update({
      kind: "update",
      name: "remittance",
      key: remittanceKey(anew.remittanceId),
      set: { contentHash: anew.contentHash },
      when: stillLoading({ contentHash }),
    }),
  /** Twice is the same: a line's key is its number, its content is part of the partition's. */
  putLines: async (of: LinesOf, lines: readonly RemittanceLine[]): Promise<void> =>
    inParallel(chunksOf(lines), CHUNKS_AT_A_TIME, async (chunk) => {
      await writeBeside(chunk.map((line) => lineItem(of, line)));
    }),
  /** All of it is there: from now on it is seen. */
  advised: (remittance: Remittance): readonly [Replace, Create] => [
    { kind: "replace", name: "remittance", item: remittanceItem(remittance), when: stillLoading(remittance) },
    { kind: "create", name: "open", item: openItem(remittance) },
  ],
  /** The agency's own reference is spent, and stands on the agency's list. */
  referenced: ({ remittanceId, agencyId, remittanceRef, ...rest }: Remittance): Create => ({
    kind: "create",
    name: "reference",
    item: {
      pk: `REMITTANCEREF#${agencyId}#${remittanceRef}`,
      sk: "REMITTANCEREF",
      remittanceId,
      list: `REMITTANCES#${agencyId}`,
      at: placeOf({ remittanceId, agencyId, remittanceRef, ...rest }),
    },
  }),
  carried: (carry: Carry, before: Carry | undefined): Change => {
    const item = { ...carryKey(carry), ...carry };
    return before === undefined
      ? { kind: "create", name: "carry", item }
      : {
          kind: "replace",
          name: "carry",
          item,
          when: [{ attribute: "count", is: "=", value: before.count }],
        };
  },
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
});

const chunksOf = (lines: readonly RemittanceLine[]): readonly (readonly RemittanceLine[])[] =>
  Array.from({ length: Math.ceil(lines.length / CHUNK_SIZE) }, (_, n) =>
    lines.slice(n * CHUNK_SIZE, (n + 1) * CHUNK_SIZE),
  );

const lineItem = (of: LinesOf, line: RemittanceLine): Replace => ({
  kind: "replace",
  name: "line",
  item: { pk: linesPk(of), sk: lineKey(line.number), ...line },
  when: [],
});

const stillLoading = ({ contentHash }: Pick<LoadingRemittance, "contentHash">) =>
  [
    { attribute: "state", is: "=", value: "LOADING" },
    { attribute: "contentHash", is: "=", value: contentHash },
  ] as const;

export type RemittanceStore = ReturnType<typeof remittanceStore>;
