import { expect, it } from "vitest";
import { Crash, crashing } from "../support/crash.ts";
import { survivesEveryCrash } from "../support/survives.ts";
import { newWorld, type World } from "../support/world.ts";

type Cases = ReturnType<World["useCases"]>;

const offered = async (world: World, cases: Cases) => {
  const account = await cases.place();
  world.knows(account.accountId);
  const agencyId = world.holder(account);
  await cases.append(agencyId, [account.accountId]);
  return { agencyId, accountId: account.accountId, placementId: account.placements[0]!.placementId };
};

it("a daily file whose writing crashes anywhere and is run again has the same bytes under the same key", async () => {
  await survivesEveryCrash({
    before: offered,
    step: (cases, { agencyId }) => cases.exportFile(agencyId),
  });
});

it("what reaches the feed between a crash and the next run is in the next file, not in the interrupted one", async () => {
  const world = await newWorld();
  const cases = world.useCases();
  const one = await offered(world, cases);
  const { agencyId, accountId } = one;
  await cases.exportFile(agencyId);
  world.pass(24);
  const disputeId = await dispute(world, cases, one);
  // The fourth call reads the feed: by then the positions are fixed, and nothing is written.
  const interrupted = crashing({ call: 4, when: "before" });
  await expect(world.useCases(interrupted.around).exportFile(agencyId)).rejects.toThrow(Crash);
  await cases.resolve(disputeId, { outcome: "REJECTED", explanation: "The balance is right." });
  await cases.append(agencyId, [accountId]);
  world.pass(24);
  const file = await cases.exportFile(agencyId);
  expect([file?.after, file?.upTo]).toEqual([2, 4]);
  const rows = [...world.objects.values()].map((versions) => versions[0]!.split("\r\n").length - 3);
  expect(rows).toEqual([1, 1, 2]);
  expect(await cases.exportFile(agencyId), "a day has one file").toBeUndefined();
});

/** A dispute that is raised, taken on, and in the feed. */
async function dispute(
  world: World,
  cases: Cases,
  { agencyId, accountId, placementId }: Awaited<ReturnType<typeof offered>>,
): Promise<string> {
  const data = { type: "OTHER" };
  const callback = { eventId: "e-1", eventType: "dispute.raised", placementId, data };
  const { answer } = await cases.callback(agencyId, callback);
  await cases.dispute(await world.event(accountId, "dispute.raised"));
  await cases.append(agencyId, [accountId]);
  return answer.disputeId!;
}
