import { withAttention, type Account } from "../accounts/model.ts";
import { eventOf, outstandingOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import type { CallbackOf } from "../callbacks/wire.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { money, type Money } from "../kernel/money.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { EventDraft, Posting } from "../kernel/event.ts";
import { balancesOf, movement } from "../ledger/balance.ts";
import { components } from "../ledger/model.ts";
import { isPaid, type Settlement } from "../settlements/model.ts";
import { currentPlacement, type Standing } from "./answer-offer.ts";
import { end } from "./end.ts";
import type { CloseCode } from "./wire.ts";

/**
 * The agency ends its work. The code must fit the money: nobody can close as paid what is still owed.
 * @returns refusals `invalid-transition`, `close-code-inconsistent`
 */
export function close(
  { account, placement, settlements = [] }: Standing & { readonly settlements?: readonly Settlement[] },
  received: Received<"placement.closed">,
): Result<Outcome, Refusal> {
  const { callback, receivedAt } = received;
  const current = currentPlacement(account, callback.placementId, "close");
  if (!current.ok) return current;
  if (placement === undefined) throw new Error(`${callback.placementId} is not there`);
  const inconsistency = inconsistencyOf(account, callback) ?? unsettled(account, callback, settlements);
  if (inconsistency !== undefined) return inconsistent(inconsistency);
  const { code } = callback.data;
  const left = code === "SETTLED_IN_FULL" ? waived(account) : account;
  const ours = otherBalance(left, callback);
  const attention = ours && { attention: [...withAttention(left, "FINAL_BALANCE_DIFFERS")] };
  const closing = { ...left, ...attention, closeCode: code };
  const postings = left === account ? [] : waiver(account, left);
  return ok({
    ...end({ account: closing, placement }, { state: "CLOSED", at: receivedAt, code }),
    events: [closedEvent(received, { ours, postings })],
    clocksStopped: account.recall ? [{ kind: "RECALL", ref: account.recall.recallId }] : [],
  });
}

/** What is owed by the books, where the agency says otherwise. */
function otherBalance(
  account: Account,
  { data: { finalBalance } }: CallbackOf<"placement.closed">,
): Money | undefined {
  const ours = money(outstandingOf(account), account.currency);
  return finalBalance.amount === ours.amount && finalBalance.currency === ours.currency ? undefined : ours;
}

type Closing = { readonly ours: Money | undefined; readonly postings: readonly Posting[] };

const closedEvent = (received: Received<"placement.closed">, { ours, postings }: Closing): EventDraft => {
  const { code, finalBalance, text } = received.callback.data;
  return eventOf(received, {
    type: "placement.closed",
    data: { code, finalBalance, ...(ours && { ours }), ...(text !== undefined && { text }) },
    ...(postings.length > 0 && { postings }),
  });
};

/** The debtor paid what was agreed and owes the rest no longer. */
const waived = (account: Account): Account => {
  const open = balancesOf(account).components;
  const due = components.flatMap((name) => {
    const owed = account.due[name];
    return owed === undefined ? [] : [[name, owed - (open[name] ?? 0)] as const];
  });
  return { ...account, due: Object.fromEntries(due) };
};

const waiver = (before: Account, after: Account): readonly Posting[] => [
  { account: "waivers", amount: outstandingOf(before) },
  ...movement(before, after),
];

function unsettled(
  account: Account,
  { data, placementId }: CallbackOf<"placement.closed">,
  settlements: readonly Settlement[],
): string | undefined {
  if (data.code !== "SETTLED_IN_FULL") return undefined;
  const isSettled = settlements.some((one) => one.placementId === placementId && isPaid(one, account.paid));
  return isSettled ? undefined : "SETTLED_IN_FULL needs a settlement that was approved and has been paid.";
}

type Figures = { readonly paid: number; readonly outstanding: number };

const nothingPaid = { must: ({ paid }: Figures) => paid <= 0, says: "needs that nothing was paid" };
const somethingOwed = {
  must: ({ outstanding }: Figures) => outstanding > 0,
  says: "needs that something is owed",
};

/** What a code says of the money, where it says something. */
const moneyOf: Partial<
  Record<CloseCode, { readonly must: (figures: Figures) => boolean; readonly says: string }>
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

/** What must be true of the money for a code, as the end of a sentence; undefined when anything may be. */
export const closeNeeds = (code: CloseCode): string | undefined => moneyOf[code]?.says;

function inconsistencyOf(account: Account, { data }: CallbackOf<"placement.closed">): string | undefined {
  if (data.code === "OTHER" && data.text === undefined) return "OTHER needs a text.";
  const figures = { paid: account.paid, outstanding: outstandingOf(account) };
  const rule = moneyOf[data.code];
  if (rule === undefined || rule.must(figures)) return undefined;
  const { currency } = account;
  return `${data.code} ${rule.says}: ${figures.paid} minor units of ${currency} paid, ${figures.outstanding} outstanding.`;
}

const inconsistent = (detail: string): Result<never, Refusal> =>
  refuse({
    code: "close-code-inconsistent",
    detail,
    errors: [{ pointer: "/data/code", code: "close-code-inconsistent", detail }],
  });
