import { Webhook } from "standardwebhooks";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { lenderEventTypes } from "../../../shared/kernel/lender-events.ts";
import { aTenantHere } from "../../support/here.ts";
import { openInbox } from "../../support/inbox.ts";
import { aLenderInbox } from "../../support/lender-inbox.ts";
import { aPayment, demand, newSecret } from "../../support/tenant.ts";

async function anEndpoint(eventTypes?: readonly string[]) {
  const tenant = await aTenantHere();
  return { ...tenant, ...(await aLenderInbox(tenant, eventTypes)) };
}

describe("POST /v1/lenders/{id}/endpoints", () => {
  it("adds an endpoint of the lender's own and shows its secret this once", async () => {
    const { lender, endpoint, list, one, inbox, operator } = await anEndpoint();
    const { secret, ...view } = endpoint;
    expect(secret).toMatch(/^whsec_/u);
    expect(view).toEqual({
      endpointId: expect.stringMatching(/^end_[0-9A-Z]{26}$/u),
      lenderId: lender.lenderId,
      primary: false,
      url: inbox.url,
      eventTypes: [],
      secrets: [{ createdAt: expect.any(String) }],
      status: "ACTIVE",
    });
    expect(demand(await lender.get(one), 200).body).toEqual(view);
    expect(demand(await lender.get(list), 200).body).toEqual({ items: [view] });
    expect(demand(await operator.get(list), 200).body).toEqual({ items: [view] });
  });

  it("says where it is, and takes every type that lenders are told of", async () => {
    const { lender, list, inbox } = await anEndpoint();
    const made = demand(await lender.post(list, { url: inbox.url, eventTypes: lenderEventTypes }), 201);
    expect(made.headers.get("location")).toBe(`${list}/${made.body.endpointId}`);
    expect(made.body.eventTypes).toEqual(lenderEventTypes);
  });

  it("hands out no more of a lender's configuration: placing goes on beside it", async () => {
    const { place } = await anEndpoint();
    expect((await place()).view.lifecycle).toBe("OFFERED");
  });
});

describe("what happens to a lender's account", () => {
  it("is posted to it, signed, in order, and says what its list of events shows", async () => {
    const { active, lender, agency, inbox, endpoint, types } = await anEndpoint();
    const { accountId, placementId } = await active();
    const { body } = demand(
      await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } }),
      202,
    );
    const { holdId } = (await agency.inbox.receives("hold.apply")).body.data;
    const applied = { holdId, appliedAt: new Date().toISOString() };
    demand(await agency.callback("hold.acknowledged", { placementId, data: applied }), 202);
    const answer = { outcome: "REJECTED", explanation: "Checked." };
    demand(await lender.resolve(body.disputeId, answer), 200);
    await inbox.receives("hold.released");

    const events = await lender.history(accountId);
    const told = events.filter(({ type }) => (lenderEventTypes as readonly string[]).includes(type));
    expect(types(accountId)).toEqual(told.map(({ type }) => type));
    expect(types(accountId)).toEqual([
      "placement.offered",
      "placement.acknowledged",
      "dispute.raised",
      "hold.ordered",
      "hold.acknowledged",
      "dispute.resolved",
      "hold.released",
    ]);
    for (const { body: posted, raw, headers } of inbox.taken()) {
      expect(() => new Webhook(endpoint.secret).verify(raw, headers)).not.toThrow();
      const event = events.find(({ eventId }) => eventId === posted.eventId);
      expect(posted).toEqual({
        specVersion: "1.0",
        eventId: event!.eventId,
        eventType: event!.type,
        accountId,
        occurredAt: event!.effectiveAt,
        data: event,
      });
    }
  });

  it("is not posted to it when it is a payment, and to nobody else's endpoint whatever it is", async () => {
    const other = await anEndpoint();
    const { active, agency, inbox, types } = await anEndpoint();
    const { accountId, placementId } = await active();
    demand(await agency.callback("payment.received", { placementId, data: aPayment() }), 202);
    demand(await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } }), 202);
    await inbox.receives("hold.ordered");
    expect(types(accountId)).toEqual([
      "placement.offered",
      "placement.acknowledged",
      "dispute.raised",
      "hold.ordered",
    ]);
    expect(other.inbox.all()).toEqual([]);
    expect(JSON.stringify(agency.inbox.all())).not.toContain("dispute.raised");
  });

  it("goes to an endpoint only where its types are wanted", async () => {
    const { active, agency, inbox, types } = await anEndpoint(["hold.ordered"]);
    const { accountId, placementId } = await active();
    demand(await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } }), 202);
    await inbox.receives("hold.ordered");
    expect(types(accountId)).toEqual(["hold.ordered"]);
  });

  it("goes to an endpoint from the moment of its making on", async () => {
    const tenant = await aTenantHere();
    const before = await tenant.active();
    const { inbox, types } = await aLenderInbox(tenant);
    const { placementId, accountId } = before;
    demand(await before.agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } }), 202);
    await inbox.receives("hold.ordered");
    expect(types(accountId)).toEqual(["dispute.raised", "hold.ordered"]);
  });
});

describe("an endpoint of a lender", () => {
  it("moves by PUT, and is pinged at its new place", async () => {
    const { lender, one, inbox } = await anEndpoint();
    const elsewhere = await openInbox(`moved-${ulid()}`, newSecret());
    const json = { url: elsewhere.url, eventTypes: ["dispute.raised"] };
    const { body } = demand(await lender.call(one, { method: "PUT", json }), 200);
    expect(body).toMatchObject(json);
    expect(demand(await lender.call(`${one}/ping`, { method: "POST" }), 200).body.status).toBe(204);
    await elsewhere.receives("ping");
    expect(inbox.all()).toEqual([]);
  });

  it("signs with both secrets for the overlap of a rotation", async () => {
    const { lender, one, inbox, endpoint } = await anEndpoint();
    const rotated = demand(await lender.post(`${one}/rotation`, { overlapHours: 2 }), 201).body;
    demand(await lender.call(`${one}/ping`, { method: "POST" }), 200);
    const { raw, headers } = await inbox.receives("ping");
    for (const secret of [endpoint.secret, rotated.secret])
      expect(() => new Webhook(secret).verify(raw, headers)).not.toThrow();
  });

  it("that answers 410 is disabled and keeps its events, until the lender enables it", async () => {
    const { active, lender, agency, one, inbox } = await anEndpoint();
    inbox.answerWith(410);
    const { placementId } = await active();
    await expect.poll(async () => (await lender.get(one)).body.status, { timeout: 20_000 }).toBe("DISABLED");
    demand(await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } }), 202);
    await agency.inbox.receives("hold.apply");
    expect(inbox.taken()).toEqual([]);
    inbox.answerWith(204);
    const enabled = demand(await lender.call(`${one}/enabling`, { method: "POST" }), 200).body;
    expect(enabled).toMatchObject({ status: "ACTIVE", lenderId: lender.lenderId });
  });
});
