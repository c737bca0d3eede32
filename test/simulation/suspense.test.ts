import { describe, it } from "vitest";
import type { AgencyId } from "../../shared/kernel/ids.ts";
import { survivesEveryCrash, type Scenario } from "../support/survives.ts";
import { usd } from "../support/tenant.ts";
import type { World } from "../support/world.ts";

type Known = { readonly agencyId: AgencyId; readonly placementId: string; readonly suspenseId: string };

const nowhere = "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1";
const data = { paymentRef: "p-1", amount: usd(10_000) };

/** Money of a placement that nobody knows, a part of which went back. */
async function held(world: World, cases: ReturnType<World["useCases"]>): Promise<Known> {
  const account = await cases.place();
  world.knows(account.accountId);
  const agencyId = world.holder(account);
  await cases.callback(agencyId, {
    eventId: "e-1",
    eventType: "payment.received",
    placementId: nowhere,
    data,
  });
  await cases.callback(agencyId, {
    eventId: "e-2",
    eventType: "payment.reversed",
    placementId: nowhere,
    data: { reversalRef: "r-1", originalPaymentRef: "p-1", amount: usd(4_000), reason: "NSF" },
  });
  const suspenseId = await world.suspenseOf(agencyId, "p-1");
  return { agencyId, placementId: account.placements[0]!.placementId, suspenseId };
}

describe("settling money in suspense, where whoever does it crashes anywhere, ends as if nothing had crashed", () => {
  it.each<readonly [string, Scenario<Known>]>([
    [
      "attributed by a person",
      {
        before: held,
        step: (cases, { suspenseId, placementId }) => cases.attribute(suspenseId, placementId),
      },
    ],
    ["given back", { before: held, step: (cases, { suspenseId }) => cases.giveBack(suspenseId) }],
    [
      "reported again by the right placement",
      {
        before: held,
        step: (cases, { agencyId, placementId }) =>
          cases.callback(agencyId, { eventId: "e-3", eventType: "payment.received", placementId, data }),
      },
    ],
  ])("%s", async (_name, scenario) => survivesEveryCrash(scenario));
});
