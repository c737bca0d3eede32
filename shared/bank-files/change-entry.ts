import { withinReach, type Reach } from "../access/scope.ts";
import type { IdempotencyStore } from "../accounts/idempotency-store.ts";
import { remembered, wasAnswered, type Once } from "../accounts/once.ts";
import type { BreakStore } from "../breaks/store.ts";
import { stepWritten, type BreakWrites } from "../breaks/written.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { Actor } from "../kernel/event.ts";
import type { BankFileId } from "../kernel/ids.ts";
import { accepted, Refused, type Refusal } from "../kernel/problems.ts";
import type { Result } from "../kernel/result.ts";
import type { Clock, Instant } from "../kernel/time.ts";
import { bookOf } from "../ledger/book.ts";
import { recorded } from "../platform/events.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write, Written } from "../platform/write.ts";
import type { BankContentStore } from "./content-store.ts";
import { breakIdOfEntry } from "./entry-finding.ts";
import type { StoredEntry } from "./entry-model.ts";
import type { EntryCommand, EntrySettlement } from "./entry-wire.ts";
import type { BankLineStore } from "./line-store.ts";
import type { BankFile, KnownAccount } from "./model.ts";
import { confirm, decline, settle, type EntryStep, type KnownOfEntry } from "./settle-entry.ts";
import { alikeIdsOf } from "./stated-line.ts";
import type { BankFileStore } from "./store.ts";

export type ChangeEntryDeps = {
  readonly files: Pick<BankFileStore, "find" | "chain" | "settled">;
  readonly contents: Pick<
    BankContentStore,
    "entry" | "statement" | "entryStep" | "entryChanged" | "statementSettled"
  >;
  readonly lines: Pick<BankLineStore, "standing" | "stated">;
  readonly breaks: BreakWrites & Pick<BreakStore, "find">;
  readonly lenders: Pick<ContractStore, "lender">;
  readonly idempotency: Pick<IdempotencyStore, "remembered" | "find">;
  readonly write: Write;
  readonly clock: Clock;
};

export type ChangeEntry = {
  readonly fileId: BankFileId;
  readonly number: number;
  readonly reach: Reach;
  readonly actor: Actor;
  readonly command: EntryCommand;
  /** A request that its caller named, so that a repeat takes no effect. */
  readonly once?: Once;
};

export type ChangedEntry = { readonly entry: StoredEntry; readonly replayed: boolean };

/**
 * Whatever somebody does with an entry that could not be read: load, decide, write once. A corrected entry is a line
 * of its file from then on, which has posted and is open, and the break that it opened is resolved, all at once.
 * @throws Refused `not-found`, `idempotency-key-reused`, `unavailable`, or what the decision refuses
 */
export const changeEntry =
  (deps: ChangeEntryDeps) =>
  async (asked: ChangeEntry): Promise<ChangedEntry> =>
    attempts(async () => {
      const file = withinReach(asked.reach, await deps.files.find(asked.fileId));
      const before = await entryOf(deps, file, asked.number);
      if (await wasAnswered(deps.idempotency, onceOf(asked, file))) return { entry: before, replayed: true };
      const known = await knownOf(deps, { file, before, command: asked.command });
      const now = deps.clock.now();
      const decision = decided(before, asked, { known, now });
      // What is known was read later: where somebody settled the entry in between, that is looked at first.
      if (!decision.ok && (await entryOf(deps, file, asked.number)).version !== before.version) return again;
      const step = accepted(decision);
      if (step === undefined) return { entry: before, replayed: true };
      const written = writtenOf(deps, asked, { before, step, known, now });
      return (await deps.write(written)).ok ? { entry: step.after, replayed: false } : again;
    }, onConflict);

export type ChangeAnEntry = ReturnType<typeof changeEntry>;

/** Nothing of a file is shown before all of it is loaded. */
async function entryOf({ contents }: ChangeEntryDeps, file: BankFile, number: number): Promise<StoredEntry> {
  const entry = file.state === "LOADED" ? await contents.entry(file.fileId, number) : undefined;
  if (entry !== undefined) return entry;
  throw new Refused({ code: "not-found", detail: "The file has no such entry." });
}

type On = { readonly known: KnownOfEntry; readonly now: Instant };

function decided(
  before: StoredEntry,
  { command, actor }: ChangeEntry,
  { known, now }: On,
): Result<EntryStep | undefined, Refusal> {
  const deciding = { known, by: { actor, now } };
  switch (command.kind) {
    case "SETTLE":
      return settle(before, command.settlement, deciding);
    case "CONFIRM":
      return confirm(before, deciding);
    case "DECLINE":
      return decline(before, command.reason, deciding);
  }
}

type Of = { readonly file: BankFile; readonly before: StoredEntry };

async function knownOf(
  deps: ChangeEntryDeps,
  { file, before, command }: Of & { readonly command: EntryCommand },
): Promise<KnownOfEntry> {
  const statement = await deps.contents.statement(file.fileId, before.place.statement ?? 0);
  const account = file.accounts?.find(({ bankAccountRef }) => bankAccountRef === statement?.bankAccountRef);
  if (statement === undefined || account === undefined)
    throw new Error(`entry ${before.number} of ${file.fileId} is of no statement`);
  const settlement = command.kind === "SETTLE" ? command.settlement : before.proposal?.settlement;
  const [lender, finding, chain, standing] = await Promise.all([
    deps.lenders.lender(file.lenderId),
    deps.breaks.find(breakIdOfEntry(before, { file, account })),
    deps.files.chain(file.fileId),
    standingOf(deps, { file, before, account, settlement }),
  ]);
  return {
    file,
    account,
    statement,
    standing,
    finding,
    chain,
    ...(lender?.fourEyesAbove !== undefined && { fourEyesAbove: lender.fourEyesAbove }),
  };
}

type Stated = Of & {
  readonly account: KnownAccount;
  readonly settlement: EntrySettlement | undefined;
};

async function standingOf(
  { lines }: ChangeEntryDeps,
  { file, before, account, settlement }: Stated,
): Promise<ReadonlySet<string>> {
  if (settlement?.kind !== "CORRECTION") return new Set();
  return lines.standing(file.lenderId, alikeIdsOf(before, settlement.correction, { file, account }));
}

type Taken = On & { readonly before: StoredEntry; readonly step: EntryStep };

function writtenOf(deps: ChangeEntryDeps, asked: ChangeEntry, { before, step, known, now }: Taken): Written {
  const { contents, files, lines, idempotency } = deps;
  const { file, account, chain } = known;
  const { after, statement, line } = step;
  const { fileId: accountId, lenderId } = file;
  const { items } = recorded(
    { accountId, book: bookOf({ lenderId, currency: account.currency }), chain },
    [step.event],
    now,
  );
  const own = [contents.entryStep(after, now), ...remembered(idempotency, onceOf(asked, file), now)] as const;
  const finding = findingWritten(deps, { step, known, now });
  return {
    identity: finding === undefined ? own : [...finding.identity, ...own],
    state: [
      contents.entryChanged(file, before, after),
      files.settled(file, settledAs(after), now),
      ...(statement ? [contents.statementSettled(file.fileId, known.statement, statement)] : []),
      ...(line ? [lines.stated(line)] : []),
      ...(finding?.state ?? []),
    ],
    events: [...items, ...(finding?.events ?? [])],
  };
}

/** The break's own part of the transaction. */
const findingWritten = (
  { breaks }: ChangeEntryDeps,
  { step: { finding }, known, now }: Omit<Taken, "before">,
): Written | undefined =>
  finding &&
  stepWritten(breaks, finding, {
    before: known.finding,
    name: `entry#${known.finding?.version ?? 0}`,
    now,
  }).written;

const settledAs = ({ state }: StoredEntry): "corrected" | "rejected" | undefined => {
  if (state === "CORRECTED") return "corrected";
  return state === "REJECTED" ? "rejected" : undefined;
};

/** Keys of finance are apart from those of the lender's own requests. */
const onceOf = ({ command: { kind }, once, fileId, number }: ChangeEntry, { lenderId }: BankFile) => ({
  lenderId,
  kind: "bank-entry",
  once,
  answer: `${kind}#${fileId}#${number}`,
});
