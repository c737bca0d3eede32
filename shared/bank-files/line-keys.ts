import type { Key, Update } from "../kernel/change.ts";
import type { LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { LineKey, StoredLine } from "./line.ts";

export const lineKey = ({ lenderId, lineId, isNotification }: LineKey): Key => ({
  pk: `BANKLINE#${lenderId}#${lineId}`,
  sk: isNotification ? "NOTIFICATION" : "BANKLINE",
});

/** A lender's open lines are in so many lists, so that no busy day of it is written by one partition. */
const SHARD_COUNT = 8;

const listOf = (lenderId: LenderId, currency: Currency, shard: number): string =>
  `BANK#${lenderId}#${currency}#${shard}`;

export const openLists = (lenderId: LenderId, currency: Currency): readonly string[] =>
  Array.from({ length: SHARD_COUNT }, (_, shard) => listOf(lenderId, currency, shard));

type Open = Pick<StoredLine, "lenderId" | "lineId" | "currency" | "valueDate">;

/** Where a line is for as long as nothing matches it: by value date, then by its identity, which is a hash. */
export const openPlace = ({ lenderId, lineId, currency, valueDate }: Open) => ({
  list: listOf(lenderId, currency, Number.parseInt(lineId.slice(0, 2), 16) % SHARD_COUNT),
  at: `${valueDate}#${lineId}`,
});

export const changeOfLine = ({ lenderId, lineId }: Pick<StoredLine, "lenderId" | "lineId">) =>
  ({
    kind: "update",
    name: "bank-line",
    key: lineKey({ lenderId, lineId, isNotification: false }),
  }) satisfies Partial<Update>;

/** What is booked stands over what is not, and nothing over what is booked. */
export const BOOKED_RANK = 1;

/** Only what is booked is matched, or told in detail. */
export const booked = { attribute: "rank", is: "=", value: BOOKED_RANK } as const;
