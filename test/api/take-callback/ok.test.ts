import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import {
  aCallback,
  aPayment,
  newRef,
  newSecret,
  usd,
  type Placement,
  type Tenant,
} from "../../support/tenant.ts";

describe("POST /v1/agencies/{id}/events", () => {
  let tenant: Tenant;
  let placement: Placement;
  beforeAll(async () => {
    tenant = await aTenantHere();
    placement = await tenant.active();
  });

  const paymentOf = (amount = 100) => ({
    placementId: placement.placementId,
    data: aPayment({ amount: usd(amount) }),
  });
  const outstanding = async () =>
    (await tenant.lender.account(placement.accountId)).balance.outstanding.amount;

  it("acknowledges with a receipt, the lifecycle and what is outstanding now", async () => {
    const before = await outstanding();
    const { status, body } = await placement.agency.callback("payment.received", paymentOf());
    expect(status).toBe(202);
    expect(body).toEqual({
      receiptId: expect.stringMatching(/^rcp_[0-9a-f]{26}$/u),
      eventId: expect.any(String),
      disposition: "ACCEPTED",
      lifecycle: "ACTIVE",
      outstanding: usd(before - 100),
      balance: (await tenant.lender.account(placement.accountId)).balance,
    });
  });

  it("answers the very same request again inside the window as the first time", async () => {
    const at = new Date(Date.now() - 60_000);
    const callback = aCallback("payment.received", paymentOf(), at);
    const how = { eventId: callback.eventId, at };
    const first = await placement.agency.post(JSON.stringify(callback), how);
    const events = (await tenant.lender.history(placement.accountId)).length;
    const again = await placement.agency.post(JSON.stringify(callback), how);
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([202, "true"]);
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(again.body).toEqual(first.body);
    expect(await tenant.lender.history(placement.accountId)).toHaveLength(events);
  });

  it("answers a repeat that is signed anew as the first time", async () => {
    const callback = aCallback("payment.received", paymentOf());
    const how = { eventId: callback.eventId };
    const first = await placement.agency.post(JSON.stringify(callback), {
      ...how,
      at: new Date(Date.now() - 120_000),
    });
    const again = await placement.agency.post(JSON.stringify(callback), how);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toEqual(first.body);
  });

  it("answers a repeat as the first time even when the state has moved on", async () => {
    const { placementId, agency, accountId, balance } = await tenant.place();
    const callback = aCallback("placement.acknowledged", { placementId, data: { balance } });
    const send = () => agency.post(JSON.stringify(callback), { eventId: callback.eventId });
    const first = await send();
    await agency.callback("payment.received", { placementId, data: aPayment() });
    await agency.callback("placement.closed", {
      placementId,
      data: { code: "PARTIALLY_PAID_EXHAUSTED", finalBalance: usd(95_000) },
    });
    const again = await send();
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([202, "true"]);
    expect(again.body).toEqual(first.body);
    expect((await tenant.lender.account(accountId)).lifecycle).toBe("CLOSED");
  });

  it("keeps the event ids of two agencies apart", async () => {
    const other = await aTenantHere();
    const theirs = await other.active();
    const eventId = newRef();
    const one = await placement.agency.callback("payment.received", { ...paymentOf(), eventId });
    const two = await theirs.agency.callback("payment.received", {
      eventId,
      placementId: theirs.placementId,
      data: aPayment(),
    });
    expect([one.body.disposition, two.body.disposition]).toEqual(["ACCEPTED", "ACCEPTED"]);
  });

  it("takes a request that is signed but carries no key", async () => {
    const answer = await placement.agency.callback("payment.received", paymentOf(), { apiKey: undefined });
    expect(answer.status).toBe(202);
  });

  it.each([
    ["301 seconds less two ago", -299],
    ["299 seconds ahead", 299],
  ])("takes a signature from %s", async (_name, seconds) => {
    const at = new Date(Date.now() + seconds * 1000);
    expect((await placement.agency.callback("payment.received", paymentOf(), { at })).status).toBe(202);
  });

  it("takes either of two secrets while they are rotated, and any of several signatures", async () => {
    const fresh = await aTenantHere();
    const { agency } = fresh;
    const next = newSecret();
    await fresh.operator.put(`/v1/agencies/${agency.agencyId}`, {
      name: "Example Recovery",
      licences: [{ region: "US", number: "L-1", expiresOn: "2099-12-31" }],
      endpointUrl: agency.inbox.url,
      webhookSecrets: [next, agency.secret],
    });
    const { placementId } = await fresh.place();
    const contact = () => ({ placementId, data: aPayment() });
    expect((await agency.callback("payment.received", contact(), { secret: next })).status).toBe(202);
    expect((await agency.callback("payment.received", contact())).status).toBe(202);
  });

  it.each([
    ["a misspelt type", "payment.recieved"],
    ["a type of the next version", "arrangement.cured"],
    ["a name of every object", "constructor"],
    ["a name with a prototype", "__proto__"],
  ])("keeps %s in quarantine and changes nothing", async (_name, eventType) => {
    const before = await tenant.lender.account(placement.accountId);
    const events = (await tenant.lender.history(placement.accountId)).length;
    const callback = aCallback(eventType, paymentOf());
    const send = () => placement.agency.post(JSON.stringify(callback), { eventId: callback.eventId });
    const { status, body } = await send();
    expect(status).toBe(202);
    expect(body).toMatchObject({ disposition: "QUARANTINED", reason: "unknown-event-type" });
    expect(await tenant.lender.account(placement.accountId)).toEqual(before);
    expect(await tenant.lender.history(placement.accountId)).toHaveLength(events);
    const again = await send();
    expect([again.headers.get("idempotent-replayed"), again.body]).toEqual(["true", body]);
  });

  it("ignores members that later versions may add", async () => {
    const { status } = await placement.agency.callback("payment.received", {
      ...paymentOf(),
      mood: "sunny",
      data: aPayment({ terminal: "T-1" }),
    });
    expect(status).toBe(202);
  });

  it("takes the narrative of a dispute in full and in any script", async () => {
    const { agency, placementId } = await tenant.active();
    const narrative = "争议 — ñandú 🙂 ".repeat(1_500).slice(0, 20_000);
    const { status, body } = await agency.callback("dispute.raised", {
      placementId,
      data: { type: "OTHER", narrative },
    });
    expect(status).toBe(202);
    const { body: dispute } = await tenant.lender.get(`/v1/disputes/${body.disputeId}`);
    expect(dispute.narrative).toBe(narrative);
  });
});
