import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { newRef, type Placement, type Tenant } from "../../support/tenant.ts";

const aContact = (changes = {}) => ({
  attemptRef: newRef(),
  channel: "VOICE",
  startedAt: new Date().toISOString(),
  outcome: "RIGHT_PARTY",
  ...changes,
});

describe("contact.attempted", () => {
  let tenant: Tenant;
  let placement: Placement;
  beforeAll(async () => {
    tenant = await aTenantHere();
    placement = await tenant.active();
  });

  const report = (data: object, { agency, placementId }: Placement = placement) =>
    agency.callback("contact.attempted", { placementId, data });

  it("records an attempt without a violation while nothing forbids it", async () => {
    const { status, body } = await report(aContact({ durationSeconds: 42 }));
    expect([status, body.disposition]).toEqual([202, "ACCEPTED"]);
    const event = (await tenant.lender.history(placement.accountId)).at(-1);
    expect(event).toMatchObject({
      type: "contact.attempted",
      data: { outcome: "RIGHT_PARTY", violations: [] },
    });
  });

  it("marks an attempt that began while a hold stood as a violation", async () => {
    const held = await tenant.active();
    await held.agency.callback("dispute.raised", { placementId: held.placementId, data: { type: "OTHER" } });
    await report(aContact({ startedAt: new Date(Date.now() + 1_000).toISOString() }), held);
    const event = (await tenant.lender.history(held.accountId)).find(
      ({ type }) => type === "contact.attempted",
    );
    expect(event?.data.violations).toEqual(["CONTACT_DURING_HOLD"]);
    expect((await tenant.lender.account(held.accountId)).attention).toEqual(["CONTACT_DURING_HOLD"]);
  });

  it("does not blame an attempt that began before the hold", async () => {
    const held = await tenant.active();
    const startedAt = new Date(Date.now() - 60_000).toISOString();
    await held.agency.callback("dispute.raised", { placementId: held.placementId, data: { type: "OTHER" } });
    await report(aContact({ startedAt }), held);
    expect((await tenant.lender.account(held.accountId)).attention).toEqual([]);
  });

  it("counts an attempt once, whatever event id it comes under", async () => {
    const data = aContact();
    await report(data);
    const count = (await tenant.lender.history(placement.accountId)).length;
    expect((await report(data)).body.disposition).toBe("DUPLICATE");
    expect(await tenant.lender.history(placement.accountId)).toHaveLength(count);
  });

  it.each([
    ["no reference", { attemptRef: undefined }, "/data/attemptRef"],
    ["an unknown channel", { channel: "SKYWRITING" }, "/data/channel"],
    ["an unknown outcome", { outcome: "FINE" }, "/data/outcome"],
    ["a time without zone", { startedAt: "2024-05-01T10:00:00" }, "/data/startedAt"],
    ["a negative duration", { durationSeconds: -1 }, "/data/durationSeconds"],
    ["a fraction of a second", { durationSeconds: 1.5 }, "/data/durationSeconds"],
  ])("refuses %s and points at it", async (_name, changes, pointer) => {
    const answer = await report(aContact(changes));
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });
});
