import type { Balance, Problem } from "./model.ts";
import { balanceIn, totalIn, type StatedTotal } from "./mt940-balance.ts";
import { newEntries } from "./mt940-entries.ts";
import type { Field, Tools } from "./mt940-field.ts";
import { newHead, openedBy, textOf, withField, type Head } from "./mt940-head.ts";
import { checkTotals } from "./mt940-totals.ts";
import type { Progress } from "./progress.ts";
import { Unreadable } from "./unreadable.ts";

/** How far a message is read. */
type Message = {
  readonly progress: Progress;
  readonly tools: Tools;
  readonly entries: ReturnType<typeof newEntries>;
  head: Head | undefined;
  isOpen: boolean;
  closing: Balance | undefined;
  /** Whether a closing balance came, though it may not be readable. */
  isClosed: boolean;
  totals: StatedTotal[];
};

/** The fields of one message after the other. */
export function newStatement(progress: Progress, tools: Tools) {
  const entries = newEntries(progress, tools);
  const message: Message = {
    progress,
    tools,
    entries,
    head: undefined,
    isOpen: false,
    closing: undefined,
    isClosed: false,
    totals: [],
  };
  return {
    take: (field: Field): void => take(message, field),
    /** There is no more of this message. */
    end: (line: number): void => end(message, line),
  };
}

function take(message: Message, field: Field): void {
  switch (field.tag) {
    case "61":
      return entry(message, field);
    case "86":
      return message.entries.explain(field);
    case "20":
      end(message, field.line);
      message.head = newHead(field);
      return;
    case "62F":
    case "62M":
    case "90C":
    case "90D":
      return behindLines(message, field);
    default:
      return before(message, field);
  }
}

function refuse({ progress }: Message, problem: Problem, line: number): never {
  throw new Unreadable(problem, progress.placeOf(line));
}

/** A field of the head. Behind the first line it says nothing of the statement. */
function before(message: Message, field: Field): void {
  if (message.isOpen) return;
  if (message.head === undefined)
    refuse(message, { code: "FIELD_MISSING", reason: "A statement begins with field 20." }, field.line);
  else message.head = withField(message.head, field, message.tools);
}

function begin(message: Message, line: number): void {
  if (message.isOpen) return;
  const { head, tools, progress } = message;
  const opened = openedBy(head, tools);
  if (!opened.ok) return refuse(message, opened.error, line);
  const { statement, problem } = opened.value;
  message.isOpen = true;
  message.entries.begin(statement.currency);
  progress.begin(statement, line, head?.opening?.tag === "60M");
  if (problem) unreadable(message, problem, head?.opening?.line ?? line);
}

function entry(message: Message, field: Field): void {
  message.entries.flush();
  begin(message, field.line);
  if (message.closing)
    refuse(
      message,
      { code: "LINE_AFTER_CLOSING", reason: "A line stands behind the closing balance." },
      field.line,
    );
  message.entries.open(field);
}

/** There is one of each side; a few more are held against the lines as well. */
const TOTAL_COUNT_MAX = 100;

const tooManyTotals: Problem = {
  code: "LINE_UNEXPECTED",
  reason: `A statement may have ${TOTAL_COUNT_MAX} totals at most.`,
};

const withoutClosing: Problem = {
  code: "FIELD_MISSING",
  reason: "A statement with an opening balance ends with its closing balance, field 62.",
};

/** The closing balance, or a total of one side. */
function behindLines(message: Message, field: Field): void {
  message.entries.flush();
  begin(message, field.line);
  if (field.tag.startsWith("90")) {
    const total = totalIn(field, message.tools);
    if (message.totals.length === TOTAL_COUNT_MAX) refuse(message, tooManyTotals, field.line);
    if (total.ok) message.totals.push(total.value);
    else unreadable(message, total.error, field.line);
    return;
  }
  message.isClosed = true;
  const closing = balanceIn(textOf(field), message.tools);
  if (closing.ok) message.closing = closing.value;
  else unreadable(message, closing.error, field.line);
}

function unreadable({ progress }: Message, { reason }: Problem, line: number): void {
  progress.tally().fault({
    code: "BALANCE_UNREADABLE",
    reason: `A balance or a total cannot be read. ${reason}`,
    place: progress.placeOf(line),
    expected: "",
    found: "",
  });
}

function end(message: Message, line: number): void {
  const { progress, totals, closing } = message;
  message.entries.flush();
  if (message.head) begin(message, line);
  // Cut off somewhere, its last amount perhaps as well.
  if (message.head?.opening && !message.isClosed) refuse(message, withoutClosing, line);
  const check = (): void => checkTotals(totals, progress.tally(), progress.placeOf(line));
  if (message.isOpen) progress.finish(closing ? { closing } : {}, { check });
  [message.head, message.isOpen, message.closing, message.totals] = [undefined, false, undefined, []];
  message.isClosed = false;
}
