import { describe, it } from "vitest";
import { survivesEveryCrash } from "../support/survives.ts";
import { usd } from "../support/tenant.ts";
import type { World } from "../support/world.ts";

type Cases = ReturnType<World["useCases"]>;

const taken = async (world: World, cases: Cases) => {
  const one = await cases.place();
  world.knows(one.accountId);
  return { agencyId: world.holder(one), placementId: one.placements[0]!.placementId };
};

const spend = (cases: Cases, { agencyId, placementId }: Awaited<ReturnType<typeof taken>>) =>
  cases.callback(agencyId, {
    eventId: "e-2",
    eventType: "cost.incurred",
    placementId,
    data: { costRef: "K-1", type: "TRACING", amount: usd(1_200) },
  });

describe("a cost that nobody authorised, where something crashes and is done again, ends as if nothing had crashed:", () => {
  it("its report", async () => {
    await survivesEveryCrash({ before: taken, step: spend });
  });

  it.each(["AUTHORISED", "REJECTED"])("the lender's word: %s", async (decision) => {
    await survivesEveryCrash({
      before: async (world, cases) => (await spend(cases, await taken(world, cases))).answer.costId!,
      step: (cases, costId) => cases.decideCost(costId, { decision, reason: "Checked." }),
    });
  });
});
