import { describe, expect, it } from "vitest";
import { survivesEveryCrash } from "../support/survives.ts";
import { newWorld, type World } from "../support/world.ts";

type Cases = ReturnType<World["useCases"]>;

const text = "Ring +15550199 after six.";

/** An offer that was asked about, declined, and whose data its agency attested to have deleted before it got them. */
const attested = async (world: World, cases: Cases) => {
  const { accountId, ...account } = await cases.place();
  world.knows(accountId);
  const agencyId = world.holder(account);
  const { placementId } = account.placements[0]!;
  const says = (eventId: string, eventType: string, data: object) =>
    cases.callback(agencyId, { eventId, eventType, placementId, data });
  await says("e-1", "placement.info_requested", { code: "MORE" });
  await cases.inform(accountId, text);
  await says("e-2", "placement.declined", { code: "CAPACITY" });
  await says("e-3", "data.deleted", { attestation: "A", deletedAt: "2026-03-02T12:00:00Z" });
  await cases.append(agencyId, [accountId]);
  return { accountId, agencyId };
};

const withheldTypes = ["placement.offered", "placement.information_provided"];

describe("once a deletion is attested", () => {
  it("a late look at the lane delivers its events without what they disclosed, and records no disclosure", async () => {
    const world = await newWorld();
    const cases = world.useCases();
    const { accountId } = await attested(world, cases);
    for (const type of withheldTypes) await cases.deliver(await world.event(accountId, type));
    expect(world.taken.map(({ eventType }) => eventType)).toEqual([
      "placement.offered",
      "information.provided",
    ]);
    for (const { data } of world.taken) expect(data["withheld"]).toBe("DELETION_ATTESTED");
    expect(JSON.stringify(world.taken)).not.toMatch(/Alex|debtor\.example|15550199/u);
    expect(JSON.stringify(await world.state())).not.toContain("DISCLOSURE#");
  });

  it("a daily file has the rows without it", async () => {
    const world = await newWorld();
    const cases = world.useCases();
    const { agencyId } = await attested(world, cases);
    const file = await cases.exportFile(agencyId);
    expect([file?.after, file?.upTo]).toEqual([0, 2]);
    const [written] = [...world.objects.values()].flat();
    expect(written).toContain("DELETION_ATTESTED");
    expect(written).not.toMatch(/Alex|debtor\.example|15550199/u);
    expect(JSON.stringify(await world.state())).not.toContain("DISCLOSURE#");
  });

  it("a delivery that crashes anywhere ends as if nothing had crashed", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const { accountId } = await attested(world, cases);
        return world.event(accountId, "placement.offered");
      },
      step: (cases, event) => cases.deliver(event),
    });
  });
});
