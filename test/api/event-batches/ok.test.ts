import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { aCallback, aPayment, newRef, usd, type Placement, type Tenant } from "../../support/tenant.ts";

describe("POST /v1/agencies/{agencyId}/event-batches", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await aTenantHere();
  });

  const paying = ({ placementId }: Placement, amount = 100) =>
    aCallback("payment.received", { placementId, data: aPayment({ amount: usd(amount) }) });
  const sent = async (events: readonly unknown[]) => {
    const { status, body } = await tenant.agency.post(JSON.stringify({ events }), {
      eventId: newRef(),
      to: "event-batches",
    });
    expect(status, JSON.stringify(body)).toBe(200);
    return body.items;
  };
  const outstanding = async ({ accountId }: Placement) =>
    (await tenant.lender.account(accountId)).balance.outstanding.amount;

  it("takes every event for itself and answers in the order of the batch", async () => {
    const [one, two] = [await tenant.active(), await tenant.active()];
    const before = [await outstanding(one), await outstanding(two)];
    const wrong = { ...paying(one), data: { amount: usd(-1) } };
    const strange = { ...paying(one), eventType: "weather.changed" };
    const items = await sent([paying(one), wrong, paying(two, 250), strange, 17, paying(one, 50)]);
    expect(items).toMatchObject([
      { index: 0, status: 202, replayed: false, receipt: { disposition: "ACCEPTED" } },
      { index: 1, status: 422, problem: { code: "invalid-request" } },
      { index: 2, status: 202, receipt: { outstanding: usd(before[1] - 250) } },
      { index: 3, status: 202, receipt: { disposition: "QUARANTINED", reason: "unknown-event-type" } },
      { index: 4, status: 422, problem: { code: "invalid-request" } },
      { index: 5, status: 202, receipt: { outstanding: usd(before[0] - 150) } },
    ]);
    expect([await outstanding(one), await outstanding(two)]).toEqual([before[0] - 150, before[1] - 250]);
  });

  it("counts what it has twice once, and refuses another body under a known id", async () => {
    const placement = await tenant.active();
    const before = await outstanding(placement);
    const first = paying(placement);
    const other = { ...first, data: aPayment({ amount: usd(7) }) };
    const sameMoney = { ...first, eventId: newRef() };
    const items = await sent([first, first, other, sameMoney]);
    expect(items).toMatchObject([
      { status: 202, replayed: false, receipt: { disposition: "ACCEPTED" } },
      { status: 202, replayed: true, receipt: { disposition: "ACCEPTED" } },
      { status: 409, problem: { code: "event-id-reused" } },
      { status: 202, receipt: { disposition: "DUPLICATE" } },
    ]);
    expect(items[1].receipt).toEqual(items[0].receipt);
    expect(await outstanding(placement)).toBe(before - 100);
  });

  it("is the same event as on its own, whichever came first and however it was spaced", async () => {
    const placement = await tenant.active();
    const [alone, together] = [paying(placement), paying(placement, 30)];
    const before = await outstanding(placement);
    const first = await tenant.agency.post(JSON.stringify(alone, null, 2), { eventId: alone.eventId });
    const items = await sent([alone, together]);
    expect(items).toMatchObject([{ replayed: true }, { replayed: false }]);
    expect(items[0].receipt).toEqual(first.body);
    const again = await tenant.agency.post(JSON.stringify(together), { eventId: together.eventId });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toEqual(items[1].receipt);
    expect(await outstanding(placement)).toBe(before - 130);
  });

  it("may be repeated as a whole, and has room for a reversal before its payment", async () => {
    const placement = await tenant.active();
    const before = await outstanding(placement);
    const data = aPayment({ amount: usd(100) });
    const payment = aCallback("payment.received", { placementId: placement.placementId, data });
    const reversal = aCallback("payment.reversed", {
      placementId: placement.placementId,
      data: {
        reversalRef: newRef(),
        originalPaymentRef: data["paymentRef"],
        amount: usd(40),
        reason: "NSF",
      },
    });
    const items = await sent([reversal, payment]);
    expect(items.map(({ status }: { status: number }) => status)).toEqual([202, 202]);
    const repeated = await sent([reversal, payment]);
    expect(repeated).toEqual(items.map((item: object) => ({ ...item, replayed: true })));
    expect(await outstanding(placement)).toBe(before - 60);
  });

  it("takes a hundred events of one placement, each once", async () => {
    const placement = await tenant.active();
    const before = await outstanding(placement);
    const items = await sent(Array.from({ length: 100 }, () => paying(placement, 1)));
    expect(items.map(({ status }: { status: number }) => status)).toEqual(
      Array.from({ length: 100 }, () => 202),
    );
    expect(await outstanding(placement)).toBe(before - 100);
  });
});
