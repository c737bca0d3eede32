import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { aTenant, demand, usd, type Placement } from "../support/tenant.ts";

const explanation = "Checked against the contract.";

const raise = async ({ agency, placementId }: Pick<Placement, "agency" | "placementId">, data = {}) =>
  demand(
    await agency.callback("dispute.raised", { placementId, data: { type: "AMOUNT_WRONG", ...data } }),
    202,
  ).body as { readonly disputeId: string; readonly holdId: string };

describe("a dispute", () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await ownCloud();
  });
  afterAll(() => cloud.stop());

  const disputed = async (wish = {}) => {
    const tenant = await aTenant(cloud, wish);
    const placement = await tenant.active();
    const raised = await raise(placement);
    await cloud.idle();
    return {
      ...tenant,
      placement,
      ...raised,
      told: () => placement.agency.inbox.types(placement.placementId),
    };
  };

  it("stops the agency: the hold reaches it after the offer, signed, with a time to answer", async () => {
    const { lender, placement, holdId, disputeId, told } = await disputed();
    expect(told()).toEqual(["placement.offered", "hold.apply"]);
    const order = await placement.agency.inbox.receives("hold.apply");
    expect(order.isSigned).toBe(true);
    expect(order.body.data).toEqual({
      holdId,
      type: "DISPUTE",
      disputeId,
      acknowledgeBy: expect.any(String),
    });
    expect((await lender.account(placement.accountId)).holds).toMatchObject([{ holdId, state: "ORDERED" }]);

    const { placementId, agency } = placement;
    const appliedAt = cloud.now().toISOString();
    demand(await agency.callback("hold.acknowledged", { placementId, data: { holdId, appliedAt } }), 202);
    expect((await lender.account(placement.accountId)).holds).toMatchObject([{ state: "ACKNOWLEDGED" }]);
    expect((await lender.get(`/v1/disputes/${disputeId}`)).body).toMatchObject({
      state: "AWAITING_LENDER",
      lenderAnswerBy: expect.any(String),
    });
  });

  it("UPHELD: the agency hears the outcome, then the recall, and works no more", async () => {
    const { lender, placement, disputeId, told } = await disputed();
    demand(await lender.resolve(disputeId, { outcome: "UPHELD", explanation }), 200);
    await cloud.idle();
    expect(told()).toEqual(["placement.offered", "hold.apply", "dispute.resolved", "recall.final"]);
    expect((await lender.account(placement.accountId)).lifecycle).toBe("RECALLED");
  });

  it("PARTLY_UPHELD: outcome, new balance, release, in this order", async () => {
    const { lender, placement, disputeId, told } = await disputed();
    const adjustment = { component: "INTEREST", amount: usd(5_000) };
    demand(await lender.resolve(disputeId, { outcome: "PARTLY_UPHELD", explanation, adjustment }), 200);
    await cloud.idle();
    expect(told()).toEqual([
      "placement.offered",
      "hold.apply",
      "dispute.resolved",
      "balance.adjusted",
      "hold.release",
    ]);
    const adjusted = await placement.agency.inbox.receives("balance.adjusted");
    expect(adjusted.body.data).toMatchObject({
      adjustment: usd(5_000),
      balance: { outstanding: usd(100_000) },
    });
  });

  it("REJECTED: the outcome is sent before the hold is released", async () => {
    const { lender, placement, holdId, disputeId, told } = await disputed();
    demand(await lender.resolve(disputeId, { outcome: "REJECTED", explanation }), 200);
    await cloud.idle();
    expect(told()).toEqual(["placement.offered", "hold.apply", "dispute.resolved", "hold.release"]);
    const release = await placement.agency.inbox.receives("hold.release");
    expect(release.body.data).toEqual({ holdId, type: "DISPUTE" });
  });

  it("that repeats an answered one with nothing new is answered by rule, and no hold is ordered", async () => {
    const { lender, placement, disputeId, told } = await disputed();
    demand(await lender.resolve(disputeId, { outcome: "REJECTED", explanation }), 200);
    const again = await raise(placement);
    await cloud.idle();
    const { body } = await lender.get(`/v1/disputes/${again.disputeId}`);
    expect(body).toMatchObject({ state: "DUPLICATIVE", duplicativeOf: disputeId });
    expect((await lender.account(placement.accountId)).holds).toEqual([]);
    expect(told().slice(4)).toEqual(["dispute.resolved"]);
    expect((await lender.get("/v1/disputes")).body.items).toEqual([]);
    const third = await raise(placement);
    await cloud.idle();
    const repeated = (await lender.get(`/v1/disputes/${third.disputeId}`)).body;
    expect(repeated).toMatchObject({ state: "DUPLICATIVE", duplicativeOf: disputeId });
    expect((await lender.account(placement.accountId)).facets.dispute).toBe("REJECTED");
  });

  it("that repeats an open one keeps the first one's hold", async () => {
    const { lender, placement, holdId } = await disputed();
    await raise(placement);
    await cloud.idle();
    expect((await lender.account(placement.accountId)).holds).toMatchObject([{ holdId }]);
  });

  it("that says something new is not taken for a repeat", async () => {
    const { lender, placement, disputeId } = await disputed();
    demand(await lender.resolve(disputeId, { outcome: "REJECTED", explanation }), 200);
    const again = await raise(placement, { narrative: "Here is the receipt." });
    await cloud.idle();
    expect((await lender.get(`/v1/disputes/${again.disputeId}`)).body.state).toBe("AWAITING_LENDER");
  });

  it.each([
    ["UPHELD", "recall.final"],
    ["REJECTED", "hold.release"],
  ])("that moved to the next agency with its account reaches that agency: %s", async (outcome, expected) => {
    const { lender, place, agencyOf } = await aTenant(cloud, { agencies: 2 });
    const { accountId, placementId, agency } = await place();
    const { disputeId } = await raise({ agency, placementId });
    await cloud.idle();
    demand(await agency.callback("placement.declined", { placementId, data: { code: "CONFLICT" } }), 202);
    await cloud.idle();
    const moved = await lender.account(accountId);
    if (moved.lifecycle !== "OFFERED") {
      expect(moved, "a disputed account is not offered on").toMatchObject({
        lifecycle: "ELIGIBLE",
        holds: [{}],
      });
      return;
    }
    demand(await lender.resolve(disputeId, { outcome, explanation }), 200);
    await cloud.idle();
    const next = agencyOf(moved);
    expect(next.inbox.types(moved.placements.at(-1).placementId)).toContain(expected);
  });

  it("raised by the former holder stops the agency that has the account now", async () => {
    const { lender, place, agencyOf } = await aTenant(cloud, { agencies: 2 });
    const { accountId, placementId, agency } = await place();
    demand(await agency.callback("placement.declined", { placementId, data: { code: "CONFLICT" } }), 202);
    await cloud.idle();
    const now = await lender.account(accountId);
    await raise({ agency, placementId });
    await cloud.idle();
    expect(agencyOf(now).inbox.types(now.placements.at(-1).placementId)).toContain("hold.apply");
  });
});
