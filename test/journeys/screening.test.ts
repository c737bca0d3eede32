import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import type { Json } from "../support/http.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { aTenant, anAccount, demand, type Tenant } from "../support/tenant.ts";

const DAY_MS = 86_400_000;

/** One walk through twelve days: what time cures is placed on its day, and nothing else is. */
describe("a rejected account", () => {
  let cloud: LocalCloud;
  let tenant: Tenant;
  const ids: Record<"young" | "stayed" | "died" | "freed", string> = {
    young: "",
    stayed: "",
    died: "",
    freed: "",
  };
  const seen: Record<string, Record<string, Json>> = {};

  const date = (daysFromNow: number) =>
    new Date(cloud.now().getTime() + daysFromNow * DAY_MS).toISOString().slice(0, 10);
  const rejected = async (changes: Readonly<Record<string, unknown>>) => {
    const { body } = demand(await tenant.lender.post("/v1/accounts", anAccount(changes)), 201);
    expect(body.lifecycle).toBe("REJECTED");
    return body.accountId as string;
  };
  const look = async (when: string) => {
    const views = Object.entries(ids).map(async ([name, id]) => [name, await tenant.lender.account(id)]);
    seen[when] = Object.fromEntries(await Promise.all(views));
  };

  beforeAll(async () => {
    cloud = await ownCloud();
    tenant = await aTenant(cloud, { agencies: 2 });
    ids.young = await rejected({ delinquencyDate: date(-20) });
    ids.stayed = await rejected({ circumstances: { moratorium: { until: date(3) } } });
    ids.died = await rejected({ delinquencyDate: date(-20), circumstances: { deceased: true } });
    ids.freed = await rejected({ circumstances: { insolvent: true } });
    const path = `/v1/accounts/${ids.freed}/circumstances`;
    demand(await tenant.lender.post(path, { insolvent: false }), 202);
    await cloud.idle();
    await look("at once");
    await cloud.advance("P5D");
    await look("5 days");
    await cloud.advance("P3D");
    await look("8 days");
    await cloud.advance("P3D");
    await look("11 days");
  }, 120_000);
  afterAll(() => cloud.stop());

  it("becomes eligible on the day on which it is overdue for long enough, and is offered", async () => {
    expect(seen["8 days"]?.["young"].lifecycle).toBe("REJECTED");
    const view = seen["11 days"]?.["young"];
    expect(["OFFERED", "ELIGIBLE"]).toContain(view.lifecycle);
    expect(view.placements).toHaveLength(1);
    const agency = tenant.agencyOf(view);
    expect(agency.inbox.types(view.placements[0].placementId)).toContain("placement.offered");
    const history = await tenant.lender.history(ids.young);
    expect(history.slice(0, 5).map(({ type, data }) => [type, data.outcome ?? ""])).toEqual([
      ["account.received", ""],
      ["account.screened", "REJECTED"],
      ["account.rescreen_due", ""],
      ["account.screened", "ELIGIBLE"],
      ["placement.offered", ""],
    ]);
    expect(history[1].data.curesOn).toBe(history[3].effectiveAt.slice(0, 10));
  });

  it("is placed on the day after its moratorium's last", () => {
    expect(seen["at once"]?.["stayed"].lifecycle).toBe("REJECTED");
    expect(seen["5 days"]?.["stayed"].placements).not.toEqual([]);
  });

  it("is never looked at again by itself while something stands that time does not cure", async () => {
    expect(seen["11 days"]?.["died"]).toMatchObject({ lifecycle: "REJECTED", placements: [] });
    expect(await tenant.lender.history(ids.died)).toHaveLength(2);
  });

  it("is placed at once when the lender says that what stood against it is over", () => {
    expect(seen["at once"]?.["freed"].lifecycle).toBe("OFFERED");
  });
});
