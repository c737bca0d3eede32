import { beforeAll, describe, expect, it } from "vitest";
import { speaks } from "../../support/dialects.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";
import { aPayment, demand, newRef, usd, type Placement, type Tenant } from "../../support/tenant.ts";

const operator = operatorHere();
const OWED = 105_000;

/** Finance of a tenant of its own: what is at odds, and runs. */
async function financeOf({ lender }: Tenant) {
  const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId: lender.lenderId });
  const get = async (path: string): Promise<Json> => demand(await operator.call(path, { apiKey }), 200).body;
  const breaks = async (query = ""): Promise<readonly Json[]> => (await get(`/v1/breaks${query}`)).items;
  return {
    breaks,
    named: async (code: string): Promise<Json> => {
      const found = async () => (await breaks()).find((one) => one.code === code);
      await expect.poll(found, { timeout: 30_000 }).toBeDefined();
      return found();
    },
    run: async (): Promise<void> => {
      const json = { currency: "USD" };
      const { body } = demand(await operator.call("/v1/reconciliations", { apiKey, json }), 202);
      const state = async () => (await get(`/v1/reconciliations/${body.reconciliationId}`)).state;
      await expect.poll(state, { timeout: 30_000 }).toBe("DONE");
    },
  };
}

describe("what an agency says that is at odds with the books", () => {
  let tenant: Tenant;
  let finance: Awaited<ReturnType<typeof financeOf>>;
  beforeAll(async () => {
    tenant = await aTenantHere();
    finance = await financeOf(tenant);
  });

  it("is a break while an offer stands that was acknowledged with another balance, and none once it is taken", async () => {
    const { agency, place } = tenant;
    const offered = await place();
    const { placementId } = offered;
    await agency.callback("placement.acknowledged", { placementId, data: { balance: usd(OWED - 500) } });
    expect(await finance.named("BAL_ACK_MISMATCH")).toMatchObject({
      agencyId: agency.agencyId,
      severity: "HIGH",
      owner: "LENDER",
      amount: 500,
    });
    await finance.run();
    expect(await finance.named("BAL_ACK_MISMATCH")).toMatchObject({ state: "OPEN" });
    demand(await agency.acknowledge(offered), 202);
    await finance.run();
    expect((await finance.breaks()).map(({ code }) => code)).not.toContain("BAL_ACK_MISMATCH");
    expect(await finance.breaks("?state=RESOLVED")).toMatchObject([
      { code: "BAL_ACK_MISMATCH", resolution: { method: "MATCH" } },
    ]);
  });

  it("is a break of whoever reached the debtor while a hold stood", async () => {
    const { agency, placementId, accountId } = await tenant.active();
    await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } });
    const attemptRef = newRef();
    const startedAt = new Date(Date.now() + 1_000).toISOString();
    const data = { attemptRef, channel: "VOICE", outcome: "RIGHT_PARTY", startedAt };
    demand(await agency.callback("contact.attempted", { placementId, data }), 202);
    const found = await finance.named("CONTACT_DURING_HOLD");
    expect(found).toMatchObject({ severity: "CRITICAL", owner: "COMPLIANCE", amount: 0 });
    const whole = demand(
      await operator.call(`/v1/breaks/${found.breakId}`, { apiKey: await keyOf(tenant) }),
      200,
    ).body;
    expect(whole.evidence.subjects).toEqual([accountId, attemptRef].toSorted());
  });

  it("is a break where the final balance of a closed placement is a cent off", async () => {
    const { agency, placementId } = await tenant.active();
    const data = { code: "EXHAUSTED", finalBalance: usd(OWED - 1) };
    demand(await agency.callback("placement.closed", { placementId, data }), 202);
    expect(await finance.named("CLOSE_CODE_INCONSISTENT")).toMatchObject({
      agencyId: agency.agencyId,
      owner: "COMPLIANCE",
      amount: 1,
    });
  });

  it("is a break where a closing was refused, however often it is tried, until the placement is closed", async () => {
    const tenant = await aTenantHere();
    const { breaks, named, run } = await financeOf(tenant);
    const { agency, placementId } = await tenant.active();
    const paid = { code: "PAID_IN_FULL", finalBalance: usd(0) };
    for (let n = 0; n < 2; n += 1)
      demand(await agency.callback("placement.closed", { placementId, data: paid }), 422);
    expect(await named("CLOSE_CODE_INCONSISTENT")).toMatchObject({ amount: OWED, timesSeen: 1 });
    const data = { code: "EXHAUSTED", finalBalance: usd(OWED) };
    demand(await agency.callback("placement.closed", { placementId, data }), 202);
    await run();
    expect(await breaks()).toEqual([]);
  });

  it("is no break of another lender, nor one that finance of none may see", async () => {
    const others = await financeOf(await aTenantHere());
    expect(await others.breaks()).toEqual([]);
  });
});

const keyOf = ({ lender }: Tenant): Promise<string> =>
  operator.newKey({ kind: "FINANCE", lenderId: lender.lenderId });

describe("a debt that was closed as paid and is owed again", () => {
  it("is a break of all that is owed, until it is paid again", async () => {
    const tenant = await aTenantHere();
    const finance = await financeOf(tenant);
    const placement = await tenant.active();
    const payment = await paidAndClosed(placement);
    const { agency, placementId } = placement;
    const data = {
      reversalRef: newRef(),
      originalPaymentRef: payment,
      amount: usd(OWED),
      reason: "NSF",
    };
    demand(await agency.callback("payment.reversed", { placementId, data }), 202);
    expect(await finance.named("CLOSE_CODE_INCONSISTENT")).toMatchObject({ amount: OWED });
    await finance.run();
    expect(await finance.named("CLOSE_CODE_INCONSISTENT")).toMatchObject({ state: "OPEN" });
    const again = aPayment({ amount: usd(OWED) });
    demand(await agency.callback("payment.received", { placementId, data: again }), 202);
    await finance.run();
    expect((await finance.breaks()).map(({ code }) => code)).not.toContain("CLOSE_CODE_INCONSISTENT");
  });
});

async function paidAndClosed({ agency, placementId }: Placement): Promise<string> {
  const data = aPayment({ amount: usd(OWED) });
  demand(await agency.callback("payment.received", { placementId, data }), 202);
  const closed = { code: "PAID_IN_FULL", finalBalance: usd(0) };
  demand(await agency.callback("placement.closed", { placementId, data: closed }), 202);
  return data.paymentRef;
}

describe("a code that an agency's dialect does not have", () => {
  it("is a break of the lender that the agency works for, until the dialect has it", async () => {
    const tenant = await aTenantHere();
    const finance = await financeOf(tenant);
    const { agency, active } = tenant;
    await speaks(agency, { codes: { "data.reason": { NF: "NSF" } } });
    const { placementId } = await active();
    const data = { code: "GONE", finalBalance: usd(OWED) };
    const { body } = demand(await agency.callback("placement.closed", { placementId, data }), 202);
    expect(body.disposition).toBe("QUARANTINED");
    await finance.run();
    expect(await finance.named("UNKNOWN_CODE")).toMatchObject({
      agencyId: agency.agencyId,
      owner: "INTEGRATION",
      explain: [
        "What the agency sent under version 1 of its dialect was not understood: unknown-code GONE at /data/code.",
      ],
    });
    await speaks(agency, { codes: { "data.code": { GONE: "UNTRACEABLE" } } });
    await finance.run();
    expect(await finance.breaks()).toEqual([]);
  });
});
