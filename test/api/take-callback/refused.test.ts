import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";
import { aCallback, aPayment, newRef, usd, type Placement, type Tenant } from "../../support/tenant.ts";

describe("POST /v1/agencies/{id}/events refuses", () => {
  let tenant: Tenant;
  let placement: Placement;
  beforeAll(async () => {
    tenant = await aTenantHere();
    placement = await tenant.active();
  });

  const state = async () => ({
    account: await tenant.lender.account(placement.accountId),
    events: await tenant.lender.history(placement.accountId),
  });

  it("an event id that came with another body, and changes nothing", async () => {
    const { agency, placementId } = placement;
    const first = aCallback("payment.received", { placementId, data: aPayment() });
    const { body } = await agency.callback("payment.received", first);
    const before = await state();
    const other = await agency.callback("payment.received", { ...first, data: aPayment({ amount: usd(1) }) });
    expect(refusal(other)).toEqual([409, "event-id-reused"]);
    expect(other.body.receiptId).toBe(body.receiptId);
    expect(await state()).toEqual(before);
  });

  it("an event id that came with another type, and changes nothing", async () => {
    const { agency, placementId } = placement;
    const eventId = newRef();
    await agency.callback("payment.received", { eventId, placementId, data: aPayment() });
    const before = await state();
    for (const [type, data] of [
      ["dispute.raised", { type: "OTHER" }],
      ["placement.closed", { code: "EXHAUSTED", finalBalance: usd(0) }],
      ["something.new", {}],
    ] as const) {
      const other = await agency.callback(type, { eventId, placementId, data });
      expect(refusal(other), type).toEqual([409, "event-id-reused"]);
    }
    expect(await state()).toEqual(before);
  });

  it("another tenant's placement as if it were not there", async () => {
    const { agency } = await aTenantHere();
    const before = await state();
    for (const [type, data] of [
      ["placement.acknowledged", { balance: usd(105_000) }],
      ["placement.declined", { code: "CAPACITY" }],
      ["placement.closed", { code: "EXHAUSTED", finalBalance: usd(0) }],
      ["placement.info_requested", { code: "MORE" }],
      ["dispute.raised", { type: "OTHER" }],
      ["hold.acknowledged", { holdId: "hld_x", appliedAt: new Date().toISOString() }],
      [
        "contact.attempted",
        { attemptRef: newRef(), channel: "SMS", startedAt: new Date().toISOString(), outcome: "DELIVERED" },
      ],
    ] as const) {
      const answer = await agency.callback(type, { placementId: placement.placementId, data });
      expect(refusal(answer), type).toEqual([404, "not-found"]);
    }
    expect(await state()).toEqual(before);
  });

  it("a placement number that the account never had", async () => {
    const { agency, placementId } = placement;
    const answer = await agency.callback("dispute.raised", {
      placementId: placementId.replace(/_1$/u, "_2"),
      data: { type: "OTHER" },
    });
    expect(refusal(answer)).toEqual([404, "not-found"]);
  });
});
