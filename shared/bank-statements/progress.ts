import { FAULT_COUNT_MAX, RAW_LENGTH_MAX } from "./limits.ts";
import { lineIds } from "./line-ids.ts";
import type {
  BankFileEvent,
  BankLine,
  BankStatement,
  Fault,
  FileEnd,
  Place,
  Problem,
  ReadLine,
} from "./model.ts";
import { newCounts } from "./counts.ts";
import { newTally, proves, type Tally } from "./tally.ts";

export type Emit = (event: BankFileEvent) => void;

/** What every reader of a text is: it takes the text piece by piece, and tells where it is. */
export type TextReader = {
  readonly write: (text: string) => void;
  readonly end: () => void;
  readonly line: () => number;
};

/** What is looked at when a statement ends; without lines its balances are told and not compared. */
export type Finish = { readonly check?: () => void; readonly hasLines?: boolean };

export type Progress = ReturnType<typeof newProgress>;

/** How far a file is read: gives lines their identity, counts, checks, and tells it all. */
export function newProgress(emit: Emit) {
  const ids = lineIds();
  const faults: Fault[] = [];
  const counts = newCounts();
  let current: BankStatement | undefined;
  let tally: Tally = newTally();
  const placeOf = (line: number): Place => (current === undefined ? { line } : counts.place(line));
  return {
    placeOf,
    begin: (statement: Omit<BankStatement, "place">, line: number, isNextPage = false): void => {
      // Lenders' accounts have capitals; a line is the same whatever letters a bank writes.
      const bankAccount = statement.bankAccount.toUpperCase();
      current = { ...statement, bankAccount, place: counts.statement(line) };
      tally = newTally();
      ids.begin(current, isNextPage);
      emit({ kind: "statement", statement: current });
    },
    statement: (): BankStatement | undefined => current,
    tally: (): Tally => tally,
    line: (read: ReadLine, line: number): void => {
      if (current === undefined) return;
      const place = counts.line(line);
      tally.add(read);
      emit({ kind: "line", line: identified(read, { lineId: ids.next(read), place, statement: current }) });
    },
    quarantine: (problem: Problem, raw: string, line: number): void => {
      const place = counts.quarantined(line);
      tally.quarantine();
      emit({ kind: "quarantined", quarantined: { ...problem, place, raw: raw.slice(0, RAW_LENGTH_MAX) } });
    },
    /** The statement is read to its end; what stands behind its lines is now known as well. */
    finish: (known: Partial<BankStatement>, { check, hasLines = true }: Finish = {}): void => {
      if (current === undefined) return;
      const statement = { ...current, ...known };
      const isBalanced = hasLines && proves(statement, tally, statement.place);
      check?.();
      emit({ kind: "statement-end", ...ended(statement, tally, isBalanced) });
      ids.end(statement);
      current = undefined;
    },
    fault: (one: Fault): void => {
      if (faults.length < FAULT_COUNT_MAX) faults.push(one);
    },
    end: (): FileEnd => ({ ...counts.all(), faults }),
  };
}

const ended = (statement: BankStatement, tally: Tally, isBalanced: boolean) => ({
  statement,
  totals: tally.totals(),
  quarantinedCount: tally.quarantinedCount(),
  faults: tally.faults,
  isProven: isBalanced && tally.faults.length === 0,
});

type Identity = {
  readonly lineId: string;
  readonly place: Place;
  readonly statement: BankStatement;
};

/** Member by member: lines of one shape are what the engine is quick with. */
const identified = (read: ReadLine, { lineId, place, statement }: Identity): BankLine => ({
  lineId,
  bankAccount: statement.bankAccount,
  kind: statement.kind,
  currency: read.currency,
  amount: read.amount,
  valueDate: read.valueDate,
  bookingDate: read.bookingDate,
  isReversal: read.isReversal,
  status: read.status,
  servicerRef: read.servicerRef,
  references: read.references,
  text: read.text,
  counterparty: read.counterparty,
  charges: read.charges,
  batch: read.batch,
  place,
});
