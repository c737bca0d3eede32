import { summariesOf, type Summary } from "./bai2-account.ts";
import { checkSummaries, closedBy, openedBy } from "./bai2-balances.ts";
import { newBai2Group, type Bai2Group } from "./bai2-group.ts";
import { fieldAt, signedOf, type Bai2Record } from "./bai2-record.ts";
import { claimsOf, newLevel, type Level } from "./bai2-totals.ts";
import { REMARK_TYPE, transactionOf } from "./bai2-transaction.ts";
import { currencies } from "./amount.ts";
import { newDates } from "./dates.ts";
import { fail } from "../kernel/result.ts";
import type { Currency } from "../kernel/money.ts";
import type { Progress } from "./progress.ts";
import { compare } from "./tally.ts";
import { Unreadable } from "./unreadable.ts";

/** How far a file is read: its three levels, and what its lines need of the records above them. */
type State = {
  readonly progress: Progress;
  readonly dates: ReturnType<typeof newDates>;
  readonly known: ReturnType<typeof currencies>;
  file: Level;
  group: Level;
  account: Level;
  fileId: string;
  head: Bai2Group | undefined;
  summaries: readonly Summary[];
  currency: Currency | undefined;
};

/** What each record does, in the order in which they may stand. */
export function newActs(progress: Progress): (record: Bai2Record) => void {
  const state: State = {
    progress,
    dates: newDates(),
    known: currencies(),
    file: newLevel(),
    group: newLevel(),
    account: newLevel(),
    fileId: "",
    head: undefined,
    summaries: [],
    currency: undefined,
  };
  return (record) => {
    open(state, record);
    for (const level of [state.file, state.group, state.account]) level.records += record.physicalCount;
    close(state, record);
  };
}

/** Records 01, 02 and 03 begin a level, which counts them; a 16 belongs to its account. */
function open(state: State, record: Bai2Record): void {
  switch (record.code) {
    case "01":
      state.file = newLevel();
      state.fileId = fieldAt(record, 4);
      return;
    case "02":
      state.group = newLevel();
      state.head = newBai2Group(record, state.dates);
      return;
    case "03":
      return openAccount(state, record);
    case "16":
      return transaction(state, record);
    default:
  }
}

function close(state: State, record: Bai2Record): void {
  const { progress, file, group, account } = state;
  switch (record.code) {
    case "49":
      closeAccount(state, record);
      group.parts += 1;
      group.sum += account.sum;
      return;
    case "98":
      compare(progress, claimsOf(record, group), { line: record.line });
      file.parts += 1;
      file.sum += group.sum;
      return;
    case "99":
      return compare(progress, claimsOf(record, file), { line: record.line });
    default:
  }
}

function openAccount(state: State, record: Bai2Record): void {
  const { head, progress, fileId } = state;
  if (head === undefined) return;
  state.account = newLevel();
  state.summaries = summariesOf(record);
  for (const { amount } of state.summaries) state.account.sum += amount ?? 0n;
  const currency = state.known(fieldAt(record, 1) || head.currency);
  state.currency = currency;
  const bankAccount = fieldAt(record, 0).replaceAll(/\s+/gu, "");
  if (bankAccount === "")
    throw new Unreadable(
      { code: "ACCOUNT_MISSING", reason: "The record names no account." },
      { line: record.line },
    );
  progress.begin(
    {
      statementId: fileId,
      bankAccount,
      ...(currency && { currency }),
      ...head.statement,
      ...openedBy(state.summaries, currency),
    },
    record.line,
  );
}

function transaction(state: State, record: Bai2Record): void {
  const { head, progress, currency, dates } = state;
  state.account.sum += signedOf(fieldAt(record, 1)) ?? 0n;
  if (head === undefined || fieldAt(record, 0) === REMARK_TYPE) return;
  const read = head.problem
    ? fail(head.problem)
    : transactionOf(record, { currency, asOf: head.asOf, dates });
  if (read.ok) progress.line(read.value, record.line);
  else progress.quarantine(read.error, record.raw, record.line);
}

function closeAccount({ progress, summaries, currency, account }: State, record: Bai2Record): void {
  const [tally, place] = [progress.tally(), progress.placeOf(record.line)];
  const check = (): void => {
    compare(tally, claimsOf(record, account), place);
    checkSummaries(summaries, tally, place);
  };
  const hasLines = tally.quarantinedCount() > 0 || tally.totals().length > 0;
  progress.finish(closedBy(summaries, currency), { check, hasLines });
}
