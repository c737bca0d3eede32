import { describe, expect, it } from "vitest";
import type { GatewayEvent } from "../../../shared/kernel/event.ts";
import { verify } from "../../../shared/platform/events.ts";
import { aTenantHere } from "../../support/here.ts";
import { aPayment, usd } from "../../support/tenant.ts";

describe("GET /v1/accounts/{id}/events", () => {
  it("shows the whole history in order, chained by hash, with who, when and the postings", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    const paidAt = "2024-05-01T10:00:00.000Z";
    const payment = {
      placementId,
      effectiveAt: paidAt,
      reportedAt: "2024-05-01T11:00:00.000Z",
      data: aPayment(),
    };
    await agency.callback("payment.received", payment);
    const events = await lender.history(accountId);
    expect(events.map(({ type }) => type)).toEqual([
      "account.received",
      "account.screened",
      "placement.offered",
      "placement.acknowledged",
      "payment.received",
    ]);
    expect(verify(events as GatewayEvent[])).toMatchObject({ ok: true });
    expect(events.at(-1)).toMatchObject({
      sequence: 5,
      actor: { kind: "AGENCY", id: agency.agencyId },
      effectiveAt: paidAt,
      reportedAt: "2024-05-01T11:00:00.000Z",
      postings: [
        { account: `agency-clearing/${agency.agencyId}`, amount: 10_000 },
        { account: "receivable/INTEREST", amount: -5_000 },
        { account: "receivable/PRINCIPAL", amount: -5_000 },
      ],
    });
    expect(events[0]?.actor).toEqual({ kind: "LENDER", id: lender.lenderId });
  });

  it("leads from page to page without a gap", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId } = await active();
    const first = await lender.get(`/v1/accounts/${accountId}/events?limit=3`);
    const rest = await lender.get(`/v1/accounts/${accountId}/events?limit=3&cursor=${first.body.nextCursor}`);
    const sequences = [...first.body.items, ...rest.body.items].map(({ sequence }) => sequence);
    expect(sequences).toEqual([1, 2, 3, 4]);
  });

  it("shows nothing of how the store keeps it", async () => {
    const { lender, place } = await aTenantHere();
    const { accountId } = await place();
    for (const event of await lender.history(accountId))
      expect(Object.keys(event)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(pk|sk|list|at|routes|group|lenderId)$/u)]),
      );
  });

  it("balances every event's postings to zero", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    await agency.callback("payment.received", { placementId, data: aPayment({ amount: usd(200_000) }) });
    for (const { postings } of await lender.history(accountId))
      expect(postings.reduce((total: number, { amount }: { amount: number }) => total + amount, 0)).toBe(0);
  });
});
