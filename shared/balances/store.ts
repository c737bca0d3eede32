import type { Create } from "../kernel/change.ts";
import type { AccountId } from "../kernel/ids.ts";
import type { Reader } from "../platform/dynamo.ts";
import { BalanceChange } from "./model.ts";

const keyOf = ({ accountId, kind, ref }: Pick<BalanceChange, "accountId" | "kind" | "ref">) => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `${kind}#${ref}`,
});

export const balanceChangeStore = (reader: Pick<Reader, "get">) => ({
  find: async (
    accountId: AccountId,
    { kind, ref }: Pick<BalanceChange, "kind" | "ref">,
  ): Promise<BalanceChange | undefined> => {
    const item = await reader.get(keyOf({ accountId, kind, ref }));
    return item === undefined ? undefined : BalanceChange.parse(item);
  },
  /** What goes into the transaction of a refund or a write-off. */
  created: (change: BalanceChange): Create => ({
    kind: "create",
    name: "balance-change",
    item: { ...keyOf(change), ...change },
  }),
});

export type BalanceChangeStore = ReturnType<typeof balanceChangeStore>;
