import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { newRef, usd } from "../../support/tenant.ts";

describe("payment.corrected", () => {
  it("posts the difference, and an older file with the first amount changes nothing any more", async () => {
    const { active, lender } = await aTenantHere();
    const { agency, placementId, accountId } = await active();
    const paymentRef = newRef();
    await agency.callback("payment.received", { placementId, data: { paymentRef, amount: usd(10_000) } });
    const data = { paymentRef, supersedesEventId: "first", amount: usd(9_000) };
    const { status, body } = await agency.callback("payment.corrected", { placementId, data });
    expect([status, body.outstanding]).toEqual([202, usd(96_000)]);
    const again = await agency.callback("payment.received", {
      placementId,
      data: { paymentRef, amount: usd(10_000) },
    });
    expect(again.body).toMatchObject({ disposition: "DUPLICATE" });
    expect((await lender.account(accountId)).balance.outstanding).toEqual(usd(96_000));
  });

  it("that comes first waits for its payment and is applied with it", async () => {
    const { active, lender } = await aTenantHere();
    const { agency, placementId, accountId } = await active();
    const paymentRef = newRef();
    const data = { paymentRef, supersedesEventId: "first", amount: usd(9_000) };
    const early = await agency.callback("payment.corrected", { placementId, data });
    expect(early.body).toMatchObject({ disposition: "ACCEPTED", reason: "waits-for-payment" });
    const { body } = await agency.callback("payment.received", {
      placementId,
      data: { paymentRef, amount: usd(10_000) },
    });
    expect(body.outstanding).toEqual(usd(96_000));
    const types = (await lender.history(accountId)).map(({ type }) => type);
    expect(types.slice(-3)).toEqual(["payment.correction_waiting", "payment.received", "payment.corrected"]);
  });

  it("of money in suspense is kept for a person", async () => {
    const { agency, active } = await aTenantHere();
    const { placementId } = await active();
    const unknown = placementId.replace(/_\d+$/u, "_9");
    const paymentRef = newRef();
    const kept = await agency.callback("payment.received", {
      placementId: unknown,
      data: { paymentRef, amount: usd(500) },
    });
    expect(kept.body.reason).toBe("posted-to-suspense");
    const data = { paymentRef, supersedesEventId: "first", amount: usd(400) };
    const { body } = await agency.callback("payment.corrected", { placementId, data });
    expect(body).toMatchObject({ disposition: "QUARANTINED", reason: "payment-in-suspense" });
  });

  it("of a placement that the agency never had is kept for a person", async () => {
    const { agency, active } = await aTenantHere();
    const { placementId } = await active();
    const unknown = placementId.replace(/_\d+$/u, "_9");
    const data = { paymentRef: newRef(), supersedesEventId: "first", amount: usd(400) };
    const { body } = await agency.callback("payment.corrected", { placementId: unknown, data });
    expect(body).toMatchObject({ disposition: "QUARANTINED", reason: "payment-unknown" });
  });
});
