import { describe, it } from "vitest";
import { survivesEveryCrash } from "../support/survives.ts";
import { anAccount } from "../support/tenant.ts";
import type { World } from "../support/world.ts";

type Cases = ReturnType<World["useCases"]>;

/** Twenty days overdue where the policy asks for thirty. */
const tooYoung = { delinquencyDate: "2026-02-10" };

const placed = async (world: World, cases: Cases, changes: object) => {
  const { accountId } = await cases.place(changes);
  world.knows(accountId);
  return accountId;
};

/** What the clock left for the worker on the day on which the account is old enough. */
const due = async (world: World, cases: Cases, changes: object = tooYoung) => {
  const accountId = await placed(world, cases, changes);
  world.pass(24 * 10);
  await cases.fire();
  return world.event(accountId, "account.rescreen_due");
};

const identified = {
  debtor: { ...anAccount().debtor, identifier: { type: "TAX_ID", value: "T-1" } },
};

describe("a step of screening that crashes anywhere and is taken again ends as if nothing had crashed:", () => {
  it("placing an account of a known debtor", async () => {
    await survivesEveryCrash({
      before: async () => undefined,
      step: async (cases, _known, world) => {
        world.knows((await cases.place(identified, "key-1")).accountId);
      },
    });
  });

  it("placing an account that time will cure", async () => {
    await survivesEveryCrash({
      before: async () => undefined,
      step: async (cases, _known, world) => {
        world.knows((await cases.place(tooYoung, "key-1")).accountId);
      },
    });
  });

  it("firing the clock of its day", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        await placed(world, cases, tooYoung);
        world.pass(24 * 10);
      },
      step: (cases) => cases.fire(),
    });
  });

  it.each([
    ["offering it", tooYoung, 100],
    ["offering it to a known debtor's agency", { ...tooYoung, ...identified }, 100],
    ["letting it wait for room", tooYoung, 0],
  ])("screening it again and %s", async (_name, changes, capacity) => {
    await survivesEveryCrash({
      capacity,
      before: (world, cases) => due(world, cases, changes),
      step: (cases, message) => cases.again(message),
    });
  });

  it("recording changed circumstances", async () => {
    await survivesEveryCrash({
      before: (world, cases) => placed(world, cases, { circumstances: { disputed: true } }),
      step: (cases, accountId) => cases.circumstances(accountId, { disputed: false }),
    });
  });

  it("rejecting a returned account whose debtor has died", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const account = await cases.place();
        world.knows(account.accountId);
        const { placementId } = account.placements[0]!;
        await cases.callback(world.holder(account), {
          eventId: "e-2",
          eventType: "placement.declined",
          placementId,
          data: { code: "CAPACITY" },
        });
        await cases.circumstances(account.accountId, { deceased: true });
        return world.event(account.accountId, "placement.declined");
      },
      step: (cases, message) => cases.again(message),
    });
  });
});
