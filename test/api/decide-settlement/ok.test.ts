import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { newRef, usd } from "../../support/tenant.ts";

const anOffer = (settlementRef: string) => ({ settlementRef, offer: usd(60_000), expiresOn: "2099-12-31" });

describe("a settlement", () => {
  it("is offered, approved by the lender, told to the agency, paid, and closed with the rest waived", async () => {
    const { active, lender } = await aTenantHere();
    const { agency, placementId, accountId } = await active();
    const settlementRef = newRef();
    const data = anOffer(settlementRef);
    expect((await agency.callback("settlement.requested", { placementId, data })).status).toBe(202);
    expect((await lender.account(accountId)).attention).toEqual(["SETTLEMENT_REQUESTED"]);
    const decision = { settlementRef, decision: "APPROVED", reason: "Fair." };
    const path = `/v1/accounts/${accountId}/settlement-decisions`;
    expect((await lender.post(path, decision)).body.attention).toEqual([]);
    expect((await lender.post(path, decision)).status).toBe(200);
    const { body: told } = await agency.inbox.receives("settlement.decided");
    expect(told.data).toEqual({
      settlementRef,
      decision: "APPROVED",
      offer: usd(60_000),
      expiresOn: "2099-12-31",
      reason: "Fair.",
    });
    await agency.callback("payment.received", {
      placementId,
      data: { paymentRef: newRef(), amount: usd(60_000) },
    });
    const closed = await agency.callback("placement.closed", {
      placementId,
      data: { code: "SETTLED_IN_FULL", finalBalance: usd(0) },
    });
    expect(closed.body).toMatchObject({ lifecycle: "CLOSED", outstanding: usd(0) });
    expect((await lender.account(accountId)).facets.payment).toBe("SETTLED");
    const { items } = (await lender.get(`/v1/accounts/${accountId}/settlements`)).body;
    expect(items).toMatchObject([
      { settlementRef, state: "APPROVED", decidedBy: "LENDER", offer: usd(60_000) },
    ]);
  });

  it("within the contract's authority is the agency's to take", async () => {
    const { active } = await aTenantHere({ contract: { settlementPercentMin: 50 } });
    const { agency, placementId } = await active();
    const take = async (amount: number) =>
      agency.callback("settlement.approved", {
        placementId,
        data: { ...anOffer(newRef()), offer: usd(amount) },
      });
    expect((await take(52_500)).status).toBe(202);
    expect((await take(52_499)).body.code).toBe("settlement-not-authorised");
  });
});

describe("GET /v1/accounts/{accountId}/arrangements", () => {
  it("shows every agreement with its terms and what was missed", async () => {
    const { active, lender } = await aTenantHere();
    const { agency, placementId, accountId } = await active();
    const arrangementRef = newRef();
    const tell = async (type: string, data: object = {}) =>
      agency.callback(type, { placementId, data: { arrangementRef, ...data } });
    await tell("arrangement.activated", { instalments: 10 });
    await tell("arrangement.instalment_missed", { instalmentRef: "I-2", dueOn: "2026-03-01" });
    await tell("arrangement.amended", { instalments: 12, frequency: "MONTHLY" });
    const { items } = (await lender.get(`/v1/accounts/${accountId}/arrangements`)).body;
    expect(items).toMatchObject([
      {
        arrangementRef,
        state: "ACTIVE",
        terms: { instalments: 12, frequency: "MONTHLY" },
        missed: ["I-2"],
      },
    ]);
  });
});
