import type { Known } from "../callbacks/decide.ts";
import { eventOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import { noteIdOf } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { currentHolder } from "../placements/holder.ts";
import { answerClock, resumed } from "./answer-clock.ts";
import { isOpenDispute, type Dispute } from "./model.ts";
import { NOTE_COUNT_MAX, type Note } from "./note.ts";
import { resolution } from "./resolution.ts";
import { nextSequence, notPossible, type KnownDispute } from "./step.ts";

type Reported = Received<"dispute.evidence_added"> | Received<"dispute.withdrawn">;

/** The agency that raised a dispute, or the one that has the account now, reports on it. */
function known(
  { account, placement, dispute }: Known,
  { agencyId }: Reported,
): Result<KnownDispute, Refusal> {
  const may = agencyId === dispute?.agencyId || agencyId === currentHolder(account)?.agencyId;
  if (dispute === undefined || dispute.accountId !== account.accountId || !may)
    return refuse({ code: "not-found", detail: "The account has no such dispute of this agency." });
  return ok({ account, dispute, ...(placement && { placement }) });
}

/** What the agency learned of an open dispute. The lender's time goes on when it waited for the debtor. */
export function addEvidence(
  standing: Known,
  received: Received<"dispute.evidence_added">,
): Result<Outcome, Refusal> {
  const found = known(standing, received);
  if (!found.ok) return found;
  const { account, dispute } = found.value;
  if (!isOpenDispute(dispute))
    return notPossible(dispute, "add-evidence", `The dispute is ${dispute.state}: raise another one.`);
  if (dispute.noteCount >= NOTE_COUNT_MAX)
    return refuse({ code: "limit-reached", detail: `A dispute has at most ${NOTE_COUNT_MAX} notes.` });
  const going = heard(dispute, account.region, received);
  const note: Note = {
    noteId: noteIdOf(account.accountId, nextSequence(account)),
    disputeId: dispute.disputeId,
    kind: "EVIDENCE",
    text: received.callback.data.text,
    writtenBy: { kind: "AGENCY", id: received.agencyId },
    writtenAt: received.receivedAt,
  };
  return ok({
    account,
    events: [
      eventOf(received, {
        type: "dispute.evidence_added",
        data: { disputeId: dispute.disputeId, noteId: note.noteId },
      }),
    ],
    disputeChanged: { before: dispute, after: { ...going, noteCount: dispute.noteCount + 1 } },
    note,
    ...(dispute.state === "AWAITING_CUSTOMER" && { clocksStarted: answerClock(going) }),
  });
}

const heard = (dispute: Dispute, region: string, { receivedAt }: Reported): Dispute =>
  dispute.state === "AWAITING_CUSTOMER"
    ? { ...resumed(dispute, { region, now: receivedAt }), state: "INVESTIGATING" }
    : dispute;

/** The debtor took the dispute back: it ends as if the lender had said so. */
export function takeBack(standing: Known, received: Received<"dispute.withdrawn">): Result<Outcome, Refusal> {
  const found = known(standing, received);
  if (!found.ok) return found;
  const { dispute } = found.value;
  const { text = "The debtor took the dispute back." } = received.callback.data;
  const decided = resolution(
    found.value,
    { outcome: "WITHDRAWN", explanation: text },
    { actor: { kind: "AGENCY", id: received.agencyId }, now: received.receivedAt },
  );
  if (!decided.ok) return decided;
  const { account, events, clocksStopped = [], dispute: after } = decided.value;
  const said = eventOf(received, { type: "dispute.withdrawn", data: { disputeId: dispute.disputeId } });
  return ok({
    account,
    events: [said, ...events],
    clocksStopped,
    disputeChanged: { before: dispute, after },
  });
}
