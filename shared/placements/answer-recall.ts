import type { Account, Recall } from "../accounts/model.ts";
import { eventOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import { placementNumberOf, type PlacementId } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { plusDays } from "../kernel/time.ts";
import type { Standing } from "./answer-offer.ts";
import { end } from "./end.ts";
import type { Placement } from "./model.ts";

/**
 * The agency wants to keep the account for a while: each reason that the contract knows puts the recall off
 * once, by the contract's days.
 * @returns refusals `not-found`, `invalid-transition`, `objection-not-allowed`
 */
export function objectToRecall(
  { account, placement }: Standing,
  received: Received<"recall.objected">,
): Result<Outcome, Refusal> {
  const { recallId, reason, text } = received.callback.data;
  const recall = recallNamed(account, received.callback);
  if (!recall.ok) return recall;
  if (recall.value.state === "FINAL" || placement === undefined)
    return isFinal(recall.value, "recall.objected");
  const days = placement.terms.objectionDays[reason];
  if (days === undefined || recall.value.objections.includes(reason))
    return notAllowed(recall.value, placement, reason);
  const finalAt = plusDays(recall.value.finalAt, days);
  const { accountId } = account;
  const { placementId, agencyId } = placement;
  return ok({
    account: {
      ...account,
      recall: {
        ...recall.value,
        state: "OBJECTED",
        finalAt,
        objections: [...recall.value.objections, reason],
      },
    },
    events: [
      eventOf(received, {
        type: "recall.objected",
        data: { agencyId, recallId, reason, days, finalAt, ...(text !== undefined && { text }) },
        route: { queue: "deliveries", group: placementId },
      }),
    ],
    clocksStarted: [{ accountId, kind: "RECALL", ref: recallId, dueAt: finalAt }],
  });
}

/** The agency gives the account back before the notice is over, or confirms that it did. */
export function acknowledgeRecall(
  { account, placement }: Standing,
  received: Received<"recall.acknowledged">,
): Result<Outcome, Refusal> {
  const { recallId } = received.callback.data;
  const recall = recallNamed(account, received.callback);
  if (!recall.ok) return recall;
  const acknowledged = { ...recall.value, acknowledgedAt: received.receivedAt };
  const event = eventOf(received, { type: "recall.acknowledged", data: { recallId } });
  if (recall.value.state === "FINAL" || placement === undefined)
    return ok({ account: { ...account, recall: acknowledged }, events: [event] });
  const { code } = recall.value;
  const ending = end(
    { account: { ...account, recall: acknowledged }, placement },
    { state: "RECALLED", at: received.receivedAt, code },
  );
  const { placementId, agencyId } = placement;
  const { tailUntil, deleteBy } = ending.placement.ended ?? {};
  return ok({
    ...ending,
    events: [
      event,
      eventOf(received, {
        type: "placement.recalled",
        data: { placementId, agencyId, code, recallId, tailUntil, deleteBy },
        route: { queue: "deliveries", group: placementId },
      }),
    ],
    clocksStopped: [{ kind: "RECALL", ref: recallId }],
  });
}

/** Only the agency that it is taken back from has a say in it. */
function recallNamed(
  { recall, holders }: Account,
  { placementId, data }: { readonly placementId: PlacementId; readonly data: { readonly recallId: string } },
): Result<Recall, Refusal> {
  return recall?.recallId === data.recallId && placementNumberOf(placementId) === holders.length
    ? ok(recall)
    : refuse({ code: "not-found", detail: "The account has no such recall." });
}

const isFinal = ({ state }: Recall, event: string): Result<never, Refusal> =>
  refuse({
    code: "invalid-transition",
    detail: "The recall is final.",
    extra: { from: state, event, allowed: ["recall.acknowledged"] },
  });

function notAllowed({ objections }: Recall, { terms }: Placement, reason: string): Result<never, Refusal> {
  const allowed = Object.keys(terms.objectionDays).filter((code) => !objections.some((one) => one === code));
  return refuse({
    code: "objection-not-allowed",
    detail: `${reason} puts this recall off no more; possible are: ${allowed.join(", ") || "none"}.`,
    extra: { reason, allowed },
  });
}
