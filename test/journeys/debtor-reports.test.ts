import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import type { Json } from "../support/http.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { aTenant, anAccount, demand, type Placement, type Tenant } from "../support/tenant.ts";

const explanation = "The registry confirmed it.";

/** As long as a test may take: sixty nights of work. */
const SIXTY_DAYS_MS_MAX = 240_000;

const aDebtor = () => ({ ...anAccount().debtor, identifier: { type: "TAX_ID", value: ulid() } });

const tell = async ({ agency, placementId }: Placement, type: string, data: object = {}) =>
  demand(await agency.callback(type, { placementId, data }), 202).body as {
    readonly reportId: string;
    readonly holdId: string;
  };

describe("a report of the debtor", () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await ownCloud();
  });
  afterAll(() => cloud.stop());

  const acknowledge = async ({ lender }: Tenant, { agency, placementId, accountId }: Placement) => {
    const { holdId } = (await lender.account(accountId)).holds[0];
    const data = { holdId, appliedAt: cloud.now().toISOString() };
    demand(await agency.callback("hold.acknowledged", { placementId, data }), 202);
  };

  /** Three accounts of one debtor, at two agencies; and one of somebody else. */
  const aFamily = async () => {
    const tenant = await aTenant(cloud, { agencies: 2, policy: { sameAgencyPerDebtor: false } });
    const debtor = aDebtor();
    const family: [Placement, Placement, Placement] = [
      await tenant.active({ debtor }),
      await tenant.active({ debtor }),
      await tenant.active({ debtor }),
    ];
    const stranger = await tenant.active({ debtor: aDebtor() });
    expect(new Set(family.map(({ agency }) => agency.agencyId)).size, "both agencies have some").toBe(2);
    const views = () => Promise.all(family.map(({ accountId }) => tenant.lender.account(accountId)));
    return { tenant, family, stranger, views };
  };

  it("of a death stops all accounts of the debtor at both agencies, and takes them back once confirmed", async () => {
    const { tenant, family, stranger, views } = await aFamily();
    const [first, ...others] = family;
    const { reportId } = await tell(first, "debtor.deceased", { source: "RELATIVE" });
    await cloud.idle();
    expect(
      (await views()).map(({ holds }) =>
        holds.map(({ type, state }: { type: string; state: string }) => [type, state]),
      ),
    ).toEqual([
      [["DECEASED_CHECK", "ACKNOWLEDGED"]],
      [["DECEASED_CHECK", "ORDERED"]],
      [["DECEASED_CHECK", "ORDERED"]],
    ]);
    for (const other of others) {
      expect(other.agency.inbox.types(other.placementId)).toEqual(["placement.offered", "hold.apply"]);
      await acknowledge(tenant, other);
    }
    await cloud.advance("P3D");
    expect((await views()).map(({ lifecycle }) => lifecycle)).toEqual(["ACTIVE", "ACTIVE", "ACTIVE"]);

    const answer = { outcome: "CONFIRMED", explanation };
    demand(await tenant.lender.post(`/v1/debtor-reports/${reportId}/answer`, answer), 200);
    await cloud.idle();
    for (const view of await views())
      expect(view).toMatchObject({
        lifecycle: "RECALLED",
        holds: [],
        placements: [{ state: "RECALLED", endCode: "DECEASED" }],
      });
    for (const { agency, placementId } of family)
      expect(agency.inbox.types(placementId).at(-1)).toBe("recall.final");
    expect(await tenant.lender.account(stranger.accountId)).toMatchObject({ lifecycle: "ACTIVE", holds: [] });
  });

  it("that was unfounded lets every agency go on, and each hears so", async () => {
    const { tenant, family, views } = await aFamily();
    const { reportId } = await tell(family[2], "debtor.insolvent", { kind: "BANKRUPTCY" });
    await cloud.idle();
    const answer = { outcome: "UNFOUNDED", explanation };
    demand(await tenant.lender.post(`/v1/debtor-reports/${reportId}/answer`, answer), 200);
    await cloud.idle();
    for (const view of await views()) expect(view).toMatchObject({ lifecycle: "ACTIVE", holds: [] });
    for (const { agency, placementId } of family)
      expect(agency.inbox.types(placementId).at(-1)).toBe("hold.release");
  });

  /** A debtor in a breathing space and one who complained, looked at on the days that matter: months pass once for both. */
  describe("over sixty days", () => {
    const seen: Record<string, readonly Json[]> = {};
    const complained: Json[] = [];
    let heard: readonly (string | undefined)[] = [];
    let reportId = "";
    let types: readonly string[] = [];
    let listed: Json;

    beforeAll(async () => {
      const { tenant, family, views } = await aFamily();
      const [first, ...others] = family;
      await tell(first, "debtor.moratorium", { kind: "STANDARD" });
      await cloud.idle();
      for (const other of others) await acknowledge(tenant, other);
      const plaintiff = await aTenant(cloud);
      const placement = await plaintiff.active();
      const look = async () => complained.push(await plaintiff.lender.account(placement.accountId));
      ({ reportId } = await tell(placement, "complaint.raised", { category: "CONDUCT", severity: "HIGH" }));
      await cloud.advance("P55D");
      await look();
      await cloud.advance("P1DT1H");
      await look();
      types = (await plaintiff.lender.history(placement.accountId)).map(({ type }) => type);
      listed = (await plaintiff.lender.get("/v1/debtor-reports")).body.items;
      await cloud.advance("P3D");
      seen["day 59"] = await views();
      await cloud.advance("P1D");
      await cloud.idle();
      seen["day 60"] = await views();
      heard = family.map(({ agency, placementId }) => agency.inbox.types(placementId).at(-1));
    }, SIXTY_DAYS_MS_MAX);

    it("a breathing space ends by itself, on every account, and the agencies hear so", () => {
      for (const { holds } of seen["day 59"]!) expect(holds).toMatchObject([{ type: "BREATHING_SPACE" }]);
      for (const { holds } of seen["day 60"]!) expect(holds).toEqual([]);
      expect(heard).toEqual(["hold.release", "hold.release", "hold.release"]);
    });

    it("a complaint that nobody answers in eight weeks shows on the account; its hold stays", () => {
      const [before, after] = complained;
      expect(before.attention).toEqual([]);
      expect(after).toMatchObject({
        attention: ["REPORT_UNANSWERED"],
        holds: [{ type: "COMPLAINT", owner: { kind: "REPORT", id: reportId } }],
      });
      expect(types).toContain("debtor_report.overdue");
      expect(listed).toMatchObject([{ reportId }]);
    });
  });
});
