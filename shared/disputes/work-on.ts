import { noteIdOf } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { next } from "../kernel/transitions.ts";
import { answerClock, lengthened, paused, resumed } from "./answer-clock.ts";
import { disputeTransitions, isOpenDispute, type Dispute } from "./model.ts";
import { NOTE_COUNT_MAX, type Note } from "./note.ts";
import {
  disputeEvent,
  nextSequence,
  notPossible,
  type ByKey,
  type DisputeStep,
  type KnownDispute,
} from "./step.ts";
import type { ExtensionRequest } from "./wire.ts";

/** How often the lender's time is lengthened. */
const EXTENSION_COUNT_MAX = 2;

type Decided = Result<DisputeStep, Refusal>;

/** Says whose work an open dispute is; undefined when it is theirs already. */
export function assign(
  { account, dispute }: KnownDispute,
  assignee: string | null,
  by: ByKey,
): Result<DisputeStep | undefined, Refusal> {
  if (!isOpenDispute(dispute)) return answered(dispute, "assign");
  const { assignee: before, ...rest } = dispute;
  if ((before ?? null) === assignee) return ok(undefined);
  return ok({
    account,
    dispute: assignee === null ? rest : { ...rest, assignee },
    events: [disputeEvent(by, dispute, { type: "dispute.assigned", data: { assignee } })],
  });
}

/** Writes something down, also after the answer. @returns refusal `limit-reached` */
export function addNote({ account, dispute }: KnownDispute, text: string, by: ByKey): Decided {
  if (dispute.noteCount >= NOTE_COUNT_MAX) return full(`A dispute has at most ${NOTE_COUNT_MAX} notes.`);
  const note = noteOf({ account, dispute }, { kind: "NOTE", text }, by);
  return ok({
    account,
    dispute: counted(dispute),
    note,
    events: [disputeEvent(by, dispute, { type: "dispute.note_added", data: { noteId: note.noteId } })],
  });
}

/** The lender takes more time: it says why, and may do so only so often. @returns refusals `invalid-transition`, `limit-reached` */
export function extend(
  { account, dispute }: KnownDispute,
  { days, reason }: ExtensionRequest,
  by: ByKey,
): Decided {
  if (!isOpenDispute(dispute)) return answered(dispute, "extend");
  if (dispute.extensions.length >= EXTENSION_COUNT_MAX)
    return full(`The time to answer is lengthened at most ${EXTENSION_COUNT_MAX} times.`);
  const longer = lengthened(dispute, account.region, days);
  const { lenderAnswerBy } = longer;
  return ok({
    account,
    dispute: { ...longer, extensions: [...dispute.extensions, { days, reason, extendedAt: by.now }] },
    events: [
      disputeEvent(by, dispute, {
        type: "dispute.extended",
        data: { days, reason, ...(lenderAnswerBy !== undefined && { lenderAnswerBy }) },
      }),
    ],
    // The worker starts the clock of a dispute that it has not taken on yet.
    clocksStarted: dispute.state === "RAISED" ? [] : answerClock(longer),
  });
}

/** Somebody at the lender looks into it. */
export function investigate({ account, dispute }: KnownDispute, by: ByKey): Decided {
  const state = next(disputeTransitions, dispute.state, "investigate");
  if (!state.ok) return state;
  return ok({
    account,
    dispute: { ...dispute, state: state.value },
    events: [disputeEvent(by, dispute, { type: "dispute.investigated" })],
  });
}

/** The debtor is asked: the lender's time stands still until there is an answer. */
export function askCustomer({ account, dispute }: KnownDispute, text: string, by: ByKey): Decided {
  const state = next(disputeTransitions, dispute.state, "ask-customer");
  if (!state.ok) return state;
  const stopped = paused(dispute, { region: account.region, now: by.now });
  const note = noteOf({ account, dispute }, { kind: "CUSTOMER_QUESTION", text }, by);
  return ok({
    account,
    dispute: { ...counted(stopped), state: state.value },
    note,
    events: [disputeEvent(by, dispute, { type: "dispute.customer_asked", data: { noteId: note.noteId } })],
    clocksStopped: [{ kind: "LENDER_ANSWER", ref: dispute.disputeId }],
  });
}

/** The debtor answered: the lender's time goes on with what was left. */
export function hearCustomer({ account, dispute }: KnownDispute, text: string, by: ByKey): Decided {
  const state = next(disputeTransitions, dispute.state, "hear-customer");
  if (!state.ok) return state;
  const going = resumed(dispute, { region: account.region, now: by.now });
  const note = noteOf({ account, dispute }, { kind: "CUSTOMER_ANSWER", text }, by);
  return ok({
    account,
    dispute: { ...counted(going), state: state.value },
    note,
    events: [disputeEvent(by, dispute, { type: "dispute.customer_heard", data: { noteId: note.noteId } })],
    clocksStarted: answerClock(going),
  });
}

const counted = (dispute: Dispute): Dispute => ({ ...dispute, noteCount: dispute.noteCount + 1 });

const noteOf = (
  { account, dispute }: KnownDispute,
  said: Pick<Note, "kind" | "text">,
  { actor, now }: ByKey,
): Note => ({
  noteId: noteIdOf(account.accountId, nextSequence(account)),
  disputeId: dispute.disputeId,
  ...said,
  writtenBy: actor,
  writtenAt: now,
});

const answered = (dispute: Dispute, event: string) =>
  notPossible(dispute, event, `The dispute is ${dispute.state}.`);

const full = (detail: string): Result<never, Refusal> => refuse({ code: "limit-reached", detail });
