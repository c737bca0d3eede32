import type { Account } from "../accounts/model.ts";
import { eventOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import type { Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { utc } from "../kernel/time.ts";

/**
 * Records an attempt to reach the debtor. One that started while a hold stood is a violation, not a refusal, also
 * when it is reported after the hold has ended.
 */
export function reportContact(
  account: Account,
  received: Received<"contact.attempted">,
): Result<Outcome, Refusal> {
  const { callback, agencyId } = received;
  const { data } = callback;
  const startedAt = utc(data.startedAt);
  const broken = [
    ...(account.formerHolds ?? []).filter(({ endedAt }) => startedAt < endedAt),
    ...account.holds,
  ].filter(({ placedAt }) => startedAt > placedAt);
  const violations = broken.length > 0 ? ["CONTACT_DURING_HOLD"] : [];
  return ok({
    account:
      violations.length > 0
        ? { ...account, attention: [...new Set([...account.attention, ...violations])] }
        : account,
    events: [
      eventOf(received, {
        type: "contact.attempted",
        data: {
          attemptRef: data.attemptRef,
          channel: data.channel,
          outcome: data.outcome,
          startedAt: data.startedAt,
          violations,
          ...(broken.length > 0 && { holds: broken.map(({ holdId, placedAt }) => ({ holdId, placedAt })) }),
        },
      }),
    ],
    contact: {
      accountId: account.accountId,
      placementId: callback.placementId,
      agencyId,
      attemptRef: data.attemptRef,
      channel: data.channel,
      outcome: data.outcome,
      startedAt: data.startedAt,
      ...(data.durationSeconds !== undefined && { durationSeconds: data.durationSeconds }),
      violations,
    },
  });
}
