import type { AccountStep, Known } from "../accounts/account-step.ts";
import { lifecycleTransitions, type Account, type Recall } from "../accounts/model.ts";
import { recallIdOf } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { plusDays } from "../kernel/time.ts";
import { next } from "../kernel/transitions.ts";
import { balancesOf } from "../ledger/balance.ts";
import { end } from "./end.ts";
import { currentHolder, holderEvent, ownEvent, type By } from "./holder.ts";
import { isMandatory, type RecallCode, type RecallRequest } from "./wire.ts";

/**
 * The lender takes an account back. What nobody works yet goes at once; from an agency that works it a
 * negotiable recall has the contract's notice, in which the agency may object; a mandatory one is final.
 * @returns undefined when this very recall runs already; refusals `invalid-transition`, `recall-guarded`
 */
export function requestRecall(
  known: Known,
  request: RecallRequest,
  by: By,
): Result<AccountStep | undefined, Refusal> {
  const { account } = known;
  const state = next(lifecycleTransitions, account.lifecycle, "recall");
  if (!state.ok) return state;
  if (account.lifecycle !== "ACTIVE" || isMandatory(request.code))
    return ok(recalled(known, request.code, by));
  const guards = request.force ? [] : guardsOf(account);
  if (guards.length > 0) return guarded(guards);
  const running = account.recall;
  if (running === undefined)
    return request.final ? notPending(account, "final-recall") : ok(pending(known, request.code, by));
  if (request.final) return ok(recalled(known, running.code, by));
  if (running.code === request.code) return ok(undefined);
  return refuse({
    code: "invalid-transition",
    detail: `A recall for ${running.code} runs already.`,
    extra: { from: running.state, event: "request-recall", allowed: ["final-recall", "cancel-recall"] },
  });
}

/** The lender changes its mind: the agency keeps the account. */
export function cancelRecall({ account }: Known, by: By): Result<AccountStep, Refusal> {
  const { recall, ...kept } = account;
  const holder = currentHolder(account);
  if (recall === undefined || recall.state === "FINAL" || holder === undefined)
    return notPending(account, "cancel-recall");
  const { recallId, code } = recall;
  return ok({
    account: kept,
    events: [holderEvent(by, holder, { type: "recall.cancelled", data: { recallId, code } })],
    clocksStopped: [{ kind: "RECALL", ref: recallId }],
  });
}

/** Takes the account back now. Who has an offer only is told that it is withdrawn. */
export function recalled(known: Known, code: RecallCode, by: By): AccountStep {
  const { account, placement } = known;
  const holder = currentHolder(account);
  if (holder === undefined || placement === undefined) {
    const event = ownEvent(by, { type: "account.withdrawn", data: { code } });
    return { account: { ...account, lifecycle: "RECALLED" }, events: [event] };
  }
  const ending = end({ account, placement }, { state: "RECALLED", at: by.now, code });
  const ended = ending.placement.ended;
  const { recall } = account;
  const data = {
    code,
    ...(recall && { recallId: recall.recallId }),
    tailUntil: ended?.tailUntil,
    deleteBy: ended?.deleteBy,
  };
  const type = account.lifecycle === "ACTIVE" ? "placement.recalled" : "placement.cancelled";
  return {
    ...ending,
    events: [holderEvent(by, holder, { type, data })],
    clocksStopped: [
      ...(account.lifecycle === "ACTIVE"
        ? []
        : [{ kind: "ACKNOWLEDGEMENT" as const, ref: holder.placementId }]),
      ...(recall ? [{ kind: "RECALL" as const, ref: recall.recallId }] : []),
    ],
  };
}

function pending({ account, placement }: Known, code: RecallCode, by: By): AccountStep {
  const holder = currentHolder(account);
  if (holder === undefined || placement === undefined)
    throw new Error("an active account without a placement");
  const { accountId, sequence } = account;
  const recall: Recall = {
    recallId: recallIdOf(accountId, sequence + 1),
    code,
    state: "PENDING",
    requestedAt: by.now,
    finalAt: plusDays(by.now, placement.terms.recallNoticeDays),
    objections: [],
  };
  const { recallId, finalAt } = recall;
  return {
    account: { ...account, recall },
    events: [
      holderEvent(by, holder, {
        type: "recall.requested",
        data: { recallId, code, finalAt, objections: placement.terms.objectionDays },
      }),
    ],
    clocksStarted: [{ accountId, kind: "RECALL", ref: recallId, dueAt: finalAt }],
  };
}

/** What a lender should not take back by mistake, as codes. */
function guardsOf(account: Account): readonly string[] {
  const guards: readonly (readonly [boolean, string])[] = [
    [account.holds.some(({ type }) => type === "PAYMENT_IN_TRANSIT"), "PAYMENT_IN_TRANSIT"],
    [account.arrangement === "ACTIVE", "ACTIVE_PLAN"],
    [balancesOf(account).outstanding === 0, "PAID"],
  ];
  return guards.filter(([stands]) => stands).map(([, code]) => code);
}

const guarded = (guards: readonly string[]): Result<never, Refusal> =>
  refuse({
    code: "recall-guarded",
    detail: `${guards.join(", ")}: send force to recall all the same.`,
    extra: { guards },
  });

const notPending = ({ recall }: Account, event: string): Result<never, Refusal> =>
  refuse({
    code: "invalid-transition",
    detail: "No recall is pending.",
    extra: {
      from: recall?.state ?? "NONE",
      event,
      allowed: recall === undefined ? ["request-recall"] : [],
    },
  });
