import { describe, expect, it } from "vitest";
import { atOneTime } from "../../../shared/reconciliation/at-one-time.ts";

/** Reads while these are claimed one after the other. @returns what was claimed when what is told was read, and how often it was */
async function read(...claims: readonly (readonly string[])[]) {
  let [looks, reads] = [0, 0];
  const told = await atOneTime(
    async () => new Set(claims[Math.min(looks++, claims.length - 1)]),
    async (claimed) => {
      reads += 1;
      return [...claimed];
    },
  );
  return { told, reads };
}

describe("what is read at one time", () => {
  it("is read once where nobody takes anything", async () => {
    expect(await read(["a"], ["a"])).toEqual({ told: ["a"], reads: 1 });
  });

  it("is read again after something was taken, or given back, or one for the other", async () => {
    expect(await read([], ["a"], ["a"])).toEqual({ told: ["a"], reads: 2 });
    expect(await read(["a"], [], [])).toEqual({ told: [], reads: 2 });
    expect(await read(["a"], ["b"], ["b"])).toEqual({ told: ["b"], reads: 2 });
  });

  it("is told in the end, whoever never stops", async () => {
    expect((await read(["a"], ["b"], ["a"], ["b"], ["a"], ["b"], ["a"])).reads).toBe(5);
  });
});
