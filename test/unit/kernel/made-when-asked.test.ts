import { describe, expect, it } from "vitest";
import { madeWhenAsked } from "../../../shared/kernel/made-when-asked.ts";

const counted = () => {
  const made: string[] = [];
  const make = (name: string) => () => {
    made.push(name);
    return { name };
  };
  return { made, members: madeWhenAsked({ a: make("a"), b: make("b") }) };
};

describe("members that are made when they are asked for", () => {
  it("are not made before, whoever looks at their names", () => {
    const { made, members } = counted();
    expect(Object.keys(members)).toEqual(["a", "b"]);
    expect([Object.hasOwn(members, "a"), Object.hasOwn(members, "toString")]).toEqual([true, false]);
    expect(made).toEqual([]);
  });

  it("are made once, and are the same from then on", () => {
    const { made, members } = counted();
    expect(members.b).toBe(members.b);
    expect(members.b).toEqual({ name: "b" });
    expect(made).toEqual(["b"]);
  });

  it("are all there for whoever copies them", () => {
    const { members } = counted();
    expect({ ...members }).toEqual({ a: { name: "a" }, b: { name: "b" } });
  });

  it("are made again when making them failed", () => {
    let isReady = false;
    const members = madeWhenAsked({
      late: () => {
        if (!isReady) throw new Error("not yet");
        return 1;
      },
    });
    expect(() => members.late).toThrow("not yet");
    isReady = true;
    expect(members.late).toBe(1);
  });
});
