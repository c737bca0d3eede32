import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";
import {
  aCallback,
  aPayment,
  anAgencyBody,
  newSecret,
  usd,
  type Placement,
  type Tenant,
} from "../../support/tenant.ts";

/** Waits until a minute has so much left that a test does not run into the next one. */
async function withTime(seconds: number): Promise<void> {
  const left = 60 - ((Date.now() / 1000) % 60);
  if (left < seconds) await new Promise((resolve) => setTimeout(resolve, left * 1000 + 50));
}

describe("an agency that may send five events a minute", () => {
  let tenant: Tenant;
  let placement: Placement;
  beforeAll(async () => {
    tenant = await aTenantHere();
    placement = await tenant.place();
    const { agency, operator } = { ...placement, ...tenant };
    const body = { ...anAgencyBody(agency.inbox.url, agency.secret), eventsPerMinute: 5 };
    await operator.put(`/v1/agencies/${agency.agencyId}`, body);
    // What a running function knows of an agency, it knows for ten seconds.
    await withTime(20);
  });
  const payment = () => ({ placementId: placement.placementId, data: aPayment({ amount: usd(100) }) });
  const events = async () => (await tenant.lender.history(placement.accountId)).length;
  const batchOf = (count: number) =>
    placement.agency.post(
      JSON.stringify({
        events: Array.from({ length: count }, () => aCallback("payment.received", payment())),
      }),
      { to: "event-batches" },
    );

  it("is told when to come again, and nothing of what is refused is recorded", async () => {
    const before = await events();
    const unsigned = { secret: newSecret() };
    for (let n = 0; n < 10; n += 1)
      expect((await placement.agency.callback("payment.received", payment(), unsigned)).status).toBe(401);
    for (let n = 0; n < 5; n += 1)
      expect((await placement.agency.callback("payment.received", payment())).status).toBe(202);
    const refused = await placement.agency.callback("payment.received", payment());
    expect(refusal(refused)).toEqual([429, "rate-limited"]);
    const seconds = Number(refused.headers.get("retry-after"));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused.body).toMatchObject({ retryAfter: seconds, eventsPerMinute: 5 });
    expect(["limit", "remaining", "reset"].map((name) => refused.headers.get(`ratelimit-${name}`))).toEqual([
      "5",
      "0",
      String(seconds),
    ]);
    expect(await events()).toBe(before + 5);
    expect(refusal(await batchOf(1))).toEqual([429, "rate-limited"]);
  });

  it("is refused a batch of more at once, and told to cut it", async () => {
    const before = await events();
    const answer = await batchOf(6);
    expect(refusal(answer)).toEqual([429, "rate-limited"]);
    expect(answer.body.detail).toContain("send fewer");
    expect(await events()).toBe(before);
  });

  it("takes nothing from another agency's events", async () => {
    const other = await aTenantHere();
    const theirs = await other.place();
    expect((await theirs.agency.acknowledge(theirs)).status).toBe(202);
  });
});
