import * as z from "zod";
import type { Create } from "../kernel/change.ts";
import type { AccountId, LenderId } from "../kernel/ids.ts";
import type { Reader } from "../platform/dynamo.ts";
import type { Vault } from "../platform/vault.ts";
import { Debtor } from "./wire.ts";

const Sealed = z.object({ sealed: z.instanceof(Uint8Array) });

/** The sealed text names its account, so that one debtor cannot be passed off as another's. */
const Opened = z.object({ accountId: z.string(), debtor: Debtor });

const debtorKey = (accountId: AccountId) => ({ pk: `ACCOUNT#${accountId}`, sk: "DEBTOR" });

/** Debtors at rest are unreadable without the personal-data key, whoever reads the table. */
export const debtorStore = (reader: Reader, vault: Vault) => ({
  find: async (accountId: AccountId, lenderId: LenderId): Promise<Debtor | undefined> => {
    const item = await reader.get(debtorKey(accountId));
    if (item === undefined) return undefined;
    const opened = Opened.parse(JSON.parse(await vault.open(Sealed.parse(item).sealed, { lenderId })));
    if (opened.accountId !== accountId) throw new Error("a debtor sealed for another account");
    return opened.debtor;
  },
  seal: async (accountId: AccountId, lenderId: LenderId, debtor: Debtor): Promise<Create> => ({
    kind: "create",
    name: "debtor",
    item: {
      ...debtorKey(accountId),
      sealed: await vault.seal(JSON.stringify({ accountId, debtor }), { lenderId }),
    },
  }),
});

export type DebtorStore = ReturnType<typeof debtorStore>;
