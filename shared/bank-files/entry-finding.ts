import { breakIdOf, otherFinding } from "../breaks/finding.ts";
import type { BreakRecord } from "../breaks/model.ts";
import { restated, righted } from "../breaks/righted.ts";
import type { BreakStep, By } from "../breaks/step.ts";
import type { BreakId } from "../breaks/wire.ts";
import type { StoredEntry } from "./entry-model.ts";
import { quarantinedFinding } from "./findings.ts";
import type { BankFile, KnownAccount } from "./model.ts";
import { surplusOf, waitingIn } from "./settled-statement.ts";
import type { BankStatementView } from "./wire.ts";

type Of = { readonly file: BankFile; readonly account: KnownAccount };

/** The break that an entry opened when it was loaded. */
export const breakIdOfEntry = (entry: StoredEntry, { file, account }: Of): BreakId =>
  breakIdOf(otherFinding(quarantinedFinding(file, account, entry)).fingerprint);

type Settled = {
  readonly entry: StoredEntry;
  readonly ledgerEventId: string;
  /** As it is with the entry settled. */
  readonly statement: BankStatementView;
};

/**
 * What becomes of that break when the entry is settled: it is resolved. Only the last entry of a statement whose
 * lines then still do not make its closing balance leaves it open, by what is between them.
 */
export function findingAfter(
  before: BreakRecord | undefined,
  { entry, ledgerEventId, statement }: Settled,
  by: By,
): BreakStep | undefined {
  const surplus = waitingIn(statement) === 0 ? surplusOf(statement) : 0;
  const { statementId, bankAccountRef } = statement;
  const isCorrected = entry.state === "CORRECTED";
  const what = `Entry ${entry.number} of ${entry.fileId} was ${isCorrected ? "corrected" : "rejected"}.`;
  if (surplus !== 0)
    return restated(
      before,
      {
        amount: surplus,
        explain: [
          what,
          `All entries of statement ${statementId} of ${bankAccountRef} are settled, and its lines are ${surplus} minor units off its closing balance.`,
        ],
      },
      by,
    );
  const method = isCorrected ? "CORRECTION" : "MANUAL";
  return righted(before, { explanation: what, method, ledgerEventId }, by);
}
