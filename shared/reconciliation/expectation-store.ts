import * as z from "zod";
import type { Item, Replace, Update } from "../kernel/change.ts";
import { AccountId, AgencyId, LenderId, PlacementId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";
import { CommissionLine } from "../commissions/line-wire.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import type { Expected } from "./fold-payments.ts";
import { expectationKey, keysNamed, type Naming } from "./named-expectations.ts";

/** An expectation as stored beside its account; `matchId` once it is claimed. */
export const StoredExpectation = z.object({
  id: z.string(),
  lenderId: LenderId,
  agencyId: AgencyId,
  accountId: AccountId,
  placementId: PlacementId,
  kind: z.enum(["PAYMENT", "REVERSAL"]),
  paymentRef: z.string(),
  originalPaymentRef: z.string().exactOptional(),
  currency: Currency,
  amount: z.int(),
  recipient: z.string(),
  method: z.string(),
  effectiveOn: LocalDate,
  clearedOn: LocalDate.exactOptional(),
  noFee: z.boolean().exactOptional(),
  commission: z
    .object({
      amount: z.int(),
      tax: z.int(),
      planRef: z.string().exactOptional(),
      planVersion: z.int().exactOptional(),
    })
    .exactOptional(),
  placement: z
    .object({
      placedOn: LocalDate,
      endedOn: LocalDate.exactOptional(),
      tailUntil: LocalDate.exactOptional(),
      finalizedOn: LocalDate.exactOptional(),
      holderAgencyId: AgencyId.exactOptional(),
    })
    .exactOptional(),
  depositDueOn: LocalDate.exactOptional(),
  depositRule: z.string().exactOptional(),
  notice: z.object({ dueOn: LocalDate, acknowledgedOn: LocalDate.exactOptional() }).exactOptional(),
  sequence: z.int(),
  line: CommissionLine.exactOptional(),
  corrects: z.string().exactOptional(),
  matchedAs: z.object({ amount: z.int(), tax: z.int() }).exactOptional(),
  matchId: z.string().exactOptional(),
  revision: z.int(),
});
export type StoredExpectation = z.infer<typeof StoredExpectation>;

/** A book's open expectations are in so many lists. */
const SHARD_COUNT = 4;

const keyOf = ({ accountId, id }: Pick<StoredExpectation, "accountId" | "id">) =>
  expectationKey(accountId, id);

const listOf = (
  { lenderId, currency }: Pick<StoredExpectation, "lenderId" | "currency">,
  shard: number,
): string => `EXPECTED#${lenderId}#${currency}#${shard}`;

const markKey = (accountId: string) => ({ pk: `ACCOUNT#${accountId}`, sk: "EXPECTED" });

const Mark = z.object({ pk: z.string(), sequence: z.int() });

type Open = Pick<StoredExpectation, "accountId" | "id" | "lenderId" | "currency" | "effectiveOn">;

/** Where an expectation is for as long as nothing is matched with it. A correction that was taken back expects nothing. */
const openPlace = (one: Open) => ({
  list: listOf(one, one.accountId.charCodeAt(one.accountId.length - 1) % SHARD_COUNT),
  at: `${one.effectiveOn}#${one.id}`,
});

const itemOf = (one: StoredExpectation): Item => ({
  ...keyOf(one),
  ...one,
  ...(one.matchId === undefined && one.amount !== 0 && openPlace(one)),
});

const PAGE_SIZE = 500;
/** A hundred thousand payments and reversals of one account. */
const PAGE_COUNT_MAX = 200;

/** What transactions write of expectations. */
const expectationChanges = {
  /** As it was folded, written only on what was read. */
  folded: (before: StoredExpectation | undefined, after: Expected): Replace => ({
    kind: "replace",
    name: "expectation",
    item: itemOf(
      StoredExpectation.parse({ ...after, ...carried(before), revision: (before?.revision ?? 0) + 1 }),
    ),
    when: before === undefined ? [{ attribute: "pk", is: "absent" }] : unchanged(before),
  }),
  marked: (accountId: AccountId, sequence: number): Replace => ({
    kind: "replace",
    name: "mark",
    item: { ...markKey(accountId), sequence },
    when: [{ attribute: "sequence", is: "at-most", value: sequence }],
  }),
  /** It is matched as it was read: nobody else can claim it. */
  claimed: (one: Claimed, matchId: string): Update => ({
    kind: "update",
    name: "expectation",
    key: keyOf(one),
    set: { matchId },
    add: { revision: 1 },
    remove: ["list", "at"],
    when: standing(one),
  }),
  /** It is open again; only by the match that had it. */
  released: ({ revision: _revision, ...one }: Claimed, matchId: string): Update => ({
    kind: "update",
    name: "expectation",
    key: keyOf(one),
    set: openPlace({ ...one, effectiveOn: one.on }),
    add: { revision: 1 },
    remove: ["matchId", "matchedAs"],
    when: [{ attribute: "matchId", is: "=", value: matchId }],
  }),
};

/** What takes an expectation for a match and gives it back: `on` is its effective date. */
type Claimed = Pick<StoredExpectation, "accountId" | "id" | "lenderId" | "currency" | "revision"> & {
  readonly on: LocalDate;
};

export const expectationStore = (reader: Pick<Reader, "get" | "page" | "getAll">) => ({
  ofAccount: async (accountId: AccountId): Promise<readonly StoredExpectation[]> => {
    const found: StoredExpectation[] = [];
    let after: Page["next"];
    // A page of DynamoDB ends after a megabyte, whatever was asked for.
    for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
      const { items, next } = await reader.page({
        pk: `ACCOUNT#${accountId}`,
        prefix: "EXPECTED#",
        limit: PAGE_SIZE,
        ...(after && { after }),
      });
      found.push(...items.map((item) => StoredExpectation.parse(item)));
      if (next === undefined) return found;
      after = next;
    }
    throw new Error(`${accountId} has too many payments to be read at once`);
  },
  /**
   * Those that lines of advices name by the reporter's reference, whatever became of them; of a reversal the payment
   * that it takes back as well.
   */
  named: async (lines: readonly Naming[]): Promise<readonly StoredExpectation[]> =>
    (await reader.getAll(await keysNamed(reader, lines))).map((item) => StoredExpectation.parse(item)),
  /** Those of these accounts by their ids, whatever became of them. */
  findAll: async (
    all: readonly Pick<StoredExpectation, "accountId" | "id">[],
  ): Promise<readonly StoredExpectation[]> =>
    (await reader.getAll(all.map(keyOf))).map((item) => StoredExpectation.parse(item)),
  /** Up to which event each account was folded; none where it never was. */
  marks: async (accountIds: readonly AccountId[]): Promise<ReadonlyMap<string, number>> => {
    const found = await reader.getAll(accountIds.map(markKey));
    return new Map(
      found
        .map((item) => Mark.parse(item))
        .map(({ pk, sequence }) => [pk.slice("ACCOUNT#".length), sequence]),
    );
  },
  /** A page of what is open in a book, by shard. */
  open: async (
    { shard, ...book }: Pick<StoredExpectation, "lenderId" | "currency"> & { readonly shard: number },
    limit: number,
    after?: Page["next"],
  ) => {
    const page = await listing(reader)({ list: listOf(book, shard), limit, after });
    const items = page.items.map((item) => StoredExpectation.parse(item));
    // The index follows the table with a delay: what was claimed meanwhile is open no more.
    return { ...page, items: items.filter(({ matchId }) => matchId === undefined) };
  },
  shards: Array.from({ length: SHARD_COUNT }, (_, shard) => shard),
  ...expectationChanges,
});

export type ExpectationStore = ReturnType<typeof expectationStore>;

const standing = ({ revision }: Pick<StoredExpectation, "revision">) =>
  [
    { attribute: "revision", is: "=", value: revision } as const,
    { attribute: "matchId", is: "absent" } as const,
  ] as const;

/** What is matched is folded again as what is open is: only on what was read. */
const unchanged = (before: StoredExpectation) =>
  before.matchId === undefined
    ? standing(before)
    : ([{ attribute: "revision", is: "=", value: before.revision }] as const);

const carried = (before: StoredExpectation | undefined): object =>
  before?.matchId === undefined ? {} : { matchId: before.matchId };
