import * as z from "zod";
import type { Create, Update } from "../kernel/change.ts";
import { AccountId, type LenderId } from "../kernel/ids.ts";
import type { BlindIndex } from "../platform/blind-index.ts";
import type { Reader } from "../platform/dynamo.ts";
import type { Vault } from "../platform/vault.ts";
import { ContactPoint, Debtor, type Identifier } from "./wire.ts";

/** What of a debtor is sealed, each field by itself. The rest are codes that name nobody. */
const sealedFields = ["name", "contactPoints", "dateOfBirth", "identifier"] as const;
type SealedField = (typeof sealedFields)[number];

/** What can be opened again. The identifier is not: nobody is told it, and a debtor is found by its hash. */
const openableFields = ["name", "contactPoints", "dateOfBirth"] as const;
export type OpenableField = (typeof openableFields)[number];

/** As much of a debtor as was opened. */
export const OpenedDebtor = z.object({
  language: Debtor.shape.language,
  region: Debtor.shape.region,
  name: Debtor.shape.name.exactOptional(),
  contactPoints: z.array(ContactPoint).exactOptional(),
  dateOfBirth: Debtor.shape.dateOfBirth,
});
export type OpenedDebtor = z.infer<typeof OpenedDebtor>;

const Stored = z.object({
  language: Debtor.shape.language,
  region: Debtor.shape.region,
  sealed: z.partialRecord(z.enum(sealedFields), z.instanceof(Uint8Array)),
});

/** The sealed text names its account, so that one debtor's cannot be passed off as another's. */
const Opened = z.object({ accountId: z.string(), value: z.unknown() });

const debtorKey = (accountId: AccountId) => ({ pk: `ACCOUNT#${accountId}`, sk: "DEBTOR" });

/** Debtors at rest are unreadable without the personal-data key, whoever reads the table. */
export const debtorStore = (reader: Reader, vault: Vault, blindIndex: BlindIndex = notIndexed) => ({
  /** The debtor with these fields opened, where they are known, and no others. */
  find: async (
    accountId: AccountId,
    lenderId: LenderId,
    fields: readonly OpenableField[],
  ): Promise<OpenedDebtor | undefined> => {
    const item = await reader.get(debtorKey(accountId));
    if (item === undefined) return undefined;
    const { sealed, ...plain } = Stored.parse(item);
    const opened = await Promise.all(
      fields.map(async (field) => {
        const bytes = sealed[field];
        return bytes === undefined
          ? []
          : [[field, await openField(vault, bytes, { accountId, lenderId, field })] as const];
      }),
    );
    return OpenedDebtor.parse({ ...plain, ...Object.fromEntries(opened.flat()) });
  },
  seal: async (accountId: AccountId, lenderId: LenderId, debtor: Debtor): Promise<Create> => {
    const known = sealedFields.filter((field) => debtor[field] !== undefined);
    const sealed = await Promise.all(
      known.map(async (field) => {
        const text = JSON.stringify({ accountId, value: debtor[field] });
        return [field, await vault.seal(text, { lenderId, field })] as const;
      }),
    );
    const { language, region } = debtor;
    return {
      kind: "create",
      name: "debtor",
      item: { ...debtorKey(accountId), language, region, sealed: Object.fromEntries(sealed) },
    };
  },
  /** What a debtor is found by within a lender; another lender's index of the same person tells nothing. */
  indexOf: async (lenderId: LenderId, { type, value }: Identifier): Promise<string> =>
    blindIndex(JSON.stringify([lenderId, type, normalised(value)])),
  ...debtorAccounts(reader),
});

export type DebtorStore = ReturnType<typeof debtorStore>;

type FieldOf = { readonly accountId: AccountId; readonly lenderId: LenderId; readonly field: SealedField };

async function openField(
  vault: Vault,
  bytes: Uint8Array,
  { accountId, lenderId, field }: FieldOf,
): Promise<unknown> {
  const opened = Opened.parse(JSON.parse(await vault.open(bytes, { lenderId, field })));
  if (opened.accountId !== accountId) throw new Error("a debtor sealed for another account");
  return opened.value;
}

/** A function that was given no key for it cannot place accounts with identifiers, and must not do it unindexed. */
const notIndexed: BlindIndex = async () => {
  throw new Error("this function has no key for debtors' identifiers");
};

/** How an identifier is written does not matter: case, width, spaces and separators go. */
const normalised = (value: string): string =>
  value
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");

/** One debtor's accounts at a lender, and how often one was added: what was decided on them is guarded by it. */
export type DebtorAccounts = {
  readonly lenderId: LenderId;
  readonly index: string;
  readonly version: number;
  readonly entries: readonly DebtorEntry[];
};

const DebtorEntry = z.object({ accountId: AccountId, originalAccountRef: z.string().exactOptional() });
export type DebtorEntry = z.infer<typeof DebtorEntry>;

const Head = z.object({ sk: z.literal("DEBTOR"), version: z.int() });

/** More accounts of one debtor at one lender than anybody has; a company's hundreds would not be told apart. */
const DEBTOR_ACCOUNTS_MAX = 200;

const indexKey = (lenderId: LenderId, index: string) => `DEBTOR#${lenderId}#${index}`;

/** The items by which a debtor's accounts are found. `DEBTOR` sorts behind every `ACCOUNT#…`. */
export const debtorAccounts = (reader: Pick<Reader, "page">) => ({
  accountsOf: async (lenderId: LenderId, index: string): Promise<DebtorAccounts> => {
    const pk = indexKey(lenderId, index);
    const { items } = await reader.page({ pk, limit: DEBTOR_ACCOUNTS_MAX, newestFirst: true });
    const version = items.flatMap((item) => Head.safeParse(item).data?.version ?? [])[0] ?? 0;
    const entries = items.flatMap((item) => DebtorEntry.safeParse(item).data ?? []);
    return { lenderId, index, version, entries };
  },
  /** Adds an account, if none was added since these were read: two of a debtor at once are decided one by one. */
  joined: ({ lenderId, index, version }: DebtorAccounts, entry: DebtorEntry): readonly [Create, Update] => [
    {
      kind: "create",
      name: "debtor-entry",
      item: { pk: indexKey(lenderId, index), sk: `ACCOUNT#${entry.accountId}`, ...entry },
    },
    debtorHead({ lenderId, index, version }),
  ],
  /** Nothing is added, but what was decided on these accounts must still be true. */
  seen: debtorHead,
});

function debtorHead({ lenderId, index, version }: Omit<DebtorAccounts, "entries">): Update {
  return {
    kind: "update",
    name: "debtor-head",
    key: { pk: indexKey(lenderId, index), sk: "DEBTOR" },
    add: { version: 1 },
    when: [
      version === 0
        ? { attribute: "version", is: "absent" }
        : { attribute: "version", is: "=", value: version },
    ],
  };
}
