import { checkBatch } from "./camt-batch.ts";
import { entryElements, statementElements } from "./camt-elements.ts";
import { entryLine, type CamtTools } from "./camt-entry.ts";
import { messageOf, namespaceOf, type Attributes, type Message } from "./camt-messages.ts";
import { checkBalances, headOf, pageOf } from "./camt-statement.ts";
import { checkSummary } from "./camt-summary.ts";
import { fail } from "../kernel/result.ts";
import { DEPTH_MAX } from "./limits.ts";
import type { Progress } from "./progress.ts";
import { Unreadable } from "./unreadable.ts";
import { xmlOf } from "./xml-text.ts";
import { localName, newTree, type Element } from "./xml-tree.ts";

/** How far a document is read. */
type State = {
  readonly progress: Progress;
  readonly tools: CamtTools;
  readonly tree: ReturnType<typeof newTree>;
  /** The line that the parser is at. */
  readonly line: () => number;
  /** What the parser is in; each begins inside the one before it. */
  inside: "nothing" | "document" | "message" | "head" | "statement" | "entry";
  depth: number;
  documentDepth: number;
  message: Message | undefined;
  /** The statement without its entries, and the entry or the head that is being built. */
  head: Element | undefined;
  built: Element | undefined;
  builtLine: number;
};

const ENTRY = "Ntry";

/** A document's elements in their order; what is no part of a statement that is looked at is passed over. */
export function camtDocument(progress: Progress, tools: CamtTools, line: () => number) {
  const tree = newTree();
  const state: State = {
    progress,
    tools,
    tree,
    line,
    inside: "nothing",
    depth: 0,
    documentDepth: 0,
    message: undefined,
    head: undefined,
    built: undefined,
    builtLine: 0,
  };
  return {
    open: (name: string, attributes: Attributes): void => {
      state.depth += 1;
      if (state.depth > DEPTH_MAX) refuse(state, "TOO_DEEP");
      if (state.inside === "entry") tree.open(name, attributes);
      else open(state, name, attributes);
    },
    close: (): void => {
      if (state.inside === "entry") {
        if (tree.close()) endEntry(state);
      } else close(state);
      state.depth -= 1;
    },
    text: (text: string): void => {
      if (state.inside === "entry" || state.inside === "head") tree.text(text);
    },
    end: (): void => {
      if (progress.end().statementCount === 0) refuse(state, "NO_STATEMENT");
    },
  };
}

const problems = {
  TOO_DEEP: `Elements may be nested ${DEPTH_MAX} deep at most.`,
  NO_STATEMENT: "There is no statement in the file.",
  VERSION_UNKNOWN: "The document is no camt.052, 053 or 054 of a version that is read.",
  STATEMENT_TOO_LARGE: "The head of a statement is too large.",
  ACCOUNT_MISSING: "The statement names no account.",
} as const;

function refuse({ progress, line }: State, code: keyof typeof problems, at = line()): never {
  throw new Unreadable({ code, reason: problems[code] }, progress.placeOf(at));
}

function open(state: State, name: string, attributes: Attributes): void {
  const { inside, tree, depth, documentDepth } = state;
  const isEntry = depth === documentDepth + 3 && localName(name) === ENTRY;
  if (isEntry && (inside === "head" || inside === "statement")) {
    if (inside === "head") begin(state);
    state.inside = "entry";
    state.built = tree.start(ENTRY, entryElements);
    state.builtLine = state.line();
  } else if (inside === "head") tree.open(name, attributes);
  else if (inside === "nothing") openDocument(state, name, attributes);
  else openOutside(state, localName(name));
}

function openDocument(state: State, name: string, attributes: Attributes): void {
  if (localName(name) !== "Document") return;
  state.message = messageOf(namespaceOf(name, attributes));
  if (state.message === undefined) refuse(state, "VERSION_UNKNOWN");
  state.inside = "document";
  state.documentDepth = state.depth;
}

function openOutside(state: State, local: string): void {
  const below = state.depth - state.documentDepth;
  if (state.inside === "document" && below === 1 && local === state.message?.message)
    state.inside = "message";
  if (state.inside !== "message" || below !== 2 || local !== state.message?.statement) return;
  state.inside = "head";
  state.head = state.tree.start(local, statementElements);
  state.built = state.head;
  state.builtLine = state.line();
}

/** Of everything but entries. */
function close(state: State): void {
  const below = state.depth - state.documentDepth;
  if (state.inside === "head") {
    if (!state.tree.close()) return;
    begin(state);
    endStatement(state);
  } else if (state.inside === "statement") {
    if (below === 2) endStatement(state);
  } else if (state.inside === "message" && below === 1) state.inside = "document";
  else if (state.inside === "document" && below === 0) state.inside = "nothing";
}

/** Everything that stands before the entries is read. */
function begin(state: State): void {
  const { head, message, tree, builtLine: line, progress, tools } = state;
  if (head === undefined || message === undefined) return;
  if (tree.isTooLarge()) refuse(state, "STATEMENT_TOO_LARGE", line);
  const { bankAccount, ...rest } = headOf(head, message.kind, tools);
  if (bankAccount === undefined) return refuse(state, "ACCOUNT_MISSING", line);
  progress.begin({ ...rest, bankAccount }, line, !["1", undefined].includes(pageOf(head)));
}

const tooLarge = fail({ code: "ENTRY_TOO_LARGE", reason: "The entry is too large." });

function endEntry(state: State): void {
  const { built, builtLine: line, progress, tree, tools } = state;
  if (built === undefined) return;
  const read = tree.isTooLarge() ? tooLarge : entryLine(built, tools);
  if (read.ok) {
    progress.line(read.value, line);
    checkBatch(read.value, progress.tally(), progress.placeOf(line));
  } else progress.quarantine(read.error, xmlOf(built), line);
  state.inside = "statement";
}

function endStatement(state: State): void {
  const { head, progress, tools } = state;
  const [tally, place] = [progress.tally(), progress.placeOf(state.line())];
  const check = (): void => {
    if (head === undefined) return;
    checkBalances(head, tools, { tally, place });
    checkSummary(head, tally, place);
  };
  progress.finish({}, { check });
  [state.inside, state.head] = ["message", undefined];
}
