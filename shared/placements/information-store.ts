import * as z from "zod";
import { informationField } from "../disclosure/wire.ts";
import type { Create } from "../kernel/change.ts";
import type { AccountId, LenderId } from "../kernel/ids.ts";
import type { Reader } from "../platform/dynamo.ts";
import type { Vault } from "../platform/vault.ts";

const Sealed = z.object({ sealed: z.instanceof(Uint8Array) });

/** The sealed text names its account and its event, so that one answer cannot be passed off as another. */
const Opened = z.object({ accountId: z.string(), sequence: z.int(), text: z.string() });

/** An answer is kept beside the event that says that it was given. */
type InformationRef = { readonly accountId: AccountId; readonly sequence: number };

const informationKey = ({ accountId, sequence }: InformationRef) => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `INFORMATION#${String(sequence).padStart(8, "0")}`,
});

/** By the field, keys can be allowed to some and not to others. */
const contextOf = (lenderId: LenderId) => ({ lenderId, field: informationField });

/** What lenders answer to agencies' questions: often an address or a number, so sealed as the debtor is. */
export const informationStore = (reader: Reader, vault: Vault) => ({
  find: async (of: InformationRef, lenderId: LenderId): Promise<string | undefined> => {
    const item = await reader.get(informationKey(of));
    if (item === undefined) return undefined;
    const opened = Opened.parse(JSON.parse(await vault.open(Sealed.parse(item).sealed, contextOf(lenderId))));
    if (opened.accountId !== of.accountId || opened.sequence !== of.sequence)
      throw new Error("an answer sealed for another event");
    return opened.text;
  },
  seal: async (of: InformationRef, lenderId: LenderId, text: string): Promise<Create> => ({
    kind: "create",
    name: "information",
    item: {
      ...informationKey(of),
      sealed: await vault.seal(JSON.stringify({ ...of, text }), contextOf(lenderId)),
    },
  }),
});

export type InformationStore = ReturnType<typeof informationStore>;
