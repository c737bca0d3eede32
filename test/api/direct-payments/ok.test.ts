import { describe, expect, it } from "vitest";
import { follow } from "../../support/feed.ts";
import { aTenantHere } from "../../support/here.ts";
import { aPayment, demand, newRef, usd, type Placement, type Tenant } from "../../support/tenant.ts";

const aDirectPayment = (changes: Readonly<Record<string, unknown>> = {}) => ({
  paymentRef: newRef(),
  amount: usd(30_000),
  method: "BANK_TRANSFER",
  effectiveAt: new Date(Date.now() - 3_600_000).toISOString(),
  ...changes,
});

const paying = ({ lender }: Tenant, { accountId }: Placement) => ({
  pay: (body: object, headers = {}) => lender.post(`/v1/accounts/${accountId}/payments`, body, headers),
  reverse: (paymentRef: string, body: object) =>
    lender.post(`/v1/accounts/${accountId}/payments/${encodeURIComponent(paymentRef)}/reversal`, body),
});

const aReturn = (amount: number) => ({
  reversalRef: newRef(),
  amount: usd(amount),
  reason: "RECALL_OF_FUNDS",
  effectiveAt: new Date().toISOString(),
});

describe("POST /v1/accounts/{id}/payments", () => {
  it("posts what the debtor paid the lender, and tells the agency by push and feed, with the balance after it", async () => {
    const tenant = await aTenantHere();
    const placed = await tenant.active();
    const { accountId, agency, placementId } = placed;
    const body = aDirectPayment({ clearedOn: "2026-03-05", note: "Paid at the counter." });
    const { status, body: view, headers } = await paying(tenant, placed).pay(body);
    expect([status, headers.get("idempotent-replayed")]).toEqual([200, null]);
    expect(view.balance.outstanding).toEqual(usd(75_000));
    const told = await agency.inbox.receives("payment.direct_received");
    expect(told).toMatchObject({ isSigned: true, placementId });
    expect(told.body.data).toEqual({
      paymentRef: body.paymentRef,
      amount: usd(30_000),
      method: "BANK_TRANSFER",
      clearedOn: "2026-03-05",
      balance: view.balance,
      acknowledgeBy: expect.any(String),
    });
    expect(Date.parse(told.body.occurredAt)).toBe(Date.parse(body.effectiveAt));
    const { position: _position, ...fed } = (await follow(agency, 2)).at(-1)!;
    expect(fed).toEqual(told.body);
    const event = (await tenant.lender.history(accountId)).at(-1);
    expect(event).toMatchObject({
      type: "payment.direct_received",
      actor: { kind: "LENDER" },
      data: { note: "Paid at the counter." },
    });
    expect(event?.postings[0]).toEqual({ account: "lender-direct", amount: 30_000 });
  });

  it("records one reference once, with an idempotency key and without", async () => {
    const tenant = await aTenantHere();
    const placed = await tenant.active();
    const { pay } = paying(tenant, placed);
    const body = aDirectPayment();
    demand(await pay(body, { "idempotency-key": "k-1" }), 200);
    for (const headers of [{ "idempotency-key": "k-1" }, { "idempotency-key": "k-2" }, {}]) {
      const again = demand(await pay(body, headers), 200);
      expect(again.headers.get("idempotent-replayed")).toBe("true");
      expect(again.body.balance.outstanding).toEqual(usd(75_000));
    }
    const events = await tenant.lender.history(placed.accountId);
    expect(events.filter(({ type }) => type === "payment.direct_received")).toHaveLength(1);
  });

  it("counts a payment once that is sent many times at the same moment", async () => {
    const tenant = await aTenantHere();
    const placed = await tenant.active();
    const { pay } = paying(tenant, placed);
    const body = aDirectPayment();
    const answers = await Promise.all(Array.from({ length: 6 }, () => pay(body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await tenant.lender.account(placed.accountId)).balance.outstanding).toEqual(usd(75_000));
  });

  it("takes money for an account that no agency has, and tells nobody", async () => {
    const tenant = await aTenantHere();
    const placed = await tenant.active();
    const { accountId, agency } = placed;
    demand(await tenant.lender.post(`/v1/accounts/${accountId}/recall`, { code: "FRAUD" }), 200);
    await agency.inbox.receives("recall.final");
    const { body } = demand(await paying(tenant, placed).pay(aDirectPayment({ amount: usd(200_000) })), 200);
    expect(body.balance).toMatchObject({ outstanding: usd(0), creditBalance: usd(95_000) });
    expect(body.facets.payment).toBe("CREDIT_BALANCE");
    const event = (await tenant.lender.history(accountId)).at(-1);
    expect(event?.data.acknowledgeBy).toBeUndefined();
    expect(agency.inbox.types()).not.toContain("payment.direct_received");
  });

  it("begins the wait for reversals when nothing is owed any more, as any payment does", async () => {
    const tenant = await aTenantHere();
    const placed = await tenant.active();
    demand(await paying(tenant, placed).pay(aDirectPayment({ amount: usd(105_000) })), 200);
    const types = (await tenant.lender.history(placed.accountId)).map(({ type }) => type);
    expect(types.slice(-2)).toEqual(["payment.direct_received", "account.paid_provisionally"]);
    const { body } = await placed.agency.inbox.receives("payment.direct_received");
    expect(body.data.balance.outstanding).toEqual(usd(0));
  });

  it("lets an agency that was only offered the account acknowledge what is left", async () => {
    const tenant = await aTenantHere();
    const placed = await tenant.place();
    demand(await paying(tenant, placed).pay(aDirectPayment()), 200);
    await placed.agency.inbox.receives("payment.direct_received");
    const taken = await placed.agency.acknowledge({ ...placed, balance: usd(75_000) });
    expect(taken.body).toMatchObject({ lifecycle: "ACTIVE", outstanding: usd(75_000) });
    expect(taken.body.reason).toBeUndefined();
  });
});

describe("POST /v1/accounts/{id}/payments/{paymentRef}/reversal", () => {
  it("takes a payment back in parts, each once, and tells the agency what is owed again", async () => {
    const tenant = await aTenantHere();
    const placed = await tenant.active();
    const { pay, reverse } = paying(tenant, placed);
    const body = aDirectPayment({ paymentRef: `RF18:${newRef()}+1` });
    demand(await pay(body), 200);
    const [first, second] = [aReturn(10_000), aReturn(20_000)];
    const once = demand(await reverse(body.paymentRef, first), 200);
    expect(once.body.balance.outstanding).toEqual(usd(85_000));
    const again = demand(await reverse(body.paymentRef, first), 200);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body.balance.outstanding).toEqual(usd(85_000));
    const told = await placed.agency.inbox.receives("payment.direct_reversed");
    expect(told.body.data).toEqual({
      reversalRef: first.reversalRef,
      originalPaymentRef: body.paymentRef,
      amount: usd(10_000),
      reason: "RECALL_OF_FUNDS",
      balance: once.body.balance,
    });
    expect((await reverse(body.paymentRef, second)).body.balance.outstanding).toEqual(usd(105_000));
    const { items } = (await tenant.lender.get(`/v1/accounts/${placed.accountId}/events`)).body;
    const legs = items.flatMap(
      ({ postings }: { postings: { account: string; amount: number }[] }) => postings,
    );
    const direct = legs.filter(({ account }: { account: string }) => account === "lender-direct");
    expect(direct.map(({ amount }: { amount: number }) => amount)).toEqual([30_000, -10_000, -20_000]);
  });

  it("gives an account that was closed as paid back to its agency, where the contract says so", async () => {
    const tenant = await aTenantHere({ contract: { reinstateOnReversal: true } });
    const placed = await tenant.active();
    const { pay, reverse } = paying(tenant, placed);
    const body = aDirectPayment({ amount: usd(105_000) });
    demand(await pay(body), 200);
    const closing = { code: "PAID_IN_FULL", finalBalance: usd(0) };
    const { placementId } = placed;
    demand(await placed.agency.callback("placement.closed", { placementId, data: closing }), 202);
    demand(await reverse(body.paymentRef, aReturn(105_000)), 200);
    const reopened = await placed.agency.inbox.receives("placement.reopened");
    expect(reopened.body.data).toMatchObject({
      reason: "PAYMENT_REVERSED",
      balance: { outstanding: usd(105_000) },
    });
  });

  it("is listed beside what the agency reported, whoever has the account", async () => {
    const tenant = await aTenantHere();
    const placed = await tenant.active();
    const { accountId, agency, placementId } = placed;
    const { pay, reverse } = paying(tenant, placed);
    const [told, later] = [aDirectPayment(), aDirectPayment({ amount: usd(7_000) })];
    demand(await pay(told), 200);
    const own = aPayment({ paymentRef: told.paymentRef, amount: usd(5_000) });
    demand(await agency.callback("payment.received", { placementId, data: own }), 202);
    demand(await tenant.lender.post(`/v1/accounts/${accountId}/recall`, { code: "FRAUD" }), 200);
    demand(await reverse(told.paymentRef, aReturn(10_000)), 200);
    demand(await pay(later), 200);
    const { items } = (await tenant.lender.get(`/v1/accounts/${accountId}/payments`)).body;
    const face = ({ paymentRef, recipient, amount, reversed }: Record<string, unknown>) => ({
      paymentRef,
      recipient,
      amount,
      reversed,
    });
    expect(items.map(face)).toEqual([
      { paymentRef: told.paymentRef, recipient: "LENDER", amount: usd(30_000), reversed: usd(10_000) },
      { paymentRef: told.paymentRef, recipient: "AGENCY", amount: usd(5_000), reversed: usd(0) },
      { paymentRef: later.paymentRef, recipient: "LENDER", amount: usd(7_000), reversed: usd(0) },
    ]);
  });

  it("keeps the lender's references apart from the agency's", async () => {
    const tenant = await aTenantHere();
    const placed = await tenant.active();
    const { placementId, agency } = placed;
    const body = aDirectPayment();
    demand(await paying(tenant, placed).pay(body), 200);
    const own = aPayment({ paymentRef: body.paymentRef, amount: usd(5_000) });
    const { body: taken } = await agency.callback("payment.received", { placementId, data: own });
    expect(taken).toMatchObject({ disposition: "ACCEPTED", outstanding: usd(70_000) });
  });
});
