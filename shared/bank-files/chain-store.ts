import * as z from "zod";
import { BankFileId, LenderId } from "../kernel/ids.ts";
import { LocalDate } from "../kernel/time.ts";
import type { PutOne, Reader } from "../platform/dynamo.ts";
import { BankAccountRef } from "../bank-accounts/wire.ts";

/** A statement in the chain of its account: where it ends, and the balances that it begins and ends with. */
export const ChainedStatement = z.object({
  lenderId: LenderId,
  bankAccountRef: BankAccountRef,
  fileId: BankFileId,
  number: z.int(),
  statementId: z.string(),
  opening: z.int(),
  closing: z.int(),
  closedOn: LocalDate,
});
export type ChainedStatement = z.infer<typeof ChainedStatement>;

type Account = Pick<ChainedStatement, "lenderId" | "bankAccountRef">;

const pkOf = ({ lenderId, bankAccountRef }: Account): string => `BANKCHAIN#${lenderId}#${bankAccountRef}`;

const placeOf = ({ closedOn, fileId, number }: ChainedStatement): string =>
  `${closedOn}#${fileId}#${String(number).padStart(4, "0")}`;

/** Statements of one account that end on one day: more are not looked at. */
const SAME_DAY_COUNT_MAX = 100;

/** Sorts behind every place of a day, and before the next day. */
const BEHIND_DAY = "$";

function firstDayOf(items: readonly unknown[]): readonly ChainedStatement[] {
  const found = items.map((item) => ChainedStatement.parse(item));
  return found.filter(({ closedOn }) => closedOn === found[0]?.closedOn);
}

/** Which statements of an account there are, by the day on which each ends. */
export const bankChainStore = ({ reader, put }: { readonly reader: Reader; readonly put: PutOne }) => ({
  ...bankChainReads(reader),
  /** Kept again, it is the same. */
  keep: async (one: ChainedStatement): Promise<void> => put({ pk: pkOf(one), sk: placeOf(one), ...one }),
});

export const bankChainReads = (reader: Pick<Reader, "page">) => ({
  /** Those that end on the same day, without this one. */
  ofDay: async (one: ChainedStatement): Promise<readonly ChainedStatement[]> => {
    const { items } = await reader.page({
      pk: pkOf(one),
      prefix: `${one.closedOn}#`,
      limit: SAME_DAY_COUNT_MAX,
    });
    return items
      .map((item) => ChainedStatement.parse(item))
      .filter((other) => placeOf(other) !== placeOf(one));
  },
  /** Those of the last day before it on which any ends. */
  before: async (one: ChainedStatement): Promise<readonly ChainedStatement[]> => {
    const { items } = await reader.page({
      pk: pkOf(one),
      upTo: `${one.closedOn}#`,
      limit: SAME_DAY_COUNT_MAX,
      newestFirst: true,
    });
    return firstDayOf(items);
  },
  /** Those of the first day on which any ends. */
  first: async (account: Account): Promise<readonly ChainedStatement[]> => {
    const { items } = await reader.page({ pk: pkOf(account), limit: SAME_DAY_COUNT_MAX });
    return firstDayOf(items);
  },
  /** Those of the last day on which any ends. */
  last: async (account: Account): Promise<readonly ChainedStatement[]> => {
    const { items } = await reader.page({ pk: pkOf(account), limit: SAME_DAY_COUNT_MAX, newestFirst: true });
    return firstDayOf(items);
  },
  /** Those of the next day behind it on which any ends. */
  behind: async (one: ChainedStatement): Promise<readonly ChainedStatement[]> => {
    const pk = pkOf(one);
    const { items } = await reader.page({
      pk,
      after: { pk, sk: `${one.closedOn}${BEHIND_DAY}` },
      limit: SAME_DAY_COUNT_MAX,
    });
    return firstDayOf(items);
  },
});

export type BankChainStore = ReturnType<typeof bankChainStore>;
