import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import type { Json } from "../support/http.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { aTenant, demand, type Agency, type Placement, type Tenant } from "../support/tenant.ts";

/** One walk through twelve days: everything begins at once, and every account is looked at as time passes. */
describe("clocks of days", () => {
  let cloud: LocalCloud;
  let tenant: Tenant;
  let lapsing: Placement;
  let informed: Placement;
  let unanswered: Placement;
  let worked: Placement;
  let stopped: Placement;
  let silent: Placement;
  let escalated: string;
  let answered: string;
  const seen: Record<string, Record<string, Json>> = {};
  const waiting: Record<string, { readonly holds: readonly Json[]; readonly overdue: readonly Json[] }> = {};

  const raise = async ({ agency, placementId }: Placement) => {
    const { body } = await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } });
    return body as { readonly holdId: string; readonly disputeId: string };
  };
  const stop = (agency: Agency, placementId: string, holdId: string) =>
    agency.callback("hold.acknowledged", {
      placementId,
      data: { holdId, appliedAt: cloud.now().toISOString() },
    });
  const look = async (when: string) => {
    const views = Object.entries({ lapsing, informed, unanswered, worked, stopped, silent });
    seen[when] = Object.fromEntries(
      await Promise.all(
        views.map(async ([name, { accountId }]) => [name, await tenant.lender.account(accountId)]),
      ),
    );
    const itemsOf = async (path: string) => (await tenant.lender.get(path)).body.items;
    waiting[when] = {
      holds: await itemsOf("/v1/unacknowledged-holds"),
      overdue: await itemsOf("/v1/overdue-clocks"),
    };
  };

  beforeAll(async () => {
    cloud = await ownCloud();
    tenant = await aTenant(cloud, { agencies: 2 });
    [lapsing, informed, unanswered] = [await tenant.place(), await tenant.place(), await tenant.place()];
    [worked, stopped, silent] = [await tenant.active(), await tenant.active(), await tenant.active()];
    escalated = (await raise(silent)).holdId;
    const raised = await raise(stopped);
    answered = raised.disputeId;
    await cloud.idle();
    demand(await stop(stopped.agency, stopped.placementId, raised.holdId), 202);
    await cloud.advance("PT20H");
    await look("20 hours");
    await cloud.advance("PT8H");
    await look("28 hours");
    const { accountId } = informed;
    for (const { agency, placementId } of [informed, unanswered])
      demand(await agency.callback("placement.info_requested", { placementId, data: { code: "MORE" } }), 202);
    demand(await tenant.lender.post(`/v1/accounts/${accountId}/information`, { text: "Here." }), 200);
    demand(await tenant.lender.resolve(answered, { outcome: "REJECTED", explanation: "Checked." }), 200);
    await cloud.advance("P1DT20H");
    await look("3 days");
    await cloud.advance("PT12H");
    await look("3½ days");
    await cloud.advance("P9D");
    await look("12½ days");
    await cloud.advance("P3D");
  }, 120_000);
  afterAll(() => cloud.stop());

  it("an offer stands while the agency still has time, acknowledged or not", () => {
    expect(seen["28 hours"]?.["lapsing"]).toMatchObject({ lifecycle: "OFFERED", placements: [{}] });
    expect(seen["3 days"]?.["worked"]).toMatchObject({ lifecycle: "ACTIVE", attention: [] });
  });

  it("an offer that nobody answers is withdrawn after its time and goes to the next agency", async () => {
    const { placementId, agency, balance } = lapsing;
    const view = seen["3 days"]?.["lapsing"];
    expect(view.placements).toMatchObject([
      { state: "TIMED_OUT", endCode: "NO_ANSWER" },
      { state: "OFFERED" },
    ]);
    expect(agency.inbox.types(placementId)).toEqual(["placement.offered", "placement.cancelled"]);
    const next = tenant.agencyOf(view);
    expect(next).not.toBe(agency);
    expect(next.inbox.types(view.placements[1].placementId)[0]).toBe("placement.offered");
    const late = await agency.callback("placement.acknowledged", { placementId, data: { balance } });
    expect([late.status, late.code], "an answer that comes too late").toEqual([409, "invalid-transition"]);
  });

  it("information that the lender provides gives the agency its time again", () => {
    expect(seen["3 days"]?.["informed"], "three days after the offer").toMatchObject({
      lifecycle: "OFFERED",
      placements: [{}],
    });
    expect(seen["3½ days"]?.["informed"].placements[0].state, "and two after the answer").toBe("TIMED_OUT");
  });

  it("a question that the lender does not answer shows after its business days, and the agency may still decline", async () => {
    const { accountId, agency, placementId } = unanswered;
    expect(seen["12½ days"]?.["unanswered"]).toMatchObject({
      lifecycle: "INFO_REQUIRED",
      attention: ["INFORMATION_OVERDUE"],
    });
    expect(seen["12½ days"]?.["informed"].attention).not.toContain("INFORMATION_OVERDUE");
    const history = await tenant.lender.history(accountId);
    expect(history.filter(({ type }) => type === "placement.information_overdue")).toHaveLength(1);
    const declining = { placementId, data: { code: "DATA_INSUFFICIENT" } };
    demand(await agency.callback("placement.declined", declining), 202);
    expect((await tenant.lender.account(accountId)).attention).toEqual([]);
  });

  it("a hold that is not acknowledged within a day escalates", () => {
    expect(seen["20 hours"]?.["silent"].holds).toMatchObject([{ state: "ORDERED" }]);
    expect(seen["28 hours"]?.["silent"].holds).toMatchObject([{ holdId: escalated, state: "ESCALATED" }]);
    expect(seen["28 hours"]?.["silent"].attention).toContain("HOLD_NOT_ACKNOWLEDGED");
  });

  it("a hold that is not acknowledged within a day is a break of the agency, one, and critical", async () => {
    const { operator, lender } = tenant;
    const apiKey = await operator.newKey({ kind: "FINANCE", lenderId: lender.lenderId });
    const { items } = demand(await operator.call("/v1/breaks", { apiKey }), 200).body;
    expect(items.filter(({ code }: Json) => code === "HOLD_NOT_ACKED")).toMatchObject([
      { agencyId: silent.agency.agencyId, severity: "CRITICAL", owner: "COMPLIANCE" },
    ]);
  });

  it("an agency that ignores a hold for a second day loses the account", () => {
    expect(seen["28 hours"]?.["silent"].lifecycle).toBe("ACTIVE");
    expect(seen["3 days"]?.["silent"]).toMatchObject({
      lifecycle: "RECALLED",
      placements: [{ state: "RECALLED", endCode: "HOLD_NOT_ACKNOWLEDGED" }],
    });
    expect(silent.agency.inbox.types(silent.placementId).at(-1)).toBe("recall.final");
  });

  it("a hold that was acknowledged does not escalate", () => {
    expect(seen["28 hours"]?.["stopped"]).toMatchObject({
      attention: [],
      holds: [{ state: "ACKNOWLEDGED" }],
    });
  });

  it("a lender's silence on a dispute shows after its business days, once, and an answer in time does not", async () => {
    expect(seen["3½ days"]?.["silent"].attention).not.toContain("DISPUTE_UNANSWERED");
    expect(seen["12½ days"]?.["silent"].attention).toContain("DISPUTE_UNANSWERED");
    expect(seen["12½ days"]?.["stopped"].attention).not.toContain("DISPUTE_UNANSWERED");
    const history = await tenant.lender.history(silent.accountId);
    expect(history.filter(({ type }) => type === "dispute.overdue")).toHaveLength(1);
    expect(history.filter(({ type }) => type === "hold.escalated")).toHaveLength(1);
  });

  it("a hold stands on the list of those without an answer, with its next step, until the account is taken back", () => {
    const { accountId } = silent;
    const holds = (when: string) => waiting[when]?.holds;
    expect(holds("20 hours")).toMatchObject([
      { holdId: escalated, accountId, state: "ORDERED", nextStep: "ESCALATE" },
    ]);
    expect(holds("28 hours")).toMatchObject([
      { holdId: escalated, accountId, state: "ESCALATED", nextStep: "RECALL" },
    ]);
    expect(holds("3 days")).toEqual([]);
  });

  it("an escalated hold can still be acknowledged", async () => {
    const { accountId, agency, placementId } = silent;
    demand(await stop(agency, placementId, escalated), 202);
    expect((await tenant.lender.account(accountId)).holds).toMatchObject([{ state: "ACKNOWLEDGED" }]);
  });

  it("what nobody answered in time stands on the list of what is overdue until it is answered", async () => {
    const { accountId } = silent;
    expect(waiting["3½ days"]?.overdue).toEqual([]);
    const late = waiting["12½ days"]?.overdue ?? [];
    expect(late).toMatchObject([{ kind: "LENDER_ANSWER", accountId }]);
    const [{ about }] = late as [Json];
    expect(about).not.toBe(answered);
    demand(await tenant.lender.resolve(about, { outcome: "REJECTED", explanation: "Late." }), 200);
    await expect.poll(async () => (await tenant.lender.get("/v1/overdue-clocks")).body.items).toEqual([]);
  });
});
