import { describe, expect, it } from "vitest";
import { isTaken, nextAttemptSeconds } from "../../../shared/deliveries/model.ts";

describe("an attempt", () => {
  it.each([200, 201, 202, 204, 299])("answered with %i was taken", (status) => {
    expect(isTaken({ status })).toBe(true);
  });

  it.each([100, 199, 300, 301, 302, 307, 400, 401, 410, 429, 500, 503])(
    "answered with %i was not taken",
    (status) => {
      expect(isTaken({ status })).toBe(false);
    },
  );

  it("without an answer was not taken", () => {
    expect(isTaken({ failure: "TimeoutError" })).toBe(false);
  });
});

describe("the time to the next attempt", () => {
  it.each([
    [1, 1, 1],
    [2, 1, 2],
    [4, 4, 8],
    [10, 256, 512],
    [11, 450, 900],
    [50, 450, 900],
  ])("after %i receipts lies between %i and %i seconds", (receiveCount, least, most) => {
    expect(nextAttemptSeconds(receiveCount, 0)).toBe(least);
    expect(nextAttemptSeconds(receiveCount, 0.999_999)).toBe(most);
  });

  it("is a whole number of seconds and differs between messages that failed together", () => {
    const waits = Array.from({ length: 11 }, (_, n) => nextAttemptSeconds(8, n / 11));
    for (const wait of waits) expect(Number.isInteger(wait)).toBe(true);
    expect(new Set(waits).size).toBeGreaterThan(8);
  });
});
