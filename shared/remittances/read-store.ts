import * as z from "zod";
import { RemittanceId, remittanceLineOf, type AgencyId, type LenderId } from "../kernel/ids.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing, type ListQuery } from "../platform/listing.ts";
import {
  Adjustment,
  Carry,
  isNotFrozen,
  isUnmatched,
  LoadingRemittance,
  Remittance,
  RemittanceLine,
} from "./model.ts";
import {
  adjustmentsOf,
  carryKey,
  lineKey,
  linesPk,
  listOf,
  notFrozenListOf,
  remittanceKey,
  unmatchedListOf,
  type LinesOf,
} from "./places.ts";
import type { Relation } from "./relation.ts";

const Named = z.object({ remittanceId: RemittanceId });

const ADJUSTMENT_PAGE_SIZE = 100;

export const AnyRemittance = z.union([LoadingRemittance, Remittance]);

type Paging = Pick<ListQuery, "limit" | "after">;

/** The remittances that a list names, in its order: on an agency's list stands the reference, not the remittance. */
const listed = async (reader: Reader, query: ListQuery) => {
  const page = await listing(reader)(query);
  const ids = page.items.map((item) => Named.parse(item).remittanceId);
  const found = await reader.getAll(ids.map(remittanceKey));
  const byId = new Map(found.map((item) => [Named.parse(item).remittanceId, Remittance.parse(item)]));
  const items = ids.flatMap((id) => byId.get(id) ?? []);
  return { items, ...(page.next && { next: page.next }) };
};

/** The sum of all that was decided, however often that was. */
async function adjusted(reader: Pick<Reader, "page">, remittanceId: RemittanceId): Promise<Adjustment> {
  let [amount, times] = [0, 0];
  let after: Page["next"];
  do {
    const page = await reader.page({
      ...adjustmentsOf(remittanceId),
      limit: ADJUSTMENT_PAGE_SIZE,
      ...(after && { after }),
    });
    for (const one of page.items.map((item) => Adjustment.parse(item))) {
      amount += one.amount;
      times += one.times;
    }
    after = page.next;
  } while (after !== undefined);
  return { amount, times };
}

/** Reading remittances. */
export const remittanceReads = (reader: Reader) => ({
  ...waiting(reader),
  /** As it stands, or what is being loaded under its id. */
  find: async (remittanceId: RemittanceId): Promise<z.infer<typeof AnyRemittance> | undefined> => {
    const item = await reader.get(remittanceKey(remittanceId));
    return item === undefined ? undefined : AnyRemittance.parse(item);
  },
  /** Those of these that are there; what is being loaded is none. */
  findAll: async (remittanceIds: readonly RemittanceId[]): Promise<readonly Remittance[]> =>
    (await reader.getAll(remittanceIds.map(remittanceKey)))
      .map((item) => AnyRemittance.parse(item))
      .flatMap((found) => (found.state === "LOADING" ? [] : [found])),
  findCarry: async (relation: Relation): Promise<Carry | undefined> => {
    const item = await reader.get(carryKey(relation));
    return item === undefined ? undefined : Carry.parse(item);
  },
  /** A page of those of a lender or an agency, newest first. */
  page: async (whose: LenderId | AgencyId, paging: Paging) =>
    listed(reader, { list: listOf(whose), ...paging, newestFirst: true }),
  /** A page of lines, in the order of the advice. */
  lines: async (of: LinesOf, { limit, after }: Paging) => {
    const page = await reader.page({ pk: linesPk(of), limit, ...(after && { after }) });
    const items = page.items.map((item) => RemittanceLine.parse(item));
    return { items, ...(page.next && { next: page.next }) };
  },
  /** What resolutions of breaks changed of what is to come. */
  adjustment: async (remittanceId: RemittanceId): Promise<Adjustment> => adjusted(reader, remittanceId),
  /** Lines by their ids with their remittances, whatever became of those. */
  named: async (lineIds: readonly string[]) => {
    const places = lineIds.map(remittanceLineOf);
    const ids = new Set(places.map(({ remittanceId }) => remittanceId));
    const found = (await reader.getAll([...ids].map(remittanceKey))).map((item) => Remittance.parse(item));
    const byId = new Map(found.map((one) => [one.remittanceId, one]));
    const keys = places.flatMap(({ remittanceId, number }) => {
      const remittance = byId.get(remittanceId);
      return remittance === undefined ? [] : [{ pk: linesPk(remittance), sk: lineKey(number) }];
    });
    const lines = (await reader.getAll(keys)).map((item) => RemittanceLine.parse(item));
    return lines.flatMap((line) => {
      const remittance = byId.get(remittanceLineOf(line.lineId).remittanceId);
      return remittance === undefined ? [] : [{ remittance, line }];
    });
  },
});

/** Lists of what somebody is to do something with. The index follows the table: what was done meanwhile is left out. */
const waiting = (reader: Reader) => ({
  /** A page of those whose other side is still looked for, oldest first; their lines are read by `lines`. */
  unmatched: async (relation: Relation, paging: Paging) => {
    const page = await listed(reader, { list: unmatchedListOf(relation), ...paging });
    return { ...page, items: page.items.filter(isUnmatched) };
  },
  /** A page of those of a book whose money is there, and which are not at their end yet, oldest first. */
  notFrozen: async (book: Pick<Relation, "lenderId" | "currency">, paging: Paging) => {
    const page = await listed(reader, { list: notFrozenListOf(book), ...paging });
    return { ...page, items: page.items.filter(isNotFrozen) };
  },
});

export type RemittanceReads = ReturnType<typeof remittanceReads>;
