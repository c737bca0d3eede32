import * as z from "zod";
import { watched, watchKey, watchListOf } from "../commissions/watched.ts";
import type { Create, Update } from "../kernel/change.ts";
import { AccountId, AgencyId, type LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";
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

type BookOf = { readonly lenderId: LenderId; readonly currency: Currency };

const givenBackKey = (accountId: AccountId, lineId: string) => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `GIVENBACK#${lineId}`,
});

/** More than an account has payments. */
const GIVEN_BACK_COUNT_MAX = 10_000;

const watchChanges = {
  watched,
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
  page: async (of: BookOf, limit: number, after?: Page["next"]) => {
    const page = await listing(reader)({ list: watchListOf(of), limit, after });
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
