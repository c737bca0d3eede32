import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newPlan, type Strand } from "../../../shared/reconciliation/plan-parts.ts";

const strand = (name: string, day: number, ...ties: readonly string[]): Strand => {
  const isAccount = (tie: string): boolean => tie.startsWith("account ");
  const [account] = ties.filter(isAccount);
  return { name, desk: "one", day, account, ties: ties.filter((tie) => !isAccount(tie)) };
};

function planned(strands: readonly Strand[], size: number) {
  const plan = newPlan();
  for (const one of strands) plan.add(one);
  return plan.planned(size);
}

const names = (strands: readonly Strand[], size: number) =>
  planned(strands, size).parts.map((part) => part.names);

describe("a plan", () => {
  it("of nothing has no parts", () => {
    expect(planned([], 10)).toEqual({ parts: [], loose: new Map() });
  });

  it("cuts what has nothing in common by time", () => {
    const strands = [strand("d", 4), strand("a", 1), strand("c", 3), strand("b", 2), strand("e", 5)];
    expect(names(strands, 2)).toEqual([["a", "b"], ["c", "d"], ["e"]]);
  });

  it("keeps together what shares a tie, or is tied by others, by its earliest day", () => {
    const strands = [
      strand("late", 90, "account 1", "= R-1"),
      strand("b", 2),
      strand("early", 1, "= R-2"),
      strand("between", 40, "= R-1", "= R-2"),
      strand("c", 3),
    ];
    expect(names(strands, 3)).toEqual([
      ["between", "early", "late"],
      ["b", "c"],
    ]);
  });

  it("has a part of more than was wished where so many hang together, and nothing else in it", () => {
    const strands = [strand("a", 1), ...["x", "y", "z"].map((name) => strand(name, 2, "= R"))];
    expect(names(strands, 2)).toEqual([["a"], ["x", "y", "z"]]);
  });

  it("never plans two desks together, whatever they have in common", () => {
    const strands = [strand("a", 1, "= R"), { ...strand("b", 1, "= R"), desk: "other" }];
    expect(planned(strands, 10).parts).toEqual([
      { desk: "one", names: ["a"] },
      { desk: "other", names: ["b"] },
    ]);
  });

  it("lets what more than a thousand share tie nothing more, and says what that is", () => {
    const strands = Array.from({ length: 1_200 }, (_, n) => strand(`f${n}`, n, "= N/A", `account ${n}`));
    const { parts, loose } = planned(strands, 100);
    expect(loose).toEqual(new Map([["one", ["= N/A"]]]));
    expect(parts.map((part) => part.names.length)).toEqual([1_000, 100, 100]);
    expect(planned(strands.slice(0, 1_000), 100).loose).toEqual(new Map());
  });

  it("keeps an account together, however much is of it", () => {
    const strands = Array.from({ length: 1_200 }, (_, n) => strand(`f${n}`, n, "account 1"));
    const { parts, loose } = planned([...strands, strand("other", 0, "account 2")], 100);
    expect(parts.map((part) => part.names.length)).toEqual([1_200, 1]);
    expect(loose).toEqual(new Map());
  });

  it("has every fact once and is the same whatever order they are added in", () => {
    const tie = fc.integer({ min: 0, max: 20 }).map((n) => `= ${n}`);
    const one = fc.record({
      desk: fc.constantFrom("one", "other"),
      day: fc.integer({ min: 0, max: 30 }),
      ties: fc.array(tie, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (all, size) => {
        const strands = all.map((each, n) => ({ ...each, name: `f${n}` }));
        const { parts } = planned(strands, size);
        expect(planned(strands.toReversed(), size).parts).toEqual(parts);
        expect(parts.flatMap((part) => part.names).toSorted()).toEqual(
          strands.map(({ name }) => name).toSorted(),
        );
        const partOf = new Map(parts.flatMap((part, n) => part.names.map((name) => [name, n] as const)));
        for (const a of strands)
          for (const b of strands)
            if (a.desk === b.desk && a.ties.some((each) => b.ties.includes(each)))
              expect(partOf.get(a.name)).toBe(partOf.get(b.name));
      }),
    );
  });
});
