import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import type { GatewayEvent } from "../../shared/kernel/event.ts";
import { verify } from "../../shared/platform/events.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { forbidden, neededBy } from "../support/permissions.ts";
import { aPayment, aReversal, aTenant, usd } from "../support/tenant.ts";

describe("from placement to money", () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await ownCloud();
  });
  afterAll(() => cloud.stop());

  it("an offer reaches the agency signed, with what its profile discloses and nothing more", async () => {
    const { place } = await aTenant(cloud);
    const { placementId, agency, view } = await place();
    const offer = await agency.inbox.receives("placement.offered");
    expect(offer.isSigned).toBe(true);
    expect(offer.headers["webhook-id"]).toBe(offer.eventId);
    expect(offer.body).toEqual({
      specVersion: "1.0",
      eventId: expect.stringMatching(/^evt_/u),
      eventType: "placement.offered",
      placementId,
      occurredAt: expect.any(String),
      data: {
        lenderAccountRef: view.lenderAccountRef,
        product: "PERSONAL_LOAN",
        delinquencyDate: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/u),
        balance: view.balance,
        acknowledgeBy: expect.any(String),
        placementNumber: 1,
        debtor: {
          name: "Alex Example",
          language: "en",
          region: "US-CA",
          contactPoint: { type: "EMAIL", value: "alex@debtor.example", status: "VERIFIED" },
        },
        holds: [],
      },
    });
  });

  it("acknowledged, paid, reversed: account, history and ledger agree, and the chain verifies", async () => {
    const { lender, active } = await aTenant(cloud);
    const { accountId, placementId, agency } = await active();
    const [kept, returned] = [aPayment({ amount: usd(30_000) }), aPayment({ amount: usd(50_000) })];
    for (const data of [kept, returned]) await agency.callback("payment.received", { placementId, data });
    const reversal = aReversal(returned.paymentRef, { amount: usd(50_000) });
    await agency.callback("payment.reversed", { placementId, data: reversal });
    await cloud.idle();

    const account = await lender.account(accountId);
    expect(account).toMatchObject({ lifecycle: "ACTIVE", facets: { payment: "PARTIAL" }, attention: [] });
    expect(account.balance.components).toEqual([{ component: "PRINCIPAL", amount: usd(75_000) }]);
    const events = await lender.history(accountId);
    expect(events.map(({ type }) => type)).toEqual([
      "account.received",
      "account.screened",
      "placement.offered",
      "placement.acknowledged",
      "payment.received",
      "payment.received",
      "payment.reversed",
    ]);
    expect(verify(events as GatewayEvent[])).toMatchObject({ ok: true });
    expect(foldOf(events)).toEqual({
      "receivable/PRINCIPAL": 75_000,
      [`agency-clearing/${agency.agencyId}`]: 30_000,
      opening: -105_000,
    });
    expect(agency.inbox.types(placementId), "an agency is not told what it told itself").toEqual([
      "placement.offered",
    ]);
  });

  it("nothing stays behind: no dead letter, no message, no event that was not routed", async () => {
    await cloud.idle();
    await cloud.advance("PT5M");
    expect(Object.values(await cloud.deadLetters()).flat()).toEqual([]);
    const depths = Object.values(await cloud.queues());
    expect(depths.every(({ ready, delayed, inFlight }) => ready + delayed + inFlight === 0)).toBe(true);
    expect(await cloud.logs("clock")).not.toMatch(/"swept":[1-9]/u);
  });

  it("no function's log names a debtor, a secret or a key", async () => {
    for (const { label } of cloud.plan.functions) {
      const log = await cloud.logs(label).catch(() => "");
      expect(log, label).not.toMatch(/Alex Example|alex@debtor|whsec_|gw_local_/u);
    }
  });

  it("made only calls that the functions' own policies allow", async () => {
    expect(await forbidden(cloud, neededBy(cloud))).toEqual([]);
  });
});

/** The balance of every ledger account that is not even. */
function foldOf(events: readonly { readonly postings: readonly { account: string; amount: number }[] }[]) {
  const sums = new Map<string, number>();
  for (const { account, amount } of events.flatMap(({ postings }) => postings))
    sums.set(account, (sums.get(account) ?? 0) + amount);
  return Object.fromEntries([...sums].filter(([, amount]) => amount !== 0));
}
