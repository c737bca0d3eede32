import * as z from "zod";
import type { Replace } from "../kernel/change.ts";
import { AccountId, AgencyId, LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import type { Credit } from "./model.ts";

const creditsOf = ({ lenderId, currency }: Pick<Credit, "lenderId" | "currency">): string =>
  `CREDITS#${lenderId}#${currency}`;

const StoredCredit = z.object({
  lenderId: LenderId,
  agencyId: AgencyId,
  accountId: AccountId,
  currency: Currency,
  amount: z.int(),
  since: LocalDate,
});

/** What accounts show beyond what was owed, by book. */
export const creditStore = (reader: Pick<Reader, "page" | "getAll">) => ({
  /** What the account shows beyond what was owed, as of the same event as its mark: on the list as long as it does. */
  credited: (accountId: AccountId, sequence: number, credit: Credit | undefined): Replace => ({
    kind: "replace",
    name: "credit",
    item: {
      pk: `ACCOUNT#${accountId}`,
      sk: "CREDIT",
      sequence,
      ...(credit && { ...credit, list: creditsOf(credit), at: `${credit.since}#${accountId}` }),
    },
    when: [{ attribute: "sequence", is: "at-most", value: sequence }],
  }),
  /** A page of the accounts of a book that have shown more than was owed since a day or longer, oldest first. */
  credits: async (
    { since, ...book }: Pick<Credit, "lenderId" | "currency" | "since">,
    limit: number,
    after?: Page["next"],
  ) => {
    const page = await listing(reader)({ list: creditsOf(book), upTo: `${since}#~`, limit, after });
    const items = page.items.flatMap((item): Credit[] => {
      // The index follows the table with a delay: what was paid back meanwhile is no credit any more.
      const credit = StoredCredit.safeParse(item);
      return credit.success ? [credit.data] : [];
    });
    return { items, ...(page.next && { next: page.next }) };
  },
});

export type CreditStore = ReturnType<typeof creditStore>;
