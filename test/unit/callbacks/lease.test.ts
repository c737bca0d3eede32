import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quotaStore } from "../../../shared/callbacks/quota-store.ts";
import { spendQuota } from "../../../shared/callbacks/spend-quota.ts";
import { Refused } from "../../../shared/kernel/problems.ts";
import { instantOf } from "../../../shared/kernel/time.ts";
import type { UpdateOne } from "../../../shared/platform/dynamo.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { anAgencyId } from "../../support/builders.ts";

const began = Date.UTC(2026, 2, 2, 12);
const at = (seconds: number) => instantOf(began + seconds * 1000);

/** Functions that share a table, what they asked it, and one agency. */
function fleet(limit: number, functions = 1) {
  const table = memoryTable();
  let calls = 0;
  const update: UpdateOne = async (change) => {
    calls += 1;
    return table.update(change);
  };
  const agency = { agencyId: anAgencyId(), eventsPerMinute: limit };
  const spends = Array.from({ length: functions }, () => spendQuota({ quotas: quotaStore(update) }));
  const send = async (seconds: number, count = 1, by = 0): Promise<Refused | undefined> =>
    spends[by]!(agency, count, at(seconds)).then(
      () => undefined,
      (error: Refused) => error,
    );
  return { send, calls: () => calls, agency };
}

describe("an agency's quota of events", () => {
  it("is taken to the last event, and then refused until the minute is over", async () => {
    const { send } = fleet(250);
    for (let n = 0; n < 250; n += 1) expect(await send(10)).toBeUndefined();
    const refused = await send(17);
    expect(refused?.refusal).toMatchObject({
      code: "rate-limited",
      extra: { retryAfter: 43, eventsPerMinute: 250 },
      headers: { "retry-after": "43", "ratelimit-limit": "250", "ratelimit-reset": "43" },
    });
    expect(await send(59)).toBeInstanceOf(Refused);
    expect(await send(60)).toBeUndefined();
  });

  it("costs a busy function some thirty calls a minute, and one that is refused none", async () => {
    const { send, calls } = fleet(6_000);
    for (let n = 0; n < 6_000; n += 1) await send(5);
    expect(calls()).toBeLessThanOrEqual(36);
    const before = calls();
    for (let n = 0; n < 1_000; n += 1) expect(await send(6)).toBeInstanceOf(Refused);
    expect(calls() - before).toBeLessThanOrEqual(2);
  });

  it("is not used up by many functions with little to do", async () => {
    const { send } = fleet(6_000, 90);
    for (let by = 0; by < 90; by += 1) expect(await send(1, 1, by)).toBeUndefined();
  });

  it("lets a batch pass whole or not at all, and leaves room for a smaller one", async () => {
    const { send } = fleet(100);
    expect(await send(1, 70)).toBeUndefined();
    expect(await send(2, 40)).toBeInstanceOf(Refused);
    expect(await send(3, 30)).toBeUndefined();
    expect(await send(4)).toBeInstanceOf(Refused);
  });

  it("says of a batch that can never pass that it must be cut", async () => {
    const { send, calls } = fleet(50);
    expect((await send(1, 51))?.refusal.detail).toContain("send fewer");
    expect(calls()).toBe(0);
  });

  it("begins anew each minute: what was not spent is not carried over", async () => {
    const { send } = fleet(100);
    await send(0, 1);
    expect(await send(60, 100)).toBeUndefined();
    expect(await send(61)).toBeInstanceOf(Refused);
  });

  it("never lets more pass than the limit, whatever functions send what and when", async () => {
    const request = fc.record({
      by: fc.nat({ max: 4 }),
      count: fc.integer({ min: 1, max: 100 }),
      seconds: fc.nat({ max: 119 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 500 }),
        fc.array(request, { maxLength: 60 }),
        async (limit, all) => {
          const { send } = fleet(limit, 5);
          const passed = [0, 0];
          // At once, so that shares are asked for while others are.
          await Promise.all(
            all.map(async ({ by, count, seconds }) => {
              if ((await send(seconds, count, by)) === undefined) passed[Math.floor(seconds / 60)]! += count;
            }),
          );
          for (const count of passed) expect(count).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is used to the last event by a single function, however it asks", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }),
        async (limit, counts) => {
          const { send } = fleet(limit);
          let left = limit;
          for (const count of counts) {
            const passes = (await send(1, count)) === undefined;
            expect(passes).toBe(count <= left);
            if (passes) left -= count;
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
