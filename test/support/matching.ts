import { openBankLineStore } from "../../shared/bank-files/open-line-store.ts";
import type { Clock } from "../../shared/kernel/time.ts";
import { createOne, newReader, updateOne, type Table } from "../../shared/platform/dynamo.ts";
import { newWrite, newWriteBeside } from "../../shared/platform/write.ts";
import { claimStore } from "../../shared/reconciliation/claim-store.ts";
import { commitMatch } from "../../shared/reconciliation/commit-match.ts";
import { expectationStore } from "../../shared/reconciliation/expectation-store.ts";
import { factChanges } from "../../shared/reconciliation/fact-changes.ts";
import { matchStore } from "../../shared/reconciliation/match-store.ts";
import { resumeMatches } from "../../shared/reconciliation/resume-matches.ts";
import { freezeStore } from "../../shared/remittances/freeze-store.ts";
import { remittanceStore } from "../../shared/remittances/store.ts";
import { unmatchRemittance } from "../../shared/remittances/unmatch-remittance.ts";
import { readerWithin, untouched, type Around } from "./around.ts";

/** What makes matches and gives them back, with something around every call. */
export function matchCases(table: Table, clock: Clock, around: Around = untouched) {
  const reader = readerWithin(around, newReader(table));
  const [writing, besides, updating, creating] = [
    newWrite(table),
    newWriteBeside(table),
    updateOne(table),
    createOne(table),
  ];
  const write: typeof writing = (written) => around(() => writing(written));
  const writeBeside: typeof besides = (changes) => around(() => besides(changes));
  const update: typeof updating = (change) => around(() => updating(change));
  const create: typeof creating = (item) => around(() => creating(item));
  const matches = matchStore(reader);
  const claims = claimStore(reader);
  const expectations = expectationStore(reader);
  const bankLines = openBankLineStore(reader);
  const remittances = remittanceStore({ reader, create, update, writeBeside });
  const making = {
    matches,
    claims,
    facts: factChanges({ expectations, bankLines, matches }),
    reopen: unmatchRemittance({ remittances, write, clock }),
    freezes: freezeStore(reader),
    write,
    writeBeside,
    clock,
  };
  return {
    ...making,
    reader,
    update,
    create,
    expectations,
    bankLines,
    remittances,
    commit: commitMatch(making),
    resume: resumeMatches(making),
  };
}

export type MatchCases = ReturnType<typeof matchCases>;
