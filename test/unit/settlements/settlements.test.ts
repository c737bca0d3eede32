import { describe, expect, it } from "vitest";
import { balancesOf, isBalanced } from "../../../shared/ledger/balance.ts";
import { close } from "../../../shared/placements/close-placement.ts";
import { decision } from "../../../shared/settlements/decide-settlement.ts";
import {
  SettlementState,
  settlementTransitions,
  type Settlement,
} from "../../../shared/settlements/model.ts";
import { reportSettlement } from "../../../shared/settlements/report-settlement.ts";
import {
  aLenderActor,
  anAccount,
  aPlacement,
  at,
  cash,
  now,
  on,
  placementOf,
  received,
  refusalOf,
  usd,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";

const account = anAccount();
const placement = aPlacement(account, { terms: { settlementPercentMin: 80 } });
const steps = Object.keys(settlementTransitions) as (keyof typeof settlementTransitions)[];
const by = { actor: aLenderActor, now };

const aSettlement = (over: Partial<Settlement> = {}): Settlement => ({
  accountId: account.accountId,
  placementId: placementOf(account),
  agencyId: account.holders[0]!,
  settlementRef: "SET-1",
  state: "REQUESTED",
  stateAsOf: at("2026-02-20T12:00:00.000Z"),
  offer: 60_000,
  currency: account.currency,
  expiresOn: on("2026-04-30"),
  paidBefore: 0,
  revision: 1,
  ...over,
});

const everyPair = SettlementState.options.flatMap((from) => steps.map((step) => [from, step] as const));

describe("an offer of the debtor", () => {
  it.each(everyPair)("that is %s takes a newer %s only where the table says so", (state, step) => {
    const { from, to } = settlementTransitions[step];
    const outcome = reportSettlement(
      { account, placement, settlements: [aSettlement({ state })] },
      received(step, account),
    );
    if ((from as readonly string[]).includes(state)) expect(valueOf(outcome).settlement?.state).toBe(to);
    else expect(refusalOf(outcome).code).toBe("invalid-transition");
  });

  it("shows on the account for as long as it waits", () => {
    const asked = valueOf(reportSettlement({ account }, received("settlement.requested", account)));
    expect(asked.account.attention).toEqual(["SETTLEMENT_REQUESTED"]);
    const request = { settlementRef: "SET-1", decision: "DECLINED" as const };
    const before = aSettlement();
    const { step } = valueOf(decision(asked.account, { settlements: [before], before, request }, by));
    expect(step.account.attention).toEqual([]);
  });

  it("that is decided already stays so when it is told late", () => {
    const known = aSettlement({ state: "APPROVED", decidedBy: "LENDER" });
    const late = received("settlement.requested", account, { effectiveAt: "2026-02-19T09:00:00Z" });
    const outcome = valueOf(reportSettlement({ account, settlements: [known] }, late));
    expect(outcome).toMatchObject({ settlement: { state: "APPROVED" }, answer: { reason: "superseded" } });
  });

  it("may be taken by the agency from the contract's part on", () => {
    const approve = (amount: number) =>
      reportSettlement(
        { account, placement },
        received("settlement.approved", account, { data: { offer: usd(amount) } }),
      );
    expect(valueOf(approve(80_000)).settlement).toMatchObject({ state: "APPROVED", decidedBy: "AGENCY" });
    expect(refusalOf(approve(79_999))).toMatchObject({
      code: "settlement-not-authorised",
      extra: { least: 80_000 },
    });
  });

  it("is the lender's alone where the contract says nothing", () => {
    const call = received("settlement.approved", account);
    expect(refusalOf(reportSettlement({ account, placement: aPlacement(account) }, call)).code).toBe(
      "settlement-not-authorised",
    );
  });

  it("in another currency is refused", () => {
    const call = received("settlement.requested", account, { data: { offer: cash(5, "EUR") } });
    expect(refusalOf(reportSettlement({ account }, call)).code).toBe("currency-mismatch");
  });
});

describe("the lender's decision", () => {
  const approve = { settlementRef: "SET-1", decision: "APPROVED" as const, reason: "Fair." };

  it("is told to the agency in the order of its placement", () => {
    const before = aSettlement();
    const { step, settlement } = valueOf(
      decision(account, { settlements: [before], before, request: approve }, by),
    );
    expect(settlement).toMatchObject({ state: "APPROVED", decidedBy: "LENDER", revision: 2 });
    expect(step.events).toMatchObject([
      {
        type: "settlement.decided",
        data: { decision: "APPROVED", offer: usd(60_000), reason: "Fair." },
        route: { queue: "deliveries", group: before.placementId },
      },
    ]);
  });

  it("cannot take an offer of an agency that has the account no more", () => {
    const before = aSettlement();
    const ended = withoutAgency(account, { lifecycle: "CLOSED" });
    const outcome = (decided: "APPROVED" | "DECLINED") =>
      decision(ended, { settlements: [before], before, request: { ...approve, decision: decided } }, by);
    expect(refusalOf(outcome("APPROVED")).code).toBe("invalid-transition");
    expect(valueOf(outcome("DECLINED")).settlement.state).toBe("DECLINED");
  });

  it("comes too late for an offer that stands no longer", () => {
    const before = aSettlement({ expiresOn: on("2026-03-01") });
    expect(refusalOf(decision(account, { settlements: [before], before, request: approve }, by)).code).toBe(
      "settlement-expired",
    );
  });
});

describe("a placement that is closed as settled", () => {
  const paid = anAccount({ ...account, paid: 60_000 });
  const call = received("placement.closed", paid, {
    data: { code: "SETTLED_IN_FULL", finalBalance: usd(0) },
  });

  it("waives what is left, in a balanced entry, once the approved offer was paid", () => {
    const outcome = valueOf(
      close({ account: paid, placement, settlements: [aSettlement({ state: "APPROVED" })] }, call),
    );
    expect(balancesOf(outcome.account)).toMatchObject({ outstanding: 0, credit: 0 });
    expect(outcome.events[0].postings).toEqual([
      { account: "waivers", amount: 40_000 },
      { account: "receivable/PRINCIPAL", amount: -40_000 },
    ]);
    expect(isBalanced(outcome.events[0].postings ?? [])).toBe(true);
    expect(outcome.account.attention).toEqual([]);
  });

  it.each([
    ["was never approved", aSettlement()],
    ["was paid a cent less", aSettlement({ state: "APPROVED", offer: 60_001 })],
    ["was paid before it was offered", aSettlement({ state: "APPROVED", paidBefore: 60_000 })],
  ])("is refused when the offer %s", (_, settlement) => {
    const refusal = refusalOf(close({ account: paid, placement, settlements: [settlement] }, call));
    expect(refusal.code).toBe("close-code-inconsistent");
  });
});
