import type { Create, Item, Replace } from "../kernel/change.ts";
import type { BankFileId, LenderId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { guard } from "../kernel/transitions.ts";
import type { CreateOne, Page, Reader } from "../platform/dynamo.ts";
import { listing, type ListQuery } from "../platform/listing.ts";
import { receiptExpiry } from "../platform/time-to-live.ts";
import { contentPk, ENTRY_PREFIX, entryKey, STATEMENT_PREFIX, statementKey } from "./content-keys.ts";
import { entryTransitions, isSettled, StoredEntry } from "./entry-model.ts";
import { STATEMENT_COUNT_MAX, type BankFile } from "./model.ts";
import { BankStatementView } from "./wire.ts";

type Paging = Pick<ListQuery, "limit" | "after">;

type Deps = { readonly reader: Reader; readonly create: CreateOne };

/**
 * What a file holds besides its lines: statements, and entries that could not be read. Each is kept once, so that
 * what a person made of it since is not forgotten.
 */
export const bankContentStore = ({ reader, create }: Deps) => ({
  ...statementsIn(reader, create),
  ...entriesIn(reader, create),
  ...settlingEntries,
});

const statementsIn = (reader: Reader, create: CreateOne) => ({
  keepStatement: async (fileId: BankFileId, one: BankStatementView): Promise<void> => {
    await create({ ...statementKey(fileId, one.number), ...one });
  },
  statement: async (fileId: BankFileId, number: number): Promise<BankStatementView | undefined> => {
    const item = await reader.get(statementKey(fileId, number));
    return item === undefined ? undefined : BankStatementView.parse(item);
  },
  /** All statements of a file. */
  statements: async (fileId: BankFileId): Promise<readonly BankStatementView[]> => {
    const found: BankStatementView[] = [];
    let after: Page["next"];
    do {
      const query = { pk: contentPk(fileId), prefix: STATEMENT_PREFIX, limit: STATEMENT_COUNT_MAX };
      const page = await reader.page({ ...query, ...(after && { after }) });
      found.push(...page.items.map((item) => BankStatementView.parse(item)));
      after = page.next;
    } while (after !== undefined && found.length < STATEMENT_COUNT_MAX);
    return found;
  },
});

const entriesIn = (reader: Reader, create: CreateOne) => ({
  /** What waits keeps a period from being closed. */
  keepQuarantined: async (file: BankFile, one: StoredEntry): Promise<void> => {
    await create(entryItem(file, one));
  },
  entry: async (fileId: BankFileId, number: number): Promise<StoredEntry | undefined> => {
    const item = await reader.get(entryKey(fileId, number));
    return item === undefined ? undefined : StoredEntry.parse(item);
  },
  /** Those of these entries that there are, in their order. */
  entries: async (fileId: BankFileId, numbers: readonly number[]): Promise<readonly StoredEntry[]> => {
    const found = await reader.getAll(numbers.map((number) => entryKey(fileId, number)));
    return found.map((item) => StoredEntry.parse(item)).toSorted((a, b) => a.number - b.number);
  },
  /** All that could not be read of a file, what is settled among it. */
  quarantined: async (fileId: BankFileId, { limit, after }: Paging) => {
    const query = { pk: contentPk(fileId), prefix: ENTRY_PREFIX, limit, ...(after && { after }) };
    return quarantinedIn(await reader.page(query));
  },
  /** The work list of a lender: what is not settled, oldest file first. */
  quarantinedOf: async (lenderId: LenderId, { limit, after }: Paging) =>
    quarantinedIn(await listing(reader)({ list: listOf(lenderId), limit, after })),
});

/** What the transaction writes that decides about an entry. */
const settlingEntries = {
  /** That a step was taken: taking it again meets this mark. */
  entryStep: ({ fileId, number, version }: StoredEntry, now: Instant): Create => ({
    kind: "create",
    name: "step",
    item: {
      pk: contentPk(fileId),
      sk: `STEP#${number}#${version}`,
      takenAt: now,
      expiresAt: receiptExpiry(now),
    },
  }),
  /** Written only on what was read. Those of before have no state yet. */
  entryChanged: (file: BankFile, before: StoredEntry, after: StoredEntry): Replace => ({
    kind: "replace",
    name: "bank-entry",
    item: entryItem(file, after),
    when:
      before.version === 0
        ? [{ attribute: "state", is: "absent" }]
        : [
            { attribute: "version", is: "=", value: before.version },
            guard(entryTransitions, { attribute: "state", to: after.state }),
          ],
  }),
  /** A statement with one entry more that is settled. */
  statementSettled: (fileId: BankFileId, before: BankStatementView, after: BankStatementView): Replace => ({
    kind: "replace",
    name: "bank-statement",
    item: { ...statementKey(fileId, after.number), ...after },
    when: [
      before.settled === 0
        ? { attribute: "settled", is: "at-most", value: 0 }
        : { attribute: "settled", is: "=", value: before.settled },
    ],
  }),
};

const listOf = (lenderId: LenderId): string => `BANKQUARANTINE#${lenderId}`;

/** What is settled is no work any more. */
function entryItem({ lenderId, createdAt }: BankFile, one: StoredEntry): Item {
  const key = entryKey(one.fileId, one.number);
  const work = { list: listOf(lenderId), at: `${createdAt}#${one.fileId}#${key.sk}` };
  return { ...key, ...one, ...(!isSettled(one) && work) };
}

const quarantinedIn = ({ items, next }: Page) => ({
  items: items.map((item) => StoredEntry.parse(item)),
  ...(next && { next }),
});

export type BankContentStore = ReturnType<typeof bankContentStore>;
