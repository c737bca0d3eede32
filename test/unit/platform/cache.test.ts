import { describe, expect, it } from "vitest";
import { remembering } from "../../../shared/platform/cache.ts";

function counted(answers: readonly (string | undefined | Error)[]) {
  let looks = 0;
  let nowMs = 0;
  const find = remembering<string, string>(
    async () => {
      const answer = answers[looks];
      looks += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    { ms: 10, nowMs: () => nowMs },
  );
  return { find, looks: () => looks, wait: (ms: number) => (nowMs += ms) };
}

describe("what a function remembers", () => {
  it("is looked for once by all who ask at the same time", async () => {
    const { find, looks } = counted(["a"]);
    expect(await Promise.all([find("x"), find("x"), find("x")])).toEqual(["a", "a", "a"]);
    expect(looks()).toBe(1);
  });

  it("is looked for again after its time", async () => {
    const { find, wait } = counted(["a", "b"]);
    await find("x");
    wait(9);
    expect(await find("x")).toBe("a");
    wait(1);
    expect(await find("x")).toBe("b");
  });

  it("is not an absence, nor a failure", async () => {
    const { find } = counted([undefined, new Error("down"), "a"]);
    expect(await find("x")).toBeUndefined();
    await expect(find("x")).rejects.toThrow("down");
    expect(await find("x")).toBe("a");
  });
});
