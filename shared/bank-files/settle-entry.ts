import type { BreakRecord } from "../breaks/model.ts";
import type { BreakStep, By } from "../breaks/step.ts";
import type { ChainHead, EventDraft } from "../kernel/event.ts";
import { eventIdOf } from "../kernel/ids.ts";
import { needsTwoKeys } from "../kernel/four-eyes.ts";
import type { Money } from "../kernel/money.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { startOf } from "../kernel/time.ts";
import { allowedEvents, next } from "../kernel/transitions.ts";
import { canonical } from "../platform/canonical.ts";
import { findingAfter } from "./entry-finding.ts";
import { entryTransitions, type StoredEntry } from "./entry-model.ts";
import type { EntrySettlement } from "./entry-wire.ts";
import type { StoredLine } from "./line.ts";
import { postingsOf } from "./loaded.ts";
import type { BankFile, KnownAccount } from "./model.ts";
import { settledStatement } from "./settled-statement.ts";
import { lineStatedBy } from "./stated-line.ts";
import type { BankStatementView } from "./wire.ts";

/** What is known of an entry when somebody settles it. */
export type KnownOfEntry = {
  readonly file: BankFile;
  readonly account: KnownAccount;
  readonly statement: BankStatementView;
  /** Identities of lines that stand and say what the entry is said to say. */
  readonly standing: ReadonlySet<string>;
  /** The break that it opened. */
  readonly finding: BreakRecord | undefined;
  /** The end of the file's history. */
  readonly chain: ChainHead;
  /** The amount above which one key alone settles nothing; absent when one key is enough. */
  readonly fourEyesAbove?: Money;
};

/** What a decision does, as facts. */
export type EntryStep = {
  readonly after: StoredEntry;
  readonly event: EventDraft;
  /** Where the entry is settled: its statement as it is then, the line that it became, and its break. */
  readonly statement?: BankStatementView;
  readonly line?: StoredLine;
  readonly finding?: BreakStep;
};

export type Deciding = { readonly known: KnownOfEntry; readonly by: By };

type Decided = Result<EntryStep, Refusal>;

/**
 * Settles an entry, or proposes how where a second key must confirm it; undefined when that stands already.
 * @returns refusals `invalid-transition`, `currency-mismatch`, `bank-entry-not-booked`, `bank-line-known`, `limit-reached`
 */
export function settle(
  before: StoredEntry,
  settlement: EntrySettlement,
  { known, by }: Deciding,
): Result<EntryStep | undefined, Refusal> {
  if (isSaid(before, settlement, by)) return ok(undefined);
  if (before.state === "PROPOSED")
    return notPossible(before, "propose", "A settlement is proposed: it is confirmed or rejected first.");
  const decided = settled(before, { settlement }, { known, by });
  return decided.ok && needsAnother(settlement, known)
    ? ok(proposed(before, settlement, { known, by }))
    : decided;
}

/** A second key takes the proposal over. @returns refusals of {@link settle}, `four-eyes-needed` */
export function confirm(before: StoredEntry, { known, by }: Deciding): Decided {
  const { proposal } = before;
  if (proposal === undefined) return notPossible(before, "confirm", "No settlement is proposed.");
  const { settlement, proposedBy } = proposal;
  if (proposedBy === by.actor.id)
    return refuse({
      code: "four-eyes-needed",
      detail: "The key that proposed a settlement cannot confirm it.",
    });
  return settled(before, { settlement, proposedBy }, { known, by });
}

/** The entry waits again. @returns refusal `invalid-transition` */
export function decline(before: StoredEntry, reason: string, { known, by }: Deciding): Decided {
  const { proposal, ...kept } = before;
  if (proposal === undefined) return notPossible(before, "decline", "No settlement is proposed.");
  const state = next(entryTransitions, before.state, "decline");
  if (!state.ok) return state;
  const data = { reason, proposedBy: proposal.proposedBy };
  return ok({
    after: { ...kept, state: state.value, version: before.version + 1 },
    event: eventOf(before, { type: "bank.entry_proposal_rejected", data }, { known, by }),
  });
}

type Settling = { readonly settlement: EntrySettlement; readonly proposedBy?: string };

function settled(
  before: StoredEntry,
  { settlement, proposedBy }: Settling,
  { known, by }: Deciding,
): Decided {
  const isCorrection = settlement.kind === "CORRECTION";
  const state = next(entryTransitions, before.state, isCorrection ? "correct" : "reject");
  if (!state.ok) return state;
  const stated = isCorrection ? lineStatedBy(before, settlement.correction, known) : ok(undefined);
  if (!stated.ok) return stated;
  const line = stated.value;
  const { proposal: _proposal, ...kept } = before;
  const ledgerEventId = eventIdOf(before.fileId, known.chain.sequence + 1);
  const after: StoredEntry = {
    ...kept,
    state: state.value,
    version: before.version + 1,
    settled: {
      settlement,
      ...(line && { lineId: line.lineId }),
      ledgerEventId,
      ...(proposedBy !== undefined && { proposedBy }),
      settledBy: by.actor,
      settledAt: by.now,
    },
  };
  const statement = settledStatement(known.statement, line);
  const finding = findingAfter(known.finding, { entry: after, ledgerEventId, statement }, by);
  return ok({
    after,
    statement,
    ...(line && { line }),
    ...(finding && { finding }),
    event: settledEvent(before, { settlement, proposedBy, line }, { known, by }),
  });
}

type Told = {
  readonly settlement: EntrySettlement;
  readonly proposedBy: string | undefined;
  readonly line: StoredLine | undefined;
};

/** What a corrected entry posts is what it would have posted with its file. */
function settledEvent(
  before: StoredEntry,
  { settlement, proposedBy, line }: Told,
  deciding: Deciding,
): EventDraft {
  const type = line === undefined ? "bank.entry_rejected" : "bank.entry_corrected";
  const data = {
    explanation: explanationOf(settlement),
    ...(line && { lineId: line.lineId, amount: { amount: line.amount, currency: line.currency } }),
    ...(proposedBy !== undefined && { proposedBy }),
  };
  const event = eventOf(before, { type, data }, deciding);
  if (line === undefined) return event;
  const { bankAccountRef, amount: net, valueDate } = line;
  return { ...event, effectiveAt: startOf(valueDate), postings: postingsOf([{ bankAccountRef, net }]) };
}

function proposed(before: StoredEntry, settlement: EntrySettlement, { known, by }: Deciding): EntryStep {
  const proposal = { settlement, proposedBy: by.actor.id, proposedAt: by.now };
  const data = { settlement: settlement.kind, explanation: explanationOf(settlement) };
  return {
    after: { ...before, state: "PROPOSED", version: before.version + 1, proposal },
    event: eventOf(before, { type: "bank.entry_proposed", data }, { known, by }),
  };
}

const explanationOf = (settlement: EntrySettlement): string =>
  (settlement.kind === "CORRECTION" ? settlement.correction : settlement.rejection).explanation;

const eventOf = (
  { number, code }: StoredEntry,
  { type, data }: Pick<EventDraft, "type" | "data">,
  { known: { file }, by: { actor, now } }: Deciding,
): EventDraft => ({
  type,
  actor,
  effectiveAt: now,
  receivedAt: now,
  data: { lenderId: file.lenderId, entry: number, code, ...data },
});

/** A repeat by whoever said it, or of what was done. */
function isSaid(
  { proposal, settled: done }: StoredEntry,
  settlement: EntrySettlement,
  { actor }: By,
): boolean {
  const said = proposal?.proposedBy === actor.id ? proposal.settlement : done?.settlement;
  return said !== undefined && canonical(said) === canonical(settlement);
}

/** What an entry is worth that nobody reads is not known: where an amount needs two keys, its rejection does. */
function needsAnother(settlement: EntrySettlement, { fourEyesAbove: limit }: KnownOfEntry): boolean {
  if (limit === undefined) return false;
  return settlement.kind === "REJECTION" || needsTwoKeys(settlement.correction.amount, limit);
}

const notPossible = ({ state }: StoredEntry, event: string, detail: string): Result<never, Refusal> =>
  refuse({
    code: "invalid-transition",
    detail,
    extra: {
      from: state,
      event,
      allowed: state === "PROPOSED" ? ["confirm", "decline"] : allowedEvents(entryTransitions, state),
    },
  });
