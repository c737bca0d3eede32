import { describe, expect, inject, it } from "vitest";
import type { Json } from "../../support/http.ts";
import { aPayment, aTenant, demand, usd, type Agency } from "../../support/tenant.ts";

const read = async (agency: Agency, rest = "") =>
  demand(
    await agency.call(`/v1/agencies/${agency.agencyId}/placements${rest}`, { apiKey: agency.apiKey }),
    200,
  ).body;

describe("GET /v1/agencies/{agencyId}/placements", () => {
  const cloud = inject("cloud");

  it("shows what the agency has, with balance and holds as the gateway has them", async () => {
    const { active, lender } = await aTenant(cloud);
    const { accountId, placementId, agency } = await active();
    await agency.callback("payment.received", { placementId, data: aPayment({ amount: usd(30_000) }) });
    await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } });
    const account = await lender.account(accountId);
    const view = {
      placementId,
      lenderAccountRef: account.lenderAccountRef,
      product: "PERSONAL_LOAN",
      state: "ACTIVE",
      lifecycle: "ACTIVE",
      balance: account.balance,
      holds: ["DISPUTE"],
      offeredAt: expect.any(String),
      acknowledgeBy: expect.any(String),
    };
    expect(account.balance.outstanding).toEqual(usd(75_000));
    expect(await read(agency)).toEqual({ items: [view] });
    expect(await read(agency, `/${placementId}`)).toEqual(view);
  });

  it("pages through them, oldest first", async () => {
    const { place, agency } = await aTenant(cloud);
    const placed: string[] = [];
    for (let n = 0; n < 5; n += 1) placed.push((await place()).placementId);
    const found: string[] = [];
    let cursor = "";
    do {
      const page = await read(agency, `?limit=2${cursor}`);
      found.push(...page.items.map(({ placementId }: Json) => placementId));
      cursor = page.nextCursor === undefined ? "" : `&cursor=${page.nextCursor}`;
    } while (cursor !== "");
    expect(found).toEqual(placed);
  });

  it("no longer lists an ended one, and tells nothing of the account since", async () => {
    const { active } = await aTenant(cloud);
    const { placementId, agency, balance } = await active();
    await agency.callback("placement.closed", {
      placementId,
      data: { code: "EXHAUSTED", finalBalance: balance },
    });
    expect(await read(agency)).toEqual({ items: [] });
    const ended = await read(agency, `/${placementId}`);
    expect(ended).toMatchObject({ state: "CLOSED", endCode: "EXHAUSTED" });
    for (const member of ["balance", "lifecycle", "holds"]) expect(ended).not.toHaveProperty(member);
  });
});
