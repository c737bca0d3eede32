import { withAttention, type Account } from "../accounts/model.ts";
import { eventOf, outstandingOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import type { CallbackOf } from "../callbacks/wire.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { currentPlacement, type Standing } from "./answer-offer.ts";
import { end } from "./end.ts";

/**
 * The agency ends its work. The code must fit the money: nobody can close as paid what is still owed.
 * @returns refusals `invalid-transition`, `close-code-inconsistent`
 */
export function close(
  { account, placement }: Standing,
  received: Received<"placement.closed">,
): Result<Outcome, Refusal> {
  const { callback, receivedAt } = received;
  const current = currentPlacement(account, callback.placementId, "close");
  if (!current.ok) return current;
  if (placement === undefined) throw new Error(`${callback.placementId} is not there`);
  const inconsistency = inconsistencyOf(account, callback);
  if (inconsistency !== undefined) return inconsistent(inconsistency);
  const { code, finalBalance, text } = callback.data;
  const differs =
    finalBalance.amount !== outstandingOf(account) || finalBalance.currency !== account.currency;
  const attention = differs ? [...withAttention(account, "FINAL_BALANCE_DIFFERS")] : account.attention;
  return ok({
    ...end({ account: { ...account, attention }, placement }, { state: "CLOSED", at: receivedAt, code }),
    events: [
      eventOf(received, {
        type: "placement.closed",
        data: { code, finalBalance, ...(text !== undefined && { text }) },
      }),
    ],
    clocksStopped: account.recall ? [{ kind: "RECALL", ref: account.recall.recallId }] : [],
  });
}

type Money = { readonly paid: number; readonly outstanding: number };

const nothingPaid = { must: ({ paid }: Money) => paid <= 0, says: "needs that nothing was paid; a part was" };
const somethingOwed = {
  must: ({ outstanding }: Money) => outstanding > 0,
  says: "needs that something is owed",
};

/** What a code says of the money, where it says something. */
const moneyOf: Partial<
  Record<
    CallbackOf<"placement.closed">["data"]["code"],
    { readonly must: (money: Money) => boolean; readonly says: string }
  >
> = {
  PAID_IN_FULL: { must: ({ outstanding }) => outstanding === 0, says: "needs that nothing is owed" },
  SETTLED_IN_FULL: {
    must: ({ paid, outstanding }) => paid > 0 && outstanding > 0,
    says: "needs a payment and a rest that is waived",
  },
  PARTIALLY_PAID_EXHAUSTED: {
    must: ({ paid, outstanding }) => paid > 0 && outstanding > 0,
    says: "needs a payment and a rest",
  },
  EXHAUSTED: nothingPaid,
  UNTRACEABLE: somethingOwed,
  UNECONOMICAL: somethingOwed,
  SETTLEMENT_REFUSED: somethingOwed,
  TIME_BARRED: somethingOwed,
};

function inconsistencyOf(account: Account, { data }: CallbackOf<"placement.closed">): string | undefined {
  if (data.code === "OTHER" && data.text === undefined) return "OTHER needs a text.";
  const money = { paid: account.paid, outstanding: outstandingOf(account) };
  const rule = moneyOf[data.code];
  if (rule === undefined || rule.must(money)) return undefined;
  const { currency } = account;
  return `${data.code} ${rule.says}: ${money.paid} minor units of ${currency} paid, ${money.outstanding} outstanding.`;
}

const inconsistent = (detail: string): Result<never, Refusal> =>
  refuse({
    code: "close-code-inconsistent",
    detail,
    errors: [{ pointer: "/data/code", code: "close-code-inconsistent", detail }],
  });
