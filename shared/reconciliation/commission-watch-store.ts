import * as z from "zod";
import type { Create, Update } from "../kernel/change.ts";
import { AccountId, AgencyId, LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { LocalDate, type Instant } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";

/** An account whose commission the next run looks at; on the list for as long as something is to be given back. */
const CommissionWatch = z.object({ accountId: AccountId, revision: z.int() });
export type CommissionWatch = z.infer<typeof CommissionWatch>;

/** Commission and tax that an agency gave back by a line of an advice. */
export const GivenBack = z.object({
  lineId: z.string(),
  remittanceId: z.string(),
  agencyId: AgencyId,
  /** The payment that it was taken for. */
  paymentRef: z.string(),
  /** Who had the money: what the lender had goes by its own reference. */
  recipient: z.enum(["AGENCY", "LENDER"]),
  amount: z.int(),
  tax: z.int(),
  effectiveOn: LocalDate,
});
export type GivenBack = z.infer<typeof GivenBack>;

const Owned = z.object({ accountId: AccountId, lenderId: LenderId, currency: Currency });
type Owned = z.infer<typeof Owned>;

const watchKey = (accountId: AccountId) => ({ pk: `ACCOUNT#${accountId}`, sk: "COMMISSION" });

const givenBackKey = (accountId: AccountId, lineId: string) => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `GIVENBACK#${lineId}`,
});

const listOf = ({ lenderId, currency }: Omit<Owned, "accountId">): string =>
  `COMMISSION#${lenderId}#${currency}`;

/** More than an account has payments. */
const GIVEN_BACK_COUNT_MAX = 10_000;

/** What transactions write of it; whoever only watches reads nothing. */
export const watchChanges = {
  /** The next run looks at it: whoever says so adds to the revision, so that no run overlooks who came meanwhile. */
  watched: ({ accountId, lenderId, currency }: Owned, now: Instant): Update => ({
    kind: "update",
    name: "commission",
    key: watchKey(accountId),
    set: { accountId, list: listOf({ lenderId, currency }), at: `${now}#${accountId}` },
    add: { revision: 1 },
    when: [],
  }),
  /** Nothing is left to be given back, unless somebody said otherwise since it was read. */
  left: ({ accountId, revision }: CommissionWatch): Update => ({
    kind: "update",
    name: "commission",
    key: watchKey(accountId),
    remove: ["list", "at"],
    when: [{ attribute: "revision", is: "=", value: revision }],
  }),
  given: (accountId: AccountId, back: GivenBack): Create => ({
    kind: "create",
    name: "given-back",
    item: { ...givenBackKey(accountId, back.lineId), ...back },
  }),
};

export const commissionWatchStore = (reader: Pick<Reader, "page" | "getAll">) => ({
  /** A page of a book's accounts that are looked at, oldest first. */
  page: async (of: Omit<Owned, "accountId">, limit: number, after?: Page["next"]) => {
    const page = await listing(reader)({ list: listOf(of), limit, after });
    return { ...page, items: page.items.map((item) => CommissionWatch.parse(item)) };
  },
  /** All that was given back of an account's commission. */
  givenBack: async (accountId: AccountId): Promise<readonly GivenBack[]> => {
    const page = await reader.page({
      pk: `ACCOUNT#${accountId}`,
      prefix: "GIVENBACK#",
      limit: GIVEN_BACK_COUNT_MAX,
    });
    if (page.next !== undefined) throw new Error(`${accountId} was given back too much to be read at once`);
    return page.items.map((item) => GivenBack.parse(item));
  },
  /** Which of these lines are noted with their account. */
  noted: async (lines: readonly { readonly accountId: AccountId; readonly lineId: string }[]) => {
    const found = await reader.getAll(lines.map(({ accountId, lineId }) => givenBackKey(accountId, lineId)));
    return new Set(found.map((item) => GivenBack.parse(item).lineId));
  },
  ...watchChanges,
});

export type CommissionWatchStore = ReturnType<typeof commissionWatchStore>;
