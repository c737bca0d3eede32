import { describe, expect, it } from "vitest";
import type { Around } from "../support/around.ts";
import { survivesEveryCrash } from "../support/survives.ts";
import { anAccount } from "../support/tenant.ts";
import { newWorld, type World } from "../support/world.ts";

type Cases = ReturnType<World["useCases"]>;

const identified = {
  debtor: { ...anAccount().debtor, identifier: { type: "TAX_ID", value: "T-1" } },
};

/** Two accounts of one debtor. */
const family = async (world: World, cases: Cases) => {
  const [one, other] = [
    await cases.place({ ...identified, lenderAccountRef: "L-1" }),
    await cases.place({ ...identified, lenderAccountRef: "key-1" }),
  ];
  world.knows(one.accountId);
  world.knows(other.accountId);
  return {
    accountId: one.accountId,
    agencyId: world.holder(one),
    placementId: one.placements[0]!.placementId,
  };
};

type Family = Awaited<ReturnType<typeof family>>;

const says = (cases: Cases, { agencyId, placementId }: Family, eventType: string) =>
  cases.callback(agencyId, { eventId: "e-2", placementId, eventType, data: dataOf[eventType] ?? {} });

const dataOf: Readonly<Record<string, object>> = {
  "complaint.raised": { category: "CONDUCT", severity: "HIGH", narrative: "Rude." },
  "debtor.moratorium": { kind: "STANDARD" },
};

const reported = (eventType: string) => async (world: World, cases: Cases) => {
  const one = await family(world, cases);
  const { answer } = await says(cases, one, eventType);
  return { ...one, reportId: answer.reportId!, event: await world.event(one.accountId, eventType) };
};

const reached = (eventType: string) => async (world: World, cases: Cases) => {
  const one = await reported(eventType)(world, cases);
  await cases.reach(one.event);
  return one;
};

const answers = ["CONFIRMED", "UNFOUNDED"].flatMap((outcome) =>
  ["debtor.deceased", "debtor.represented"].map((type) => [type, outcome] as const),
);

describe("a step of a report that crashes anywhere and is taken again ends as if nothing had crashed:", () => {
  it.each(["complaint.raised", "debtor.deceased", "debtor.moratorium", "debtor.moved"])(
    "an agency's %s",
    async (eventType) => {
      await survivesEveryCrash({ before: family, step: (cases, one) => says(cases, one, eventType) });
    },
  );

  it.each(["debtor.deceased", "debtor.moratorium"])(
    "carrying %s to the other accounts",
    async (eventType) => {
      await survivesEveryCrash({
        before: reported(eventType),
        step: (cases, { event }) => cases.reach(event),
      });
    },
  );

  it.each(answers)("answering %s: %s", async (eventType, outcome) => {
    await survivesEveryCrash({
      before: reached(eventType),
      step: (cases, { reportId }) => cases.answer(reportId, { outcome, explanation: "Checked." }),
    });
  });

  it.each(answers)("carrying the answer to %s to the other accounts: %s", async (eventType, outcome) => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const one = await reached(eventType)(world, cases);
        await cases.answer(one.reportId, { outcome, explanation: "Checked." });
        return world.event(one.accountId, "debtor_report.answered");
      },
      step: (cases, event) => cases.reach(event),
    });
  });

  it("firing the clock of a complaint that nobody answered", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        await says(cases, await family(world, cases), "complaint.raised");
        world.pass(24 * 57);
      },
      step: (cases) => cases.fire(),
    });
  });
});

/** A third account of the debtor is placed just before one of the worker's calls. */
const placedDuring = async (call: number, isAnswer: boolean) => {
  const world = await newWorld();
  const cases = world.useCases();
  const one = await (isAnswer ? reached : reported)("debtor.represented")(world, cases);
  if (isAnswer) await cases.answer(one.reportId, { outcome: "UNFOUNDED", explanation: "Checked." });
  const message = isAnswer ? await world.event(one.accountId, "debtor_report.answered") : one.event;
  let calls = 0;
  let third: string | undefined;
  const placing: Around = async (next) => {
    calls += 1;
    if (calls === call) {
      const { accountId } = await cases.place({ ...identified, lenderAccountRef: "L-3" });
      world.knows(accountId);
      third = accountId;
    }
    return next();
  };
  await world.useCases(placing).reach(message);
  return { calls, holds: third === undefined ? undefined : await world.holds(third) };
};

describe("an account of the debtor that is placed at any moment of the worker's run", () => {
  it.each([
    ["stands under the hold of the report", false, ["ATTORNEY"]],
    ["does not stay under the hold of a report that was answered", true, []],
  ])("%s", async (_name, isAnswer, wanted) => {
    const { calls } = await placedDuring(Number.POSITIVE_INFINITY, isAnswer);
    expect(calls).toBeGreaterThan(4);
    for (let call = 1; call <= calls; call += 1)
      expect((await placedDuring(call, isAnswer)).holds, `before call ${call} of ${calls}`).toEqual(wanted);
  });
});
