import type { StatementEnd } from "../bank-statements/model.ts";
import type { UploadView } from "../incoming-files/wire.ts";
import type { BankFile, KnownAccount } from "./model.ts";
import { reasonOf } from "./verdict.ts";
import { BankStatementView, type BankFileView } from "./wire.ts";

/** Faults of one statement that are kept with it. */
const FAULT_COUNT_MAX = 20;

const NAME_LENGTH_MAX = 200;

/** A file as finance sees it. What it does to money is told once it counts. */
export const bankFileView = (file: BankFile, upload?: UploadView): BankFileView => ({
  fileId: file.fileId,
  lenderId: file.lenderId,
  state: file.state,
  fileName: file.fileName,
  sha256: file.sha256,
  bytes: file.bytes,
  ...(file.format && { format: file.format }),
  ...(file.bankAccountRef && { bankAccountRef: file.bankAccountRef }),
  progress: progressOf(file),
  movements:
    file.state === "LOADED" ? file.stored.movements.map(({ latest: _latest, ...movement }) => movement) : [],
  reasons: file.reasons ?? [],
  createdAt: file.createdAt,
  ...(file.checkedAt && { checkedAt: file.checkedAt }),
  ...(file.loadedAt && { loadedAt: file.loadedAt }),
  ...(upload && { upload }),
});

function progressOf({ found, stored, corrected, rejected }: BankFile) {
  const { lines, new: fresh, known, provisional, notified } = stored;
  return {
    statements: found?.statements ?? 0,
    lines: found?.lines ?? 0,
    quarantined: found?.quarantined ?? 0,
    corrected,
    rejected,
    stored: lines,
    new: fresh,
    known,
    provisional,
    notified,
  };
}

export const statementView = (
  { statement, totals, quarantinedCount, faults, isProven }: StatementEnd,
  { bankAccountRef }: KnownAccount,
  number: number,
): BankStatementView =>
  BankStatementView.parse({
    number,
    statementId: statement.statementId.slice(0, NAME_LENGTH_MAX),
    bankAccountRef,
    kind: statement.kind,
    ...(statement.opening && { opening: statement.opening }),
    ...(statement.closing && { closing: statement.closing }),
    ...(statement.period && { period: statement.period }),
    totals: totals.map(({ currency, count, credits, debits }) => ({
      currency,
      lines: count,
      credits: String(credits),
      debits: String(debits),
    })),
    quarantined: quarantinedCount,
    proven: isProven,
    faults: faults.slice(0, FAULT_COUNT_MAX).map(reasonOf),
  });
