import type { Key } from "../kernel/change.ts";
import type { BankFileId } from "../kernel/ids.ts";

/** What a file holds stands in its own partition. */
export const contentPk = (fileId: BankFileId): string => `BANKFILE#${fileId}`;

export const STATEMENT_PREFIX = "STATEMENT#";
/** Entries that could not be read. */
export const ENTRY_PREFIX = "QUARANTINED#";

const numbered =
  (prefix: string) =>
  (fileId: BankFileId, number: number): Key => ({
    pk: contentPk(fileId),
    sk: `${prefix}${String(number).padStart(8, "0")}`,
  });

export const statementKey = numbered(STATEMENT_PREFIX);
export const entryKey = numbered(ENTRY_PREFIX);
