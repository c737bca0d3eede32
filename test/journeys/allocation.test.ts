import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { aContract, anAccount, aTenant, demand, type Placement } from "../support/tenant.ts";

const decline = ({ agency, placementId }: Pick<Placement, "agency" | "placementId">) =>
  agency.callback("placement.declined", { placementId, data: { code: "CAPACITY" } });

describe("an account that comes back", () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await ownCloud();
  });
  afterAll(() => cloud.stop());

  it("goes to the next agency after a decline, and never back", async () => {
    const { lender, place, agencies, agencyOf } = await aTenant(cloud, { agencies: 3 });
    const { accountId, placementId, agency } = await place();
    const held = [agency.agencyId];
    let current = { agency, placementId };
    for (let n = 2; n <= 3; n += 1) {
      demand(await decline(current), 202);
      await cloud.idle();
      const view = await lender.account(accountId);
      expect(view).toMatchObject({ lifecycle: "OFFERED" });
      expect(view.placements).toHaveLength(n);
      current = { agency: agencyOf(view), placementId: view.placements.at(-1).placementId };
      held.push(current.agency.agencyId);
      expect(current.agency.inbox.types(current.placementId)).toEqual(["placement.offered"]);
      const excluded = view.placements
        .at(-1)
        .allocation.filter(({ outcome }: { outcome: string }) => outcome === "EXCLUDED");
      expect(excluded.map(({ reasons }: { reasons: string[] }) => reasons)).toEqual(
        Array.from({ length: n - 1 }, () => ["HELD_IT_BEFORE"]),
      );
    }
    expect(new Set(held)).toEqual(new Set(agencies.map(({ agencyId }) => agencyId)));

    demand(await decline(current), 202);
    await cloud.idle();
    const left = await lender.account(accountId);
    expect([left.lifecycle, left.placements.length]).toEqual(["ELIGIBLE", 3]);
    expect((await lender.history(accountId)).at(-1)?.type).toBe("account.waits");
    await cloud.advance("P3D");
    expect((await lender.account(accountId)).placements, "nobody gets it twice").toHaveLength(3);
  });

  it("waits while nobody has room, and is placed when room is made and a day has passed", async () => {
    const { lender, operator, place, agency, agencyOf } = await aTenant(cloud, { contract: { capacity: 1 } });
    const first = await place();
    await expect(place()).rejects.toThrow("no agency has it");
    const [, waiting] = (await lender.get("/v1/accounts")).body.items;
    expect(waiting.lifecycle).toBe("ELIGIBLE");
    await cloud.advance("P2D");
    const still = await lender.account(waiting.accountId);
    expect(still.lifecycle).toBe("ELIGIBLE");

    await decline(first);
    await cloud.idle();
    await cloud.advance("P2D");
    const placed = await lender.account(waiting.accountId);
    expect(placed.lifecycle).toBe("OFFERED");
    expect(agencyOf(placed)).toBe(agency);
    const { contracts } = (await operator.get(`/v1/lenders/${lender.lenderId}`)).body;
    expect(contracts).toMatchObject([{ open: 1, placed: 2, capacity: 1 }]);
  });

  it("is placed when the contract is widened, without anybody asking again", async () => {
    const { lender, operator, agency } = await aTenant(cloud, { contract: { capacity: 0 } });
    const { accountId } = demand(await lender.post("/v1/accounts", anAccount()), 201).body;
    await operator.put(
      `/v1/lenders/${lender.lenderId}/contracts/${agency.agencyId}`,
      aContract({ capacity: 1 }),
    );
    await cloud.advance("P1DT5M");
    expect((await lender.account(accountId)).lifecycle).toBe("OFFERED");
    expect(agency.inbox.types()).toEqual(["placement.offered"]);
  });
});
