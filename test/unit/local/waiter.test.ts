import { describe, expect, it } from "vitest";
import { createWaiter } from "../../../infra/local/sources/waiter.ts";

const HOUR = 3_600_000;

describe("a pause between looks", () => {
  it("ends at once for whoever waits for what comes behind it", async () => {
    const waiter = createWaiter();
    const pause = waiter.wait({ leastMs: HOUR, mostMs: HOUR });
    waiter.wake();
    await pause;
    waiter.wake();
    await waiter.wait({ leastMs: HOUR, mostMs: HOUR });
  });

  it("is as long as it must be, and no longer, after a hint", async () => {
    const waiter = createWaiter();
    waiter.hint();
    await waiter.wait({ leastMs: 0, mostMs: HOUR });
    let isOver = false;
    const pause = waiter.wait({ leastMs: HOUR, mostMs: HOUR }).then(() => (isOver = true));
    waiter.hint();
    await Promise.resolve();
    expect(isOver).toBe(false);
    waiter.wake();
    await pause;
  });
});
