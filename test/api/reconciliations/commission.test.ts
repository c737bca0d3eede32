import { beforeAll, describe, expect, it } from "vitest";
import { aCommissionLine, aLine, anAdvice } from "../../support/advice.ts";
import { camt, loadBankFile } from "../../support/bank-statement.ts";
import { raise } from "../../support/dispute.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";
import { refusal } from "../../support/refusals.ts";
import { aContract, demand, newRef, usd, type Placement, type Tenant } from "../../support/tenant.ts";

const operator = operatorHere();
const BANK_ACCOUNT = "US-0042-7781";
const today = new Date().toISOString().slice(0, 10);

/** 30 % and 10 % tax on it, kept back. */
const terms = { currency: "USD", rule: { kind: "CONTINGENCY_PCT", rateBp: 3_000 }, taxRatePpm: 100_000 };

/** A lender whose agency keeps its commission back, and what finance does with both. */
async function aNetTenant() {
  const tenant = await aTenantHere();
  const { lender, agency } = tenant;
  const path = `/v1/lenders/${lender.lenderId}`;
  demand(await operator.put(`${path}/commission-plans/p`, terms), 200);
  const contract = aContract({ commissionPlanRef: "p", remittanceMode: "NET" });
  demand(await operator.put(`${path}/contracts/${agency.agencyId}`, contract), 200);
  demand(await operator.put(`${path}/bank-accounts/main`, { number: BANK_ACCOUNT, currency: "USD" }), 200);
  const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId: lender.lenderId });
  return { tenant, ...financeOf(tenant, apiKey) };
}

function financeOf({ lender, agency }: Tenant, apiKey: string) {
  const get = async (path: string): Promise<Json> => demand(await operator.call(path, { apiKey }), 200).body;
  const run = async (): Promise<Json> => {
    const json = { currency: "USD" };
    const { body } = demand(await operator.call("/v1/reconciliations", { apiKey, json }), 202);
    const read = async () => get(`/v1/reconciliations/${body.reconciliationId}`);
    await expect.poll(async () => (await read()).state, { timeout: 30_000 }).toBe("DONE");
    return (await read()).counts;
  };
  return {
    get,
    run,
    /** What is open of commission. */
    breaks: async (): Promise<readonly unknown[]> =>
      (await get("/v1/breaks")).items
        .filter(({ code }: Json) => /FEE|COMMISSION/u.test(code))
        .map(({ breakId, code, amount, explain }: Json) => ({ breakId, code, amount, explain })),
    balances: async (): Promise<Json> => {
      const { accounts } = await get("/v1/ledger/trial-balance?currency=USD");
      return Object.fromEntries(accounts.map(({ account, balance }: Json) => [account, balance]));
    },
    pay: async ({ placementId }: Placement, paymentRef: string, amount: number): Promise<void> => {
      const data = { paymentRef, amount: usd(amount), method: "CARD" };
      demand(await agency.callback("payment.received", { placementId, data }), 202);
    },
    /** Advises lines, and lets what is to arrive arrive. */
    advise: async (lines: readonly object[], payable: string): Promise<void> => {
      const bankRef = newRef();
      const advice = anAdvice(lender.lenderId, lines, {
        period: { from: today, to: today },
        advisedOn: today,
        bankRef,
      });
      const path = `/v1/agencies/${agency.agencyId}/remittances`;
      demand(await agency.call(path, { apiKey: agency.apiKey, json: advice }), 201);
      const entries = [{ amount: payable, valueDate: today, ref: bankRef }];
      const statement = {
        account: BANK_ACCOUNT,
        currency: "USD",
        opening: "0.00",
        closing: payable,
        entries,
      };
      await loadBankFile({ call: operator.call, apiKey }, camt([statement]));
    },
  };
}

const line = (placement: Placement, paymentRef: string, gross: number) => {
  const commission = (gross * 30) / 100;
  const { placementId } = placement;
  return aLine({ paymentRef, placementId, gross, commission, tax: commission / 10, paidOn: today });
};

const back = (paymentRef: string, commission: number, more: object = {}) =>
  aCommissionLine({ paymentRef, commission, tax: commission / 10, paidOn: today, ...more });

describe("commission that was taken, once its dispute is upheld", () => {
  let here: Awaited<ReturnType<typeof aNetTenant>>;
  let placement: Placement;
  let disputeId: string;
  const paymentRef = newRef();

  beforeAll(async () => {
    here = await aNetTenant();
    placement = await here.tenant.active();
  });

  it("was due when it was taken", async () => {
    await here.pay(placement, paymentRef, 30_000);
    await here.advise([line(placement, paymentRef, 30_000)], "201.00");
    await expect.poll(here.balances, { timeout: 20_000 }).toMatchObject({ "commission-expense": 9_000 });
    expect(await here.run()).toMatchObject({ matched: 2, notMade: 0 });
    const { items } = await here.get("/v1/matches?currency=USD");
    const taken = items.filter(({ relation }: Json) => relation === "ADVISED").map((one: Json) => one.taken);
    expect(taken).toEqual([9_900]);
    expect(await here.breaks()).toEqual([]);
  });

  it("is a fee on a payment that earns none, with its reasons, on every run the same break", async () => {
    disputeId = await raise(placement, { type: "IDENTITY_THEFT" });
    const upheld = { outcome: "UPHELD", explanation: "It was somebody else." };
    demand(await here.tenant.lender.resolve(disputeId, upheld), 200);
    await here.run();
    const found = await here.breaks();
    expect(found).toEqual([
      {
        breakId: expect.any(String),
        code: "FEE_ON_NOFEE",
        amount: 9_900,
        explain: [
          "0.00 USD of commission and tax is due, 99.00 USD was taken, 0.00 USD was given back",
          `${disputeId} (IDENTITY_THEFT) was upheld: nothing of the placement bears commission`,
        ],
      },
    ]);
    expect(await here.run()).toMatchObject({ matched: 0, breaks: { FEE_ON_NOFEE: 1 } });
    expect(await here.breaks()).toEqual(found);
  });

  it("is at stake with what of it was not given back", async () => {
    await here.advise([back(paymentRef, 3_000, { disputeId, reason: "A first part." })], "33.00");
    await here.run();
    expect(await here.breaks()).toMatchObject([{ code: "FEE_ON_NOFEE", amount: 6_600 }]);
  });

  it("is right once all of it was given back, and nothing is left on its way", async () => {
    await here.advise([back(paymentRef, 6_000, { disputeId })], "66.00");
    await expect.poll(here.balances, { timeout: 20_000 }).toMatchObject({ "commission-expense": 0 });
    expect((await here.run()).breaks).toEqual({});
    expect(await here.breaks()).toEqual([]);
    const { agencyId } = here.tenant.agency;
    await expect.poll(here.balances, { timeout: 20_000 }).toMatchObject({
      [`agency-clearing/${agencyId}`]: 0,
      [`in-transit/${agencyId}`]: 0,
      "bank-clearing": 0,
      "commission-expense": 0,
      "commission-tax": 0,
      "bank/main": 30_000,
    });
    expect((await here.run()).breaks).toEqual({});
    const states = (await here.get("/v1/remittances?limit=10")).items.map(({ state }: Json) => state);
    expect(states).toEqual(["FUNDED", "FUNDED", "FUNDED"]);
  });

  it("is a break again when more is given back than was taken", async () => {
    await here.advise([back(paymentRef, 1_000)], "11.00");
    await here.run();
    expect(await here.breaks()).toMatchObject([{ code: "COMMISSION_DIFF", amount: -1_100 }]);
  });

  it("stands in the agency's statement as less that it kept", async () => {
    const { agency, lender } = here.tenant;
    const path = `/v1/agencies/${agency.agencyId}/statements/${today.slice(0, 7)}?lenderId=${lender.lenderId}&currency=USD`;
    const { body } = demand(await agency.call(path, { apiKey: agency.apiKey }), 200);
    expect(body.kept).toEqual({ commission: -1_000, tax: -100, costs: 0 });
  });
});

describe("commission", () => {
  it("on a payment that no advice listed before its dispute was upheld may not be taken, and can be given back", async () => {
    const here = await aNetTenant();
    const placement = await here.tenant.active();
    const paymentRef = newRef();
    await here.pay(placement, paymentRef, 10_000);
    await here.run();
    const disputeId = await raise(placement, { type: "NOT_MINE" });
    const upheld = { outcome: "UPHELD", explanation: "It was somebody else." };
    demand(await here.tenant.lender.resolve(disputeId, upheld), 200);
    await here.advise([line(placement, paymentRef, 10_000)], "67.00");
    await here.run();
    expect(await here.breaks()).toMatchObject([{ code: "FEE_ON_NOFEE", amount: 3_300 }]);
    await here.advise([back(paymentRef, 3_000, { disputeId })], "33.00");
    await here.run();
    expect(await here.breaks()).toEqual([]);
  });

  it("falls with what an answered dispute turned into the debtor's credit", async () => {
    const here = await aNetTenant();
    const placement = await here.tenant.active();
    const paymentRef = newRef();
    await here.pay(placement, paymentRef, 105_000);
    await here.advise([line(placement, paymentRef, 105_000)], "703.50");
    await here.run();
    const disputeId = await raise(placement, { type: "FEES_INTEREST" });
    const adjustment = { component: "INTEREST", amount: usd(5_000) };
    const partly = { outcome: "PARTLY_UPHELD", explanation: "No interest.", adjustment };
    demand(await here.tenant.lender.resolve(disputeId, partly), 200);
    await here.run();
    expect(await here.breaks()).toMatchObject([{ code: "COMMISSION_DIFF", amount: 1_650 }]);
    await here.advise([back(paymentRef, 1_500, { disputeId })], "16.50");
    await here.run();
    expect(await here.breaks()).toEqual([]);
  });

  it("that is given back for what nobody reported is a break, whoever else has such a payment", async () => {
    const [here, other] = [await aNetTenant(), await aNetTenant()];
    const paymentRef = newRef();
    await other.pay(await other.tenant.active(), paymentRef, 10_000);
    await other.run();
    await here.advise([back(paymentRef, 500)], "5.50");
    await here.run();
    expect(await here.breaks()).toMatchObject([{ code: "COMMISSION_DIFF", amount: -550 }]);
    await other.run();
    expect(await other.breaks()).toEqual([]);
  });

  it("that is given back has no gross, and no other line says why", async () => {
    const { tenant } = await aNetTenant();
    const { agency, lender } = tenant;
    const path = `/v1/agencies/${agency.agencyId}/remittances`;
    for (const wrong of [
      back("P-1", 100, { gross: 1 }),
      back("P-1", 0),
      aLine({ reason: "Because." }),
      aLine({ gross: 0 }),
    ]) {
      const json = anAdvice(lender.lenderId, [wrong]);
      const answer = await agency.call(path, { apiKey: agency.apiKey, json });
      expect(refusal(answer)).toEqual([422, "invalid-request"]);
    }
  });
});
