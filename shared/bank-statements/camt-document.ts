import { checkBatch } from "./camt-batch.ts";
import { entryElements, statementElements } from "./camt-elements.ts";
import { entryLine, type CamtTools } from "./camt-entry.ts";
import { localName, messageOf, namespaceOf, type Attributes, type Message } from "./camt-messages.ts";
import { checkBalances, headOf, pageOf } from "./camt-statement.ts";
import { checkSummary } from "./camt-summary.ts";
import { fail } from "../kernel/result.ts";
import type { Progress } from "./progress.ts";
import { Unreadable } from "./unreadable.ts";
import { xmlOf } from "./xml-text.ts";
import { newTree, type Element } from "./xml-tree.ts";

/** How far a document is read. */
type State = {
  readonly progress: Progress;
  readonly tools: CamtTools;
  readonly tree: ReturnType<typeof newTree>;
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
export function camtDocument(progress: Progress, tools: CamtTools) {
  const state: State = {
    progress,
    tools,
    tree: newTree(),
    inside: "nothing",
    depth: 0,
    documentDepth: 0,
    message: undefined,
    head: undefined,
    built: undefined,
    builtLine: 0,
  };
  return {
    open: (name: string, attributes: Attributes, line: number): void =>
      open(state, { name, attributes, line }),
    close: (line: number): void => {
      close(state, line);
      state.depth -= 1;
    },
    text: (text: string): void => {
      if (state.inside === "entry" || state.inside === "head") state.tree.text(text);
    },
    end: (line: number): void => {
      if (progress.end().statementCount === 0)
        refuse(state, "NO_STATEMENT", { reason: "There is no statement in the file.", line });
    },
  };
}

function refuse(
  { progress }: State,
  code: string,
  { reason, line }: { reason: string; line: number },
): never {
  throw new Unreadable({ code, reason }, progress.placeOf(line));
}

type Tag = { readonly name: string; readonly attributes: Attributes; readonly line: number };

function open(state: State, tag: Tag): void {
  state.depth += 1;
  const { inside, tree } = state;
  const local = localName(tag.name);
  if (
    local === ENTRY &&
    state.depth === state.documentDepth + 3 &&
    (inside === "head" || inside === "statement")
  ) {
    if (inside === "head") begin(state);
    state.inside = "entry";
    state.built = tree.start(ENTRY, entryElements);
    state.builtLine = tag.line;
  } else if (inside === "entry" || inside === "head") tree.open(local, tag.attributes);
  else if (inside === "nothing") openDocument(state, local, tag);
  else openOutside(state, local, tag.line);
}

function openDocument(state: State, local: string, { name, attributes, line }: Tag): void {
  if (local !== "Document") return;
  state.message = messageOf(namespaceOf(name, attributes));
  if (state.message === undefined)
    refuse(state, "VERSION_UNKNOWN", {
      reason: "The document is no camt.052, 053 or 054 of a version that is read.",
      line,
    });
  state.inside = "document";
  state.documentDepth = state.depth;
}

function openOutside(state: State, local: string, line: number): void {
  const below = state.depth - state.documentDepth;
  if (state.inside === "document" && below === 1 && local === state.message?.message)
    state.inside = "message";
  if (state.inside !== "message" || below !== 2 || local !== state.message?.statement) return;
  state.inside = "head";
  state.head = state.tree.start(local, statementElements);
  state.built = state.head;
  state.builtLine = line;
}

function close(state: State, line: number): void {
  const below = state.depth - state.documentDepth;
  switch (state.inside) {
    case "entry":
      if (state.tree.close()) endEntry(state);
      return;
    case "head":
      if (!state.tree.close()) return;
      begin(state);
      return endStatement(state, line);
    case "statement":
      if (below === 2) endStatement(state, line);
      return;
    case "message":
      if (below === 1) state.inside = "document";
      return;
    case "document":
    case "nothing":
      return;
  }
}

/** Everything that stands before the entries is read. */
function begin(state: State): void {
  const { head, message, tree, builtLine: line, progress, tools } = state;
  if (head === undefined || message === undefined) return;
  if (tree.isTooLarge())
    refuse(state, "STATEMENT_TOO_LARGE", { reason: "The head of a statement is too large.", line });
  const { bankAccount, ...rest } = headOf(head, message.kind, tools);
  if (bankAccount === undefined)
    return refuse(state, "ACCOUNT_MISSING", { reason: "The statement names no account.", line });
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

function endStatement(state: State, line: number): void {
  const { head, progress, tools } = state;
  const [tally, place] = [progress.tally(), progress.placeOf(line)];
  const check = (): void => {
    if (head === undefined) return;
    checkBalances(head, tools, { tally, place });
    checkSummary(head, tally, place);
  };
  progress.finish({}, { check });
  [state.inside, state.head] = ["message", undefined];
}
