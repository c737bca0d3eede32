import { describe, expect, it } from "vitest";
import type { Account } from "../../../shared/accounts/model.ts";
import type { Received } from "../../../shared/callbacks/outcome.ts";
import { addFee } from "../../../shared/charges/add-fee.ts";
import { costDecision } from "../../../shared/charges/decide-cost.ts";
import { incurCost } from "../../../shared/charges/incur-cost.ts";
import { costIdOf } from "../../../shared/kernel/ids.ts";
import { balancesOf, isBalanced } from "../../../shared/ledger/balance.ts";
import {
  aHold,
  aLenderActor,
  anAccount,
  anAgencyId,
  aPlacement,
  at,
  cash,
  now,
  received,
  refusalOf,
  usd,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";

const account = anAccount();
const placement = aPlacement(account, { terms: { agencyFeeMax: usd(2_500) } });
/** A cost for which the agency names no permission. */
function withoutPermission(of: Account): Received<"cost.incurred"> {
  const call = received("cost.incurred", of);
  const { authorisationRef: _none, ...data } = call.callback.data;
  return { ...call, callback: { ...call.callback, data } };
}

const fee = (amount: number, over: object = {}) =>
  received("fee.added", account, { data: { amount: usd(amount), ...over } });

describe("a cost", () => {
  it("is owed by the lender and not by the debtor", () => {
    const call = received("cost.incurred", account);
    const outcome = valueOf(incurCost(account, call));
    expect(outcome.account).toEqual(account);
    expect(outcome.events[0].postings).toEqual([
      { account: "cost-expense", amount: 1_200 },
      { account: `agency-payable/${call.agencyId}`, amount: -1_200 },
    ]);
    expect(outcome.charge).toMatchObject({ kind: "COST", amount: 1_200, authorisationRef: "AUTH-1" });
  });

  it("that names no permission is owed by nobody, and waits for the lender's word", () => {
    const call = withoutPermission(account);
    const outcome = valueOf(incurCost(account, call));
    expect(outcome.events[0].postings ?? []).toEqual([]);
    expect(outcome.cost).toMatchObject({
      costId: costIdOf(account.accountId, account.sequence + 1),
      state: "PENDING",
      amount: 1_200,
      agencyId: call.agencyId,
    });
    expect(outcome.answer).toEqual({ costId: outcome.cost?.costId, reason: "cost-not-authorised" });
    expect(outcome.charge).toMatchObject({ kind: "COST", amount: 1_200 });
    expect(outcome.charge).not.toHaveProperty("authorisationRef");
  });

  it("of an ended placement is kept and noted", () => {
    const ended = withoutAgency(account, { lifecycle: "CLOSED" });
    const outcome = valueOf(incurCost(ended, received("cost.incurred", ended)));
    expect(outcome.account.attention).toEqual(["COST_AFTER_END"]);
  });

  it("in another currency is refused", () => {
    const call = received("cost.incurred", account, { data: { amount: cash(5, "EUR") } });
    expect(refusalOf(incurCost(account, call)).code).toBe("currency-mismatch");
  });
});

describe("the lender's word on a cost that nobody authorised", () => {
  const pending = valueOf(incurCost(account, withoutPermission(account))).cost!;
  const decided = (decision: "AUTHORISED" | "REJECTED", cost = pending) =>
    costDecision(account, { cost, request: { decision, reason: "Checked." } }, { actor: aLenderActor, now });

  it("authorised: the lender owes it from then on, and the agency hears it", () => {
    const { step, cost } = valueOf(decided("AUTHORISED"));
    expect(cost).toMatchObject({ state: "AUTHORISED", reason: "Checked.", decidedAt: now });
    expect(step.account).toBe(account);
    expect(step.events).toMatchObject([
      {
        type: "cost.decided",
        data: {
          costId: pending.costId,
          costRef: pending.costRef,
          decision: "AUTHORISED",
          amount: usd(1_200),
          reason: "Checked.",
          agencyId: pending.agencyId,
        },
        postings: [
          { account: "cost-expense", amount: 1_200 },
          { account: `agency-payable/${pending.agencyId}`, amount: -1_200 },
        ],
        route: { queue: "deliveries", group: pending.placementId },
      },
    ]);
  });

  it("rejected: nobody ever owes it, and the agency hears why", () => {
    const { step, cost } = valueOf(decided("REJECTED"));
    expect(cost.state).toBe("REJECTED");
    expect(step.events).toMatchObject([{ data: { decision: "REJECTED", reason: "Checked." }, postings: [] }]);
  });

  it.each(["AUTHORISED", "REJECTED"] as const)("is given once: %s stands", (state) => {
    const cost = { ...pending, state };
    expect(refusalOf(decided("REJECTED", cost))).toMatchObject({
      code: "invalid-transition",
      extra: { from: state, allowed: [] },
    });
  });
});

describe("a fee", () => {
  it("is owed by the debtor, in a balanced entry", () => {
    const outcome = valueOf(addFee({ account, placement }, fee(1_500)));
    expect(balancesOf(outcome.account).outstanding).toBe(101_500);
    expect(outcome.account.due.AGENCY_FEE).toBe(1_500);
    expect(isBalanced(outcome.events[0].postings ?? [])).toBe(true);
  });

  it("of the agency's own may come to what its contract says in all, and not to a cent more", () => {
    const once = valueOf(addFee({ account, placement }, fee(1_500))).account;
    expect(valueOf(addFee({ account: once, placement }, fee(1_000))).account.agencyFees).toBe(2_500);
    const refusal = refusalOf(addFee({ account: once, placement }, fee(1_001)));
    expect(refusal).toMatchObject({
      code: "fee-not-authorised",
      errors: [{ pointer: "/data/amount/amount" }],
    });
  });

  it("of the agency's own needs a contract that says how much", () => {
    const silent = aPlacement(account);
    expect(refusalOf(addFee({ account, placement: silent }, fee(1))).code).toBe("fee-not-authorised");
    const court = fee(4_000, { type: "COURT_COST" });
    expect(valueOf(addFee({ account, placement: silent }, court)).account.due.COURT_COST).toBe(4_000);
  });

  it("of the agency's own is not taken before it has the account, nor once another one had it", () => {
    const offered = anAccount({ ...account, lifecycle: "OFFERED" });
    expect(refusalOf(addFee({ account: offered, placement }, fee(1))).code).toBe("fee-not-authorised");
    const moved = anAccount({ ...account, holders: [...account.holders, anAgencyId()] });
    expect(refusalOf(addFee({ account: moved, placement }, fee(1))).code).toBe("fee-not-authorised");
  });

  it("is not added from the moment on at which a breathing space stands", () => {
    const placedAt = at("2026-02-20T12:00:00.000Z");
    const held = anAccount({ ...account, holds: [aHold(account, { type: "BREATHING_SPACE", placedAt })] });
    expect(refusalOf(addFee({ account: held, placement }, fee(1_500))).code).toBe("charges-frozen");
    const before = received("fee.added", account, { effectiveAt: "2026-02-20T11:59:59Z" });
    expect(valueOf(addFee({ account: held, placement }, before)).account.due.AGENCY_FEE).toBe(1_500);
  });

  it("that was charged after the placement's end is refused, one from before it is taken late", () => {
    const ended = aPlacement(account, {
      terms: { agencyFeeMax: usd(2_500) },
      endedAt: at("2026-02-25T12:00:00.000Z"),
    });
    const late = received("fee.added", account, { effectiveAt: "2026-02-25T12:00:01Z" });
    expect(refusalOf(addFee({ account, placement: ended }, late)).code).toBe("fee-not-authorised");
    const closed = withoutAgency(account, { lifecycle: "CLOSED" });
    const early = received("fee.added", closed, { effectiveAt: "2026-02-25T11:00:00Z" });
    expect(valueOf(addFee({ account: closed, placement: ended }, early)).account.attention).toEqual([
      "FEE_AFTER_END",
    ]);
  });
});
