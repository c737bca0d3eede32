import * as z from "zod";
import type { Item, Replace, Update } from "../kernel/change.ts";
import { AccountId, AgencyId, LenderId, PlacementId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";
import { CommissionLine } from "../commissions/line-wire.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import { expectationId } from "./expectation-id.ts";
import type { Expected } from "./fold-payments.ts";
import type { Kind } from "./model.ts";

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

const keyOf = ({ accountId, id }: Pick<StoredExpectation, "accountId" | "id">) => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `EXPECTED#${id}`,
});

const listOf = (
  { lenderId, currency }: Pick<StoredExpectation, "lenderId" | "currency">,
  shard: number,
): string => `EXPECTED#${lenderId}#${currency}#${shard}`;

const markKey = (accountId: string) => ({ pk: `ACCOUNT#${accountId}`, sk: "EXPECTED" });

const Mark = z.object({ pk: z.string(), sequence: z.int() });

type Open = Pick<StoredExpectation, "accountId" | "id" | "lenderId" | "currency" | "effectiveOn">;

/** Where an expectation is for as long as nothing is matched with it. */
const openPlace = (one: Open) => ({
  list: listOf(one, one.accountId.charCodeAt(one.accountId.length - 1) % SHARD_COUNT),
  at: `${one.effectiveOn}#${one.id}`,
});

const itemOf = (one: StoredExpectation): Item => ({
  ...keyOf(one),
  ...one,
  ...(one.matchId === undefined && openPlace(one)),
});

/** A payment's fact: an agency's own, or one that the lender got. */
const Paid = z.object({
  pk: z.string(),
  accountId: z.string(),
  agencyId: AgencyId.exactOptional(),
  paymentRef: z.string(),
});

/** A line of an advice, as far as it names a payment. */
export type Naming = {
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId;
  readonly paymentRef?: string;
  readonly kind: Kind;
  readonly recipient: string;
};

/** What the lender had may be named by the lender's reference. */
const payersOf = ({ lenderId, agencyId, recipient }: Naming): readonly string[] =>
  recipient === "LENDER" ? [agencyId, lenderId] : [agencyId];

/** DynamoDB refuses a key that is asked for twice. */
const distinct = (keys: readonly { readonly pk: string; readonly sk: string }[]) => [
  ...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values(),
];

const EXPECTATION_COUNT_MAX = 10_000;

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
    const page = await reader.page({
      pk: `ACCOUNT#${accountId}`,
      prefix: "EXPECTED#",
      limit: EXPECTATION_COUNT_MAX,
    });
    if (page.next !== undefined) throw new Error(`${accountId} has too many payments to be read at once`);
    return page.items.map((item) => StoredExpectation.parse(item));
  },
  /** Those that lines of advices name by the reporter's reference, whatever became of them. */
  named: async (lines: readonly Naming[]): Promise<readonly StoredExpectation[]> => {
    const named = lines.flatMap((line) =>
      line.paymentRef === undefined || line.kind === "REVERSAL"
        ? []
        : payersOf(line).map((payer) => ({ line, pk: `PAYMENT#${payer}#${line.paymentRef}`, sk: "PAYMENT" })),
    );
    const items = await reader.getAll(distinct(named.map(({ pk, sk }) => ({ pk, sk }))));
    const paid = new Map(items.map((item) => Paid.parse(item)).map((one) => [one.pk, one]));
    const keys = named.flatMap(({ pk, line: { agencyId } }) => {
      const one = paid.get(pk);
      if (one === undefined) return [];
      const reporter = one.agencyId === undefined ? "LENDER" : "AGENCY";
      const id = expectationId({ agencyId, reporter }, "PAYMENT", one.paymentRef);
      return [{ pk: `ACCOUNT#${one.accountId}`, sk: `EXPECTED#${id}` }];
    });
    return (await reader.getAll(distinct(keys))).map((item) => StoredExpectation.parse(item));
  },
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
