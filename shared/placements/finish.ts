import type { AccountStep, Known } from "../accounts/account-step.ts";
import { withAttention } from "../accounts/model.ts";
import { attentionOf } from "../accounts/view.ts";
import { eventOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import type { Clock } from "../clocks/model.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { plusDays, type Instant } from "../kernel/time.ts";
import type { Standing } from "./answer-offer.ts";
import { ownEvent, type By } from "./holder.ts";

/** How long a final account waits for what is still open before it is looked at again. */
const FINALIZATION_RETRY_DAYS = 30;

/** The agency attests that it deleted what it knew of the debtor. @returns refusal `invalid-transition` */
export function attestDeletion(
  { account, placement }: Standing,
  received: Received<"data.deleted">,
): Result<Outcome, Refusal> {
  if (placement?.endedAt === undefined)
    return refuse({
      code: "invalid-transition",
      detail: "The placement has not ended.",
      extra: { from: placement?.state ?? "NONE", event: "data.deleted", allowed: [] },
    });
  const { attestation, scope, method, deletedAt } = received.callback.data;
  return ok({
    account,
    attested: { placementId: placement.placementId, deletedAt: placement.deletedAt ?? received.receivedAt },
    events: [
      eventOf(received, {
        type: "data.deleted",
        data: { attestation, scope, method, deletedAt },
      }),
    ],
    clocksStopped: [{ kind: "DELETION", ref: placement.placementId }],
  });
}

/** The agency did not attest in time: a person must ask it. */
export function deletionOverdue(clock: Clock, { account }: Known, by: By): AccountStep {
  return {
    account: { ...account, attention: [...withAttention(account, "DELETION_NOT_ATTESTED")] },
    events: [
      ownEvent(by, { type: "data.deletion_overdue", data: { placementId: clock.ref, dueAt: clock.dueAt } }),
    ],
  };
}

/** Nothing can happen to the account any more, or what is still open is named and looked at again later. */
export function finalize({ account, placement }: Known, by: By): AccountStep | undefined {
  if (account.lifecycle !== "CLOSED" && account.lifecycle !== "RECALLED") return undefined;
  const waitsFor = openMatters({ account, ...(placement && { placement }) }, by.now);
  if (waitsFor.length === 0)
    return {
      account: { ...account, lifecycle: "FINALIZED" },
      events: [ownEvent(by, { type: "account.finalized", data: {} })],
    };
  const { accountId } = account;
  const dueAt = plusDays(by.now, FINALIZATION_RETRY_DAYS);
  return {
    account,
    events: [ownEvent(by, { type: "account.finalization_waits", data: { waitsFor, dueAt } })],
    clocksStarted: [{ accountId, kind: "FINALIZATION", ref: accountId, dueAt }],
  };
}

function openMatters({ account, placement }: Known, now: Instant): readonly string[] {
  const matters: readonly (readonly [boolean, string])[] = [
    [placement !== undefined && placement.deletedAt === undefined, "DELETION_ATTESTATION"],
    [(placement?.tailUntil ?? now) > now, "TAIL"],
    [account.holds.length > 0, "HOLDS"],
    [attentionOf(account).some((code) => blocking.has(code)), "OPEN_BREAKS"],
  ];
  return matters.filter(([open]) => open).map(([, code]) => code);
}

/** What a person must settle before the account is final: money that is not where it belongs. */
const blocking: ReadonlySet<string> = new Set([
  "CREDIT_BALANCE",
  "FINAL_BALANCE_DIFFERS",
  "PAYMENT_NOT_FROM_HOLDER",
  "REOPEN_REQUIRED",
  "REVERSAL_EXCEEDS",
]);
