import { expect, it } from "vitest";
import { quotaStore } from "../../shared/callbacks/quota-store.ts";
import { spendQuota } from "../../shared/callbacks/spend-quota.ts";
import type { UpdateOne } from "../../shared/platform/dynamo.ts";
import { updateOne } from "../../shared/platform/dynamo.ts";
import { anAgencyId } from "../support/builders.ts";
import { Crash, crashing, type CrashPoint } from "../support/crash.ts";
import { quietTable } from "../support/quiet-table.ts";
import type { Around } from "../support/around.ts";
import { began } from "../support/world.ts";

const LIMIT = 200;
const update = updateOne(quietTable());

/** A function of the fleet, which may crash. */
const aFunction = (around: Around = (call) => call()) => {
  const guarded: UpdateOne = (change) => around(() => update(change));
  return spendQuota({ quotas: quotaStore(guarded) });
};

const pointsOfUpdate = (call: number): readonly CrashPoint[] => [
  { call, when: "before" },
  { call, when: "after" },
];

it("a function that crashes anywhere takes no more than one share of the quota with it, and lets nothing pass twice", async () => {
  for (const point of [1, 2, 3].flatMap(pointsOfUpdate)) {
    const agency = { agencyId: anAgencyId(), eventsPerMinute: LIMIT };
    const crash = crashing(point);
    const first = aFunction(crash.around);
    let passed = 0;
    const crashed = await (async () => {
      for (; passed < LIMIT; passed += 1) await first(agency, 1, began);
    })().then(
      () => false,
      (error: unknown) => error instanceof Crash,
    );
    expect(crashed).toBe(true);
    const next = aFunction();
    const sent = await Promise.allSettled(Array.from({ length: LIMIT }, () => next(agency, 1, began)));
    const after = sent.filter(({ status }) => status === "fulfilled").length;
    const lost = LIMIT - passed - after;
    expect(lost, JSON.stringify(point)).toBeGreaterThanOrEqual(0);
    expect(lost, JSON.stringify(point)).toBeLessThanOrEqual(LIMIT / 20);
  }
});
