import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { habits, planOf, tamePlan, type Dice } from "../../../infra/local/agencies/pretend-agency-habits.ts";
import { isRepeat, type Known, type Step } from "../../../infra/local/agencies/pretend-agency-steps.ts";
import { chance } from "../../../infra/local/sandbox/sandbox-chance.ts";
import { eventData } from "../../../shared/callbacks/event-data.ts";

const offered = (amount: number) => ({
  lenderAccountRef: "LC-000001",
  balance: { outstanding: { amount, currency: "USD" } },
  holds: [],
});
const known: Known = {
  placementId: "plc_01SANDB0X00000000000000001_1",
  at: "2026-03-01T10:00:00.000Z",
  outstanding: { amount: 0, currency: "USD" },
  paidMinor: 1,
};
const anyPlan = fc.record({
  habit: fc.constantFrom(...habits),
  salt: fc.nat(),
  amount: fc.integer({ min: 100, max: 5_000_000 }),
});
const diceOf =
  (salt: number): Dice =>
  (label) =>
    chance(`${salt}|${label}`);
const stepsOf = ({
  habit,
  salt,
  amount,
}: {
  habit: (typeof habits)[number];
  salt: number;
  amount: number;
}) => {
  const plan = planOf(habit, offered(amount), diceOf(salt));
  return [...plan.first, ...plan.informed];
};
const isStep = (step: Step | { repeatOf: string }): step is Step => !("repeatOf" in step);

describe("any lively agency", () => {
  it("sends what the gateway documents", () => {
    fc.assert(
      fc.property(anyPlan, (given) => {
        for (const step of stepsOf(given).filter(isStep)) {
          const type = step.eventType as keyof typeof eventData;
          expect(eventData[type].safeParse(step.data(known)).error).toBeUndefined();
        }
      }),
    );
  });

  it("answers the offer first, closes last and names each callback once", () => {
    fc.assert(
      fc.property(anyPlan, (given) => {
        const steps = stepsOf(given).filter(isStep);
        expect(steps[0]?.eventType).toMatch(/^placement\.(acknowledged|declined|info_requested)$/u);
        expect(new Set(steps.map((step) => step.key)).size).toBe(steps.length);
        const closing = steps.findIndex((step) => step.eventType === "placement.closed");
        expect([-1, steps.length - 1]).toContain(closing);
      }),
    );
  });

  it("takes back exactly what was paid", () => {
    fc.assert(
      fc.property(anyPlan, (given) => {
        const data = stepsOf(given)
          .filter(isStep)
          .map((step) => step.data(known));
        const payments = data.filter((each) => each["paymentRef"]);
        const paid = new Map(payments.toReversed().map((each) => [each["paymentRef"], each["amount"]]));
        for (const reversal of data.filter((each) => each["reversalRef"]))
          expect(reversal["amount"]).toEqual(paid.get(reversal["originalPaymentRef"]));
      }),
    );
  });

  it("does the same with the same account, and repeats only what it sent before", () => {
    fc.assert(
      fc.property(anyPlan, (given) => {
        const shape = () =>
          stepsOf(given).map((step) => (isStep(step) ? { ...step, data: step.data(known) } : step));
        expect(shape()).toEqual(shape());
        const steps = stepsOf(given);
        for (const [index, step] of steps.entries())
          if (isRepeat(step))
            expect(
              steps.slice(0, index).some((before) => isStep(before) && before.key === step.repeatOf),
            ).toBe(true);
      }),
    );
  });
});

describe("habits over many accounts", () => {
  const many = (habit: (typeof habits)[number]) =>
    Array.from({ length: 300 }, (_, salt) => stepsOf({ habit, salt, amount: 100_000 }));
  const share = (habit: (typeof habits)[number], key: (step: Step) => boolean) =>
    many(habit).filter((steps) => steps.filter(isStep).some(key)).length / 300;

  it.each([
    ["declining", (step: Step) => step.eventType === "placement.declined", 0.4],
    ["reversing", (step: Step) => step.eventType === "payment.reversed", 0.72],
    ["disputing", (step: Step) => step.eventType === "dispute.raised", 0.55],
    ["cent-off", (step: Step) => step.key === "ack-off", 0.5],
    ["asking", (step: Step) => step.eventType === "placement.info_requested", 0.4],
    ["repeating", (step: Step) => step.copies > 1, 0.9],
    ["slow", (step: Step) => step.pauseMs >= 200, 1],
    ["prompt", (step: Step) => step.eventType === "payment.received", 0.65],
    ["prompt", (step: Step) => step.odd === true, 0.12],
    ["prompt", (step: Step) => step.agoMs !== undefined, 0.12],
    ["asking", (step: Step) => /^(debtor|complaint)\./u.test(step.eventType), 0.5],
    ["sly", (step: Step) => step.rude === true, 0.5],
    ["sly", (step: Step) => step.schemaVersion === 2, 0.3],
    ["sly", (step: Step) => step.key === "pay-1-other", 0.3],
  ] as const)("%s shows about as often as meant", (habit, key, expected) => {
    expect(Math.abs(share(habit, key) - expected)).toBeLessThan(0.12);
  });

  it("lets a reversal overtake its payment now and then", () => {
    const overtaken = many("repeating").filter((steps) => {
      const keys = steps.filter(isStep).map((step) => step.key);
      return keys.includes("reverse-1") && keys.indexOf("reverse-1") < keys.indexOf("pay-1");
    });
    expect(overtaken.length).toBeGreaterThan(20);
  });
});

it("keeps a tame agency to the acknowledgement", () => {
  expect(tamePlan(offered(5)).first.map((step) => ("key" in step ? step.key : ""))).toEqual(["ack"]);
});
