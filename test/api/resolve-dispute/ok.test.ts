import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { aPayment, usd, type Placement } from "../../support/tenant.ts";

const raise = async ({ agency, placementId }: Placement, type = "OTHER") =>
  (await agency.callback("dispute.raised", { placementId, data: { type } })).body as {
    disputeId: string;
    holdId: string;
  };

const explanation = "Checked against the contract.";

describe("POST /v1/disputes/{id}/resolution", () => {
  it("UPHELD recalls the placement and releases the hold", async () => {
    const { lender, operator, active } = await aTenantHere();
    const placement = await active();
    const { disputeId } = await raise(placement);
    const { status, body } = await lender.resolve(disputeId, { outcome: "UPHELD", explanation });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      disputeId,
      state: "UPHELD",
      outcome: "UPHELD",
      explanation,
      resolvedAt: expect.any(String),
    });
    const account = await lender.account(placement.accountId);
    expect(account).toMatchObject({ lifecycle: "RECALLED", holds: [], facets: { dispute: "UPHELD" } });
    expect(account.placements).toMatchObject([{ state: "RECALLED", endCode: "DISPUTE_UPHELD" }]);
    expect((await operator.get(`/v1/lenders/${lender.lenderId}`)).body.contracts).toMatchObject([
      { open: 0 },
    ]);
  });

  it("PARTLY_UPHELD lowers a component with balanced postings and goes on", async () => {
    const { lender, active } = await aTenantHere();
    const placement = await active();
    const { disputeId } = await raise(placement);
    const adjustment = { component: "INTEREST", amount: usd(5_000) };
    await lender.resolve(disputeId, { outcome: "PARTLY_UPHELD", explanation, adjustment });
    const account = await lender.account(placement.accountId);
    expect(account).toMatchObject({ lifecycle: "ACTIVE", holds: [], facets: { dispute: "PARTLY_UPHELD" } });
    expect(account.balance.components).toEqual([{ component: "PRINCIPAL", amount: usd(100_000) }]);
    const event = (await lender.history(placement.accountId)).find(({ type }) => type === "balance.adjusted");
    expect(event?.postings).toEqual([
      { account: "adjustments", amount: 5_000 },
      { account: "disputed/INTEREST", amount: -5_000 },
    ]);
  });

  it("moves what was disputed back to what is owed, so that the books show both while it lasts", async () => {
    const { lender, active } = await aTenantHere();
    const placement = await active();
    const { disputeId } = await raise(placement);
    const { accountId, agency, placementId } = placement;
    await agency.callback("payment.received", { placementId, data: aPayment({ amount: usd(15_000) }) });
    await lender.resolve(disputeId, { outcome: "REJECTED", explanation });
    const history = await lender.history(accountId);
    const legsOf = (type: string) =>
      Object.fromEntries(
        (history.find((event) => event.type === type)?.postings ?? []).map(
          ({ account, amount }: { account: string; amount: number }) => [
            account.replace(/\/agy_.*/u, ""),
            amount,
          ],
        ),
      );
    expect(["dispute.raised", "payment.received", "dispute.resolved"].map(legsOf)).toEqual([
      {
        "receivable/INTEREST": -5_000,
        "disputed/INTEREST": 5_000,
        "receivable/PRINCIPAL": -100_000,
        "disputed/PRINCIPAL": 100_000,
      },
      { "agency-clearing": 15_000, "disputed/INTEREST": -5_000, "disputed/PRINCIPAL": -10_000 },
      { "disputed/PRINCIPAL": -90_000, "receivable/PRINCIPAL": 90_000 },
    ]);
  });

  it("PARTLY_UPHELD of what was paid already leaves a credit balance", async () => {
    const { lender, active } = await aTenantHere();
    const placement = await active();
    const { placementId, agency } = placement;
    await agency.callback("payment.received", { placementId, data: aPayment({ amount: usd(105_000) }) });
    const { disputeId } = await raise(placement);
    const adjustment = { component: "PRINCIPAL", amount: usd(40_000) };
    await lender.resolve(disputeId, { outcome: "PARTLY_UPHELD", explanation, adjustment });
    const { balance } = await lender.account(placement.accountId);
    expect(balance).toMatchObject({ outstanding: usd(0), creditBalance: usd(40_000) });
  });

  it.each(["REJECTED", "WITHDRAWN"])("%s releases the hold and the work goes on", async (outcome) => {
    const { lender, active } = await aTenantHere();
    const placement = await active();
    const { disputeId } = await raise(placement);
    expect((await lender.resolve(disputeId, { outcome, explanation })).status).toBe(200);
    const account = await lender.account(placement.accountId);
    expect(account).toMatchObject({ lifecycle: "ACTIVE", holds: [], facets: { dispute: outcome } });
    expect(account.balance.outstanding).toEqual(usd(105_000));
  });

  it("of one of two disputes keeps the other's hold, and the facet says that one is open", async () => {
    const { lender, active } = await aTenantHere();
    const placement = await active();
    const first = await raise(placement, "AMOUNT_WRONG");
    const second = await raise(placement, "NOT_MINE");
    await lender.resolve(first.disputeId, { outcome: "REJECTED", explanation });
    const account = await lender.account(placement.accountId);
    expect(account.holds.map(({ holdId }: { holdId: string }) => holdId)).toEqual([second.holdId]);
    expect(account.facets.dispute).toBe("OPEN");
  });

  it("can come after the placement was closed", async () => {
    const { lender, active } = await aTenantHere();
    const placement = await active();
    const { placementId, agency, balance, accountId } = placement;
    const { disputeId } = await raise(placement);
    await agency.callback("placement.closed", {
      placementId,
      data: { code: "DISPUTE_UNRESOLVED", finalBalance: balance },
    });
    const { status } = await lender.resolve(disputeId, { outcome: "UPHELD", explanation });
    expect(status).toBe(200);
    expect(await lender.account(accountId)).toMatchObject({ lifecycle: "CLOSED", holds: [] });
  });
});
