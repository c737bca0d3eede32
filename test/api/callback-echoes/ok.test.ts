import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { aPayment, demand, newRef, usd, type Tenant } from "../../support/tenant.ts";

const paidDirectly = async (tenant: Tenant) => {
  const placed = await tenant.active();
  const body = { paymentRef: newRef(), amount: usd(30_000), effectiveAt: "2026-03-04T11:20:00Z" };
  demand(await tenant.lender.post(`/v1/accounts/${placed.accountId}/payments`, body), 200);
  const { eventId } = await placed.agency.inbox.receives(
    "payment.direct_received",
    ({ placementId }) => placementId === placed.placementId,
  );
  const view = () => tenant.lender.account(placed.accountId);
  const types = async () => (await tenant.lender.history(placed.accountId)).map(({ type }) => type);
  const echo = (overrides: object = {}, data: object = {}) =>
    placed.agency.callback("payment.received", {
      placementId: placed.placementId,
      origin: "LENDER",
      correlationId: eventId,
      ...overrides,
      data: aPayment({ amount: usd(30_000), recipient: "LENDER", ...data }),
    });
  return { ...placed, ...body, eventId, view, types, echo };
};

const withoutTime = ({ updatedAt: _moved, ...view }: Record<string, unknown>) => view;

describe("a payment to the lender that its agency reports back", () => {
  it.each([
    ["by our event", {}, {}],
    ["as the gateway's", { origin: "GATEWAY" }, {}],
    ["without saying whose it is, but that it is our event", { origin: "AGENCY" }, { recipient: "AGENCY" }],
  ])("is acknowledged and not counted again: %s", async (_name, overrides, data) => {
    const { echo, view, types } = await paidDirectly(await aTenantHere());
    const before = await view();
    const { status, body } = await echo(overrides, data);
    expect(status).toBe(202);
    expect(body).toMatchObject({
      disposition: "ACCEPTED",
      reason: "echo-acknowledged",
      outstanding: usd(75_000),
    });
    expect(withoutTime(await view())).toEqual(withoutTime(before));
    expect((await types()).at(-1)).toBe("payment.direct_acknowledged");
  });

  it.each(["LENDER", "AGENCY"])("is known by the lender's own reference, with origin %s", async (origin) => {
    const { echo, view, types, paymentRef } = await paidDirectly(await aTenantHere());
    const { body } = await echo({ origin, correlationId: undefined }, { paymentRef });
    expect(body).toMatchObject({ disposition: "ACCEPTED", reason: "echo-acknowledged" });
    expect((await view()).balance.outstanding).toEqual(usd(75_000));
    expect((await types()).at(-1)).toBe("payment.direct_acknowledged");
  });

  it("is acknowledged once, however often it is reported", async () => {
    const { echo, view, types } = await paidDirectly(await aTenantHere());
    for (let n = 0; n < 3; n += 1) demand(await echo(), 202);
    expect((await types()).filter((type) => type === "payment.direct_acknowledged")).toHaveLength(1);
    expect((await view()).balance.outstanding).toEqual(usd(75_000));
  });

  it("answers the same when the same event comes again", async () => {
    const { echo } = await paidDirectly(await aTenantHere());
    const same = { eventId: newRef(), effectiveAt: "2026-03-05T10:00:00Z" };
    const [first, second] = [await echo(same, { paymentRef: "P" }), await echo(same, { paymentRef: "P" })];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
  });

  it.each([
    ["another amount", { data: { amount: usd(29_999) } }, "echo-differs"],
    [
      "an event that nobody told it",
      { envelope: { correlationId: "evt_01ARZ3NDEKTSV4RRFFQ69G5FAV_7" } },
      "echo-unknown",
    ],
    ["a mark of its own", { envelope: { correlationId: "case-17" } }, "echo-unknown"],
    ["nothing", { envelope: { correlationId: undefined } }, "echo-unknown"],
  ] as readonly (readonly [string, { envelope?: object; data?: object }, string])[])(
    "is kept for a person when it names %s",
    async (_name, { envelope, data }, reason) => {
      const { echo, view, types } = await paidDirectly(await aTenantHere());
      const before = await view();
      const { status, body } = await echo(envelope, data);
      expect([status, body.disposition, body.reason]).toEqual([202, "QUARANTINED", reason]);
      expect(await view()).toEqual(before);
      expect((await types()).at(-1)).toBe("payment.direct_received");
    },
  );

  it("is kept for a person on a placement that is not the agency's, and not posted to suspense", async () => {
    const { echo } = await paidDirectly(await aTenantHere());
    const { body } = await echo({ placementId: "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1" });
    expect(body).toMatchObject({ disposition: "QUARANTINED", reason: "echo-unknown" });
    expect(body.outstanding).toBeUndefined();
  });

  it("that another agency was told of tells it nothing", async () => {
    const [mine, other] = [await paidDirectly(await aTenantHere()), await aTenantHere()];
    const theirs = await other.active();
    const { body } = await theirs.agency.callback("payment.received", {
      placementId: theirs.placementId,
      origin: "LENDER",
      correlationId: mine.eventId,
      data: aPayment({ amount: usd(30_000) }),
    });
    expect(body).toMatchObject({ disposition: "QUARANTINED", reason: "echo-unknown" });
    expect((await mine.types()).at(-1)).toBe("payment.direct_received");
  });

  it("in a batch is told apart from the money that the agency got", async () => {
    const { agency, placementId, eventId, view } = await paidDirectly(await aTenantHere());
    const event = (more: object, data: Readonly<Record<string, unknown>>) => ({
      eventId: newRef(),
      eventType: "payment.received",
      placementId,
      effectiveAt: "2026-03-05T10:00:00Z",
      ...more,
      data: aPayment(data),
    });
    const events = [
      event({ origin: "LENDER", correlationId: eventId }, { amount: usd(30_000), recipient: "LENDER" }),
      event({}, { amount: usd(5_000) }),
    ];
    const { body } = await agency.post(JSON.stringify({ events }), { to: "event-batches" });
    expect(body.items.map(({ receipt }: { receipt: { reason?: string } }) => receipt.reason)).toEqual([
      "echo-acknowledged",
      undefined,
    ]);
    expect((await view()).balance.outstanding).toEqual(usd(70_000));
  });
});

describe("a reversal by the lender that its agency reports back", () => {
  it("is not counted again", async () => {
    const tenant = await aTenantHere();
    const { accountId, agency, placementId, paymentRef, view, types } = await paidDirectly(tenant);
    const reversal = {
      reversalRef: newRef(),
      amount: usd(30_000),
      reason: "NSF",
      effectiveAt: "2026-03-05T11:20:00Z",
    };
    const path = `/v1/accounts/${accountId}/payments/${paymentRef}/reversal`;
    demand(await tenant.lender.post(path, reversal), 200);
    const { eventId } = await agency.inbox.receives("payment.direct_reversed");
    for (const more of [{ correlationId: eventId }, {}]) {
      const { body } = await agency.callback("payment.reversed", {
        placementId,
        origin: "LENDER",
        ...more,
        data: { reversalRef: newRef(), originalPaymentRef: paymentRef, amount: usd(30_000), reason: "NSF" },
      });
      expect(body).toMatchObject({ disposition: "ACCEPTED", reason: "echo-acknowledged" });
    }
    expect((await view()).balance.outstanding).toEqual(usd(105_000));
    expect((await types()).slice(-2)).toEqual(["event.echoed", "event.echoed"]);
  });
});

describe("what else an agency reports back", () => {
  it("of a hold is its word that it stopped, and puts no second one", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, agency, placementId } = await active();
    const request = { type: "VULNERABILITY", reason: "Told on the phone." };
    const { holds } = demand(await lender.post(`/v1/accounts/${accountId}/holds`, request), 200).body;
    const { eventId } = await agency.inbox.receives("hold.apply");
    const { body } = await agency.callback("hold.applied", {
      placementId,
      origin: "LENDER",
      correlationId: eventId,
      data: { type: "VULNERABILITY", appliedAt: new Date().toISOString() },
    });
    expect(body.disposition).toBe("ACCEPTED");
    expect((await lender.account(accountId)).holds).toMatchObject([
      { holdId: holds[0].holdId, state: "ACKNOWLEDGED", owner: { kind: "LENDER" } },
    ]);
    expect((await lender.get("/v1/unacknowledged-holds")).body.items).toEqual([]);
  });

  it.each([
    ["a dispute", "dispute.raised", { type: "OTHER" }],
    ["a hold that nobody ordered", "hold.applied", { type: "ATTORNEY", appliedAt: "2026-03-04T11:20:00Z" }],
    ["a fee", "fee.added", { feeRef: "F-1", type: "COURT_COST", amount: usd(100), authorisationRef: "A" }],
  ])("and names nothing known is kept for a person: %s", async (_name, eventType, data) => {
    const { lender, active } = await aTenantHere();
    const { accountId, agency, placementId } = await active();
    const before = await lender.account(accountId);
    const { body } = await agency.callback(eventType, { placementId, origin: "GATEWAY", data });
    expect(body).toMatchObject({ disposition: "QUARANTINED", reason: "echo-unknown" });
    expect(await lender.account(accountId)).toEqual(before);
  });

  it("does not hide its own answers: an order to stop is answered, whoever it says that it came from", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, agency, placementId } = await active();
    const request = { type: "COMPLAINT", reason: "x" };
    const { holdId } = demand(await lender.post(`/v1/accounts/${accountId}/holds`, request), 200).body
      .holds[0];
    const { eventId } = await agency.inbox.receives("hold.apply");
    const data = { holdId, appliedAt: new Date().toISOString() };
    const answered = { placementId, origin: "GATEWAY", correlationId: eventId, data };
    demand(await agency.callback("hold.acknowledged", answered), 202);
    expect((await lender.account(accountId)).holds).toMatchObject([{ state: "ACKNOWLEDGED" }]);
  });

  it("must say whose it is in words that exist", async () => {
    const { agency, active } = await aTenantHere();
    const { placementId } = await active();
    const answer = await agency.callback("payment.received", {
      placementId,
      origin: "COURT",
      data: aPayment(),
    });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, "/origin"]);
  });
});
