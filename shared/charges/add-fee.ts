import { withAttention, type Account } from "../accounts/model.ts";
import { eventOf, outstandingOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import { placementNumberOf } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { utc } from "../kernel/time.ts";
import { movement } from "../ledger/balance.ts";
import { wrongCurrency } from "../payments/found-payment.ts";
import type { Placement } from "../placements/model.ts";
import { chargeFact } from "./charge-fact.ts";

/**
 * Holds under which nothing may be added to a debt.
 * Basis: Debt Respite Scheme (Breathing Space) Regulations 2020, reg. 7: no interest, fees or charges.
 */
const freezing: ReadonlySet<string> = new Set(["BREATHING_SPACE"]);

/**
 * The debtor owes more: the agency's own fee, as far as its contract lets it, or a court's costs.
 * @returns refusals `currency-mismatch`, `fee-not-authorised`, `charges-frozen`
 */
export function addFee(
  { account, placement }: { readonly account: Account; readonly placement?: Placement },
  received: Received<"fee.added">,
): Result<Outcome, Refusal> {
  const { agencyId, callback } = received;
  const { type, amount: fee } = callback.data;
  if (fee.currency !== account.currency) return wrongCurrency(account.currency);
  const refusal =
    notInCharge({ account, placement }, received) ??
    overLimit({ account, placement }, received) ??
    frozen(account, received);
  if (refusal !== undefined) return refuse(refusal);
  const due = { ...account.due, [type]: (account.due[type] ?? 0) + fee.amount };
  const charged = {
    ...account,
    due,
    ...(type === "AGENCY_FEE" && { agencyFees: feesAfter(account, received) }),
  };
  const postings = [
    ...movement(account, charged),
    { account: `fees-added/${agencyId}`, amount: -fee.amount },
  ];
  const reopens = account.placement === undefined && outstandingOf(charged) > 0;
  return ok({
    account: reopens ? { ...charged, attention: [...withAttention(charged, "FEE_AFTER_END")] } : charged,
    events: [eventOf(received, { type: "fee.added", data: { ...callback.data }, postings })],
    charge: chargeFact(account, received),
  });
}

const feesAfter = ({ agencyFees = 0 }: Account, { callback }: Received<"fee.added">): number =>
  agencyFees + callback.data.amount.amount;

function notInCharge(
  { account, placement }: { readonly account: Account; readonly placement: Placement | undefined },
  { callback: { data, effectiveAt, placementId } }: Received<"fee.added">,
): Refusal | undefined {
  if (account.lifecycle === "OFFERED" || account.lifecycle === "INFO_REQUIRED")
    return { code: "fee-not-authorised", detail: "The agency has not taken the account." };
  if (placement?.endedAt !== undefined && utc(effectiveAt) > placement.endedAt)
    return { code: "fee-not-authorised", detail: `The placement ended at ${placement.endedAt}.` };
  if (data.type === "AGENCY_FEE" && placementNumberOf(placementId) !== account.holders.length)
    return { code: "fee-not-authorised", detail: "Another agency had the account since." };
  return undefined;
}

function overLimit(
  { account, placement }: { readonly account: Account; readonly placement: Placement | undefined },
  received: Received<"fee.added">,
): Refusal | undefined {
  const most = placement?.terms.agencyFeeMax?.amount ?? 0;
  const total = feesAfter(account, received);
  if (received.callback.data.type !== "AGENCY_FEE" || total <= most) return undefined;
  return {
    code: "fee-not-authorised",
    detail: `The contract lets the agency add ${most} minor units in all; this would make ${total}.`,
    errors: [
      { pointer: "/data/amount/amount", code: "fee-not-authorised", detail: `at most ${most} in all` },
    ],
  };
}

/** What was charged before the hold stood is owed. */
function frozen({ holds }: Account, { callback }: Received<"fee.added">): Refusal | undefined {
  const hold = holds.find(
    ({ type, placedAt }) => freezing.has(type) && utc(callback.effectiveAt) >= placedAt,
  );
  return (
    hold && {
      code: "charges-frozen",
      detail: `Nothing may be added to the debt since ${hold.placedAt}: ${hold.type}.`,
      extra: { holdId: hold.holdId },
    }
  );
}
