import { beforeAll, describe, expect, it } from "vitest";
import { everyOne } from "../../support/admin-reads.ts";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aPayment, demand, usd, type Tenant } from "../../support/tenant.ts";

const operator = operatorHere();
const list = "/v1/suspense-payments";
const unknown = "sus_00000000000000000000000000";
const nowhere = "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1";
const explanation = "Two digits were swapped.";

const attribute = (suspenseId: string, placementId: string) =>
  operator.call(`${list}/${suspenseId}/attribution`, { json: { placementId, explanation } });
const giveBack = (suspenseId: string) =>
  operator.call(`${list}/${suspenseId}/return`, { json: { explanation } });
const show = async (suspenseId: string): Promise<Json> =>
  demand(await operator.get(`${list}/${suspenseId}`), 200).body;

const of = ({ agency }: Pick<Tenant, "agency">, state = "HELD") =>
  everyOne(`${list}?currency=USD&agencyId=${agency.agencyId}&state=${state}`, 2);

/** Money of a placement that nobody knows. */
async function held({ agency }: Pick<Tenant, "agency">, changes: Readonly<Record<string, unknown>> = {}) {
  const data = aPayment(changes);
  demand(await agency.callback("payment.received", { placementId: nowhere, data }), 202);
  const found = (await of({ agency })).find(({ paymentRef }) => paymentRef === data["paymentRef"]);
  return { suspenseId: String(found?.["suspenseId"]), data };
}

describe("money in suspense", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await aTenantHere();
  });

  it("is listed page by page, what is held apart from what was settled", async () => {
    const own = await aTenantHere();
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push((await held(own)).suspenseId);
    demand(await giveBack(ids[1]!), 200);
    const still = (await of(own)).map(({ suspenseId }) => suspenseId);
    expect(still.toSorted()).toEqual([ids[0], ...ids.slice(2)].toSorted());
    expect((await of(own, "RETURNED")).map(({ suspenseId }) => suspenseId)).toEqual([ids[1]]);
  });

  it("is attributed to an account, which is paid with it once", async () => {
    const { accountId, placementId, lender } = { ...(await tenant.active()), lender: tenant.lender };
    const { suspenseId, data } = await held(tenant);
    const { body } = demand(await attribute(suspenseId, placementId), 200);
    expect(body).toMatchObject({ state: "ATTRIBUTED", held: usd(0), placementId, explanation });
    expect(body.history.map(({ type }: Json) => type)).toEqual(["payment.suspended", "suspense.attributed"]);
    expect((await lender.account(accountId)).balance.outstanding).toEqual(usd(95_000));
    expect((await attribute(suspenseId, placementId)).body).toEqual(body);
    const again = await tenant.agency.callback("payment.received", { placementId, data });
    expect(again.body.disposition).toBe("DUPLICATE");
    expect((await lender.account(accountId)).balance.outstanding).toEqual(usd(95_000));
  });

  it("is taken back from the account that it was attributed to, whichever placement its agency names", async () => {
    const { accountId, placementId } = await tenant.active();
    const { suspenseId, data } = await held(tenant);
    demand(await attribute(suspenseId, placementId), 200);
    for (const [n, named] of [nowhere, placementId].entries()) {
      const back = { originalPaymentRef: data["paymentRef"], amount: usd(1_000), reason: "NSF" };
      const reversal = { ...back, reversalRef: `r-${n}-${suspenseId}` };
      const answer = await tenant.agency.callback("payment.reversed", { placementId: named, data: reversal });
      expect(answer.body).toMatchObject({ disposition: "ACCEPTED", outstanding: usd(96_000 + n * 1_000) });
    }
    expect((await tenant.lender.account(accountId)).balance.outstanding).toEqual(usd(97_000));
  });

  it("is corrected on the account that it was attributed to, by the placement that its agency named first", async () => {
    const { accountId, placementId } = await tenant.active();
    const { suspenseId, data } = await held(tenant);
    demand(await attribute(suspenseId, placementId), 200);
    const right = { paymentRef: data["paymentRef"], supersedesEventId: "e-1", amount: usd(9_000) };
    const answer = await tenant.agency.callback("payment.corrected", { placementId: nowhere, data: right });
    expect(answer.body).toMatchObject({ disposition: "ACCEPTED", outstanding: usd(96_000) });
    expect((await tenant.lender.account(accountId)).balance.outstanding).toEqual(usd(96_000));
  });

  it("is attributed when its agency reports it again by the right placement", async () => {
    const { accountId, placementId } = await tenant.active();
    const { suspenseId, data } = await held(tenant);
    const { body } = await tenant.agency.callback("payment.received", { placementId, data });
    expect(body).toMatchObject({ disposition: "ACCEPTED", reason: "attributed", outstanding: usd(95_000) });
    expect(await show(suspenseId)).toMatchObject({
      state: "ATTRIBUTED",
      settledBy: tenant.agency.agencyId,
      placementId,
    });
    const wrongly = await tenant.agency.callback("payment.received", { placementId: nowhere, data });
    expect(wrongly.body.disposition).toBe("DUPLICATE");
    expect((await tenant.lender.account(accountId)).balance.outstanding).toEqual(usd(95_000));
  });

  it("with another amount by the right placement is not guessed to be the same", async () => {
    const { placementId } = await tenant.active();
    const { data } = await held(tenant);
    const other = { ...data, amount: usd(1) };
    const { body } = await tenant.agency.callback("payment.received", { placementId, data: other });
    expect(body).toMatchObject({ disposition: "QUARANTINED", reason: "reused-reference" });
  });

  it("that is given back is off the books of nobody, and nothing of it can be taken back any more", async () => {
    const { suspenseId, data } = await held(tenant);
    const { body } = demand(await giveBack(suspenseId), 200);
    const { agencyId } = tenant.agency;
    expect(body.history.at(-1)).toMatchObject({
      type: "suspense.returned",
      postings: [
        { account: `agency-clearing/${agencyId}`, amount: -data.amount.amount },
        { account: `suspense/${agencyId}`, amount: data.amount.amount },
      ],
    });
    expect((await giveBack(suspenseId)).body).toEqual(body);
    const back = { originalPaymentRef: data["paymentRef"], amount: usd(1), reason: "NSF" };
    const reversal = { ...back, reversalRef: `r-${suspenseId}` };
    const answer = await tenant.agency.callback("payment.reversed", { placementId: nowhere, data: reversal });
    expect(refusal(answer)).toEqual([422, "amount-exceeds-balance"]);
  });

  it("is settled one way only", async () => {
    const { placementId } = await tenant.active();
    const { suspenseId } = await held(tenant);
    demand(await giveBack(suspenseId), 200);
    const answer = await attribute(suspenseId, placementId);
    expect(refusal(answer)).toEqual([409, "invalid-transition"]);
    expect(answer.body).toMatchObject({ from: "RETURNED", allowed: [] });
  });

  it("is not attributed to a placement that its agency never held, nor to another currency", async () => {
    const other = await (await aTenantHere()).active();
    const { suspenseId } = await held(tenant);
    const answer = await attribute(suspenseId, other.placementId);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(["/placementId"]);
    const own = await tenant.active();
    const euros = await inEuros(tenant);
    expect(refusal(await attribute(euros, own.placementId))).toEqual([422, "currency-mismatch"]);
  });

  it("that does not exist is not found", async () => {
    for (const id of [unknown, "sus_1", "acc_00000000000000000000000000"]) {
      expect(refusal(await operator.get(`${list}/${id}`))).toEqual([404, "not-found"]);
      expect(refusal(await giveBack(id))).toEqual([404, "not-found"]);
      expect(refusal(await attribute(id, nowhere))).toEqual([404, "not-found"]);
    }
  });

  it("is listed in one currency and by known states only", async () => {
    expect(pointers(await operator.get(list))).toEqual(["/currency"]);
    expect(pointers(await operator.get(`${list}?currency=USD&state=LOST`))).toEqual(["/state"]);
  });
});

async function inEuros({ agency }: Tenant): Promise<string> {
  const data = aPayment({ amount: { amount: 500, currency: "EUR" } });
  demand(await agency.callback("payment.received", { placementId: nowhere, data }), 202);
  const [found] = await everyOne(`${list}?currency=EUR&agencyId=${agency.agencyId}`);
  return String(found?.["suspenseId"]);
}

describe("GET /v1/suspense-payments", () => isForTheOperator(`${list}?currency=USD`, {}));
describe("GET /v1/suspense-payments/{suspenseId}", () => isForTheOperator(`${list}/${unknown}`, {}));
describe("POST …/attribution", () =>
  isForTheOperator(`${list}/${unknown}/attribution`, { json: { placementId: nowhere, explanation } }));
describe("POST …/return", () => isForTheOperator(`${list}/${unknown}/return`, { json: { explanation } }));
