import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { demand, newRef, usd } from "../../support/tenant.ts";

const aDirectPayment = (changes: Readonly<Record<string, unknown>> = {}) => ({
  paymentRef: newRef(),
  amount: usd(30_000),
  effectiveAt: "2026-03-04T11:20:00Z",
  ...changes,
});
const aReturn = (changes: Readonly<Record<string, unknown>> = {}) => ({
  reversalRef: newRef(),
  amount: usd(30_000),
  reason: "NSF",
  effectiveAt: "2026-03-05T11:20:00Z",
  ...changes,
});

describe("a payment to the lender is refused, and nothing changes,", () => {
  const here = async () => {
    const tenant = await aTenantHere();
    const placed = await tenant.active();
    const path = `/v1/accounts/${placed.accountId}/payments`;
    return { ...tenant, ...placed, path };
  };

  it("when its reference stands for something else, on this account or on another one", async () => {
    const { lender, path, active } = await here();
    const body = aDirectPayment();
    demand(await lender.post(path, body), 200);
    const other = await active();
    for (const [where, what] of [
      [path, { ...body, amount: usd(1) }],
      [path, { ...body, method: "CASH" }],
      [`/v1/accounts/${other.accountId}/payments`, body],
    ] as const)
      expect(refusal(await lender.post(where, what))).toEqual([409, "payment-ref-reused"]);
    expect((await lender.account(other.accountId)).balance.outstanding).toEqual(usd(105_000));
  });

  it("when its key belongs to another request", async () => {
    const { lender, path, accountId } = await here();
    const key = { "idempotency-key": "k-1" };
    demand(await lender.post(path, aDirectPayment(), key), 200);
    const answer = await lender.post(path, aDirectPayment(), key);
    expect(refusal(answer)).toEqual([422, "idempotency-key-reused"]);
    expect((await lender.account(accountId)).balance.outstanding).toEqual(usd(75_000));
  });

  it("in another currency, or before it happened", async () => {
    const { lender, path, accountId } = await here();
    const euros = await lender.post(path, aDirectPayment({ amount: { amount: 1, currency: "EUR" } }));
    expect([refusal(euros), pointers(euros)]).toEqual([[422, "currency-mismatch"], ["/amount/currency"]]);
    const effectiveAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const ahead = await lender.post(path, aDirectPayment({ effectiveAt }));
    expect([refusal(ahead), pointers(ahead)]).toEqual([[422, "invalid-request"], ["/effectiveAt"]]);
    expect(await lender.history(accountId)).toHaveLength(4);
  });
});

describe("its reversal is refused", () => {
  const paid = async () => {
    const tenant = await aTenantHere();
    const placed = await tenant.active();
    const body = aDirectPayment();
    const path = `/v1/accounts/${placed.accountId}/payments`;
    demand(await tenant.lender.post(path, body), 200);
    const reverse = (changes: object = {}, ref = body.paymentRef) =>
      tenant.lender.post(`${path}/${ref}/reversal`, aReturn({ ...changes }));
    return { ...tenant, ...placed, reverse };
  };

  it("for a payment that the lender did not record on this account", async () => {
    const { reverse, agency, placementId, active, lender } = await paid();
    expect(refusal(await reverse({}, "B-404"))).toEqual([404, "not-found"]);
    const data = { paymentRef: "AGENCY-1", amount: usd(1_000) };
    demand(await agency.callback("payment.received", { placementId, data }), 202);
    expect(refusal(await reverse({}, "AGENCY-1"))).toEqual([404, "not-found"]);
    const other = await active();
    const elsewhere = aDirectPayment();
    demand(await lender.post(`/v1/accounts/${other.accountId}/payments`, elsewhere), 200);
    expect(refusal(await reverse({}, elsewhere.paymentRef))).toEqual([404, "not-found"]);
  });

  it("of more than is left, in another currency, or under a reference that is taken", async () => {
    const { reverse, lender, accountId } = await paid();
    expect(refusal(await reverse({ amount: usd(30_001) }))).toEqual([422, "amount-exceeds-balance"]);
    const euros = { amount: { amount: 1, currency: "EUR" } };
    expect(refusal(await reverse(euros))).toEqual([422, "currency-mismatch"]);
    demand(await reverse({ reversalRef: "BACK-1", amount: usd(10_000) }), 200);
    const reused = await reverse({ reversalRef: "BACK-1", amount: usd(20_000) });
    expect(refusal(reused)).toEqual([409, "payment-ref-reused"]);
    expect((await lender.account(accountId)).balance.outstanding).toEqual(usd(85_000));
  });
});
