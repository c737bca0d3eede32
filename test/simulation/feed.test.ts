import { it } from "vitest";
import { survivesEveryCrash } from "../support/survives.ts";

it("an append that crashes anywhere and is taken again leaves the feed as if nothing had crashed", async () => {
  await survivesEveryCrash({
    before: async (world, cases) => {
      const account = await cases.place();
      world.knows(account.accountId);
      const agencyId = world.holder(account);
      const { placementId } = account.placements[0]!;
      await cases.callback(agencyId, {
        eventId: "e-1",
        eventType: "dispute.raised",
        placementId,
        data: { type: "OTHER" },
      });
      await cases.dispute(await world.event(account.accountId, "dispute.raised"));
      return { agencyId, accountIds: [account.accountId] };
    },
    step: (cases, { agencyId, accountIds }) => cases.append(agencyId, accountIds),
  });
});
