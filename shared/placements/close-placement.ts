import type { Account } from "../accounts/model.ts";
import { eventOf, outstandingOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import type { CallbackOf } from "../callbacks/wire.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { changeOf, currentPlacement } from "./answer-offer.ts";

/**
 * The agency ends its work. The code must fit the money: nobody can close as paid what is still owed.
 * @returns refusal `close-code-inconsistent`
 */
export function close(account: Account, received: Received<"placement.closed">): Result<Outcome, Refusal> {
  const { callback, receivedAt } = received;
  const current = currentPlacement(account, callback.placementId, "close");
  if (!current.ok) return current;
  const inconsistency = inconsistencyOf(account, callback);
  if (inconsistency !== undefined)
    return refuse({
      code: "close-code-inconsistent",
      detail: inconsistency,
      errors: [{ pointer: "/data/code", code: "close-code-inconsistent", detail: inconsistency }],
    });
  const { code, finalBalance } = callback.data;
  const differs =
    finalBalance.amount !== outstandingOf(account) || finalBalance.currency !== account.currency;
  const attention = differs
    ? [...new Set([...account.attention, "FINAL_BALANCE_DIFFERS"])]
    : account.attention;
  const { placement: _ended, ...free } = account;
  return ok({
    account: { ...free, lifecycle: "CLOSED", attention },
    events: [eventOf(received, { type: "placement.closed", data: { code, finalBalance } })],
    placement: {
      ...changeOf(account, current.value, callback.placementId),
      state: "CLOSED",
      ended: { at: receivedAt, code },
    },
  });
}

function inconsistencyOf(account: Account, { data }: CallbackOf<"placement.closed">): string | undefined {
  const outstanding = outstandingOf(account);
  if (data.code === "PAID_IN_FULL" && outstanding > 0)
    return `PAID_IN_FULL, but ${outstanding} ${account.currency} minor units are outstanding.`;
  if (data.code === "PARTIALLY_PAID_EXHAUSTED" && (account.paid <= 0 || outstanding === 0))
    return "PARTIALLY_PAID_EXHAUSTED needs a payment and a rest.";
  return undefined;
}
