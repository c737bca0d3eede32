import type { BankFileId, LenderId } from "../kernel/ids.ts";
import type { Page, PutOne, Reader } from "../platform/dynamo.ts";
import { listing, type ListQuery } from "../platform/listing.ts";
import { QuarantinedBankLineView } from "./line-wire.ts";
import { STATEMENT_COUNT_MAX, type BankFile } from "./model.ts";
import { BankStatementView } from "./wire.ts";

const pkOf = (fileId: BankFileId): string => `BANKFILE#${fileId}`;

const numbered = (prefix: string, number: number): string => `${prefix}${String(number).padStart(8, "0")}`;

type Paging = Pick<ListQuery, "limit" | "after">;

type Deps = { readonly reader: Reader; readonly put: PutOne };

/** What a file holds besides its lines: statements, and what could not be read. Kept again, it is the same. */
export const bankContentStore = ({ reader, put }: Deps) => ({
  keepStatement: async (fileId: BankFileId, one: BankStatementView): Promise<void> =>
    put({ pk: pkOf(fileId), sk: numbered("STATEMENT#", one.number), ...one }),
  /** All statements of a file. */
  statements: async (fileId: BankFileId): Promise<readonly BankStatementView[]> => {
    const found: BankStatementView[] = [];
    let after: Page["next"];
    do {
      const query = { pk: pkOf(fileId), prefix: "STATEMENT#", limit: STATEMENT_COUNT_MAX };
      const page = await reader.page({ ...query, ...(after && { after }) });
      found.push(...page.items.map((item) => BankStatementView.parse(item)));
      after = page.next;
    } while (after !== undefined && found.length < STATEMENT_COUNT_MAX);
    return found;
  },
  /** A work list of the lender: what is in it keeps a period from being closed. */
  keepQuarantined: async ({ lenderId, createdAt }: BankFile, one: QuarantinedBankLineView): Promise<void> => {
    const place = numbered("QUARANTINED#", one.number);
    const listed = { list: `BANKQUARANTINE#${lenderId}`, at: `${createdAt}#${one.fileId}#${place}` };
    await put({ pk: pkOf(one.fileId), sk: place, ...one, ...listed });
  },
  quarantined: async (fileId: BankFileId, { limit, after }: Paging) => {
    const page = await reader.page({
      pk: pkOf(fileId),
      prefix: "QUARANTINED#",
      limit,
      ...(after && { after }),
    });
    return quarantinedIn(page);
  },
  /** Everything that could not be read of a lender's files, oldest file first. */
  quarantinedOf: async (lenderId: LenderId, { limit, after }: Paging) =>
    quarantinedIn(await listing(reader)({ list: `BANKQUARANTINE#${lenderId}`, limit, after })),
});

const quarantinedIn = ({ items, next }: Page) => ({
  items: items.map((item) => QuarantinedBankLineView.parse(item)),
  ...(next && { next }),
});

export type BankContentStore = ReturnType<typeof bankContentStore>;
