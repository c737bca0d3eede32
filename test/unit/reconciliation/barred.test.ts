import { describe, expect, it } from "vitest";
import { matchIdOf } from "../../../shared/reconciliation/stored-match.ts";
import { aLine, anExpectation, byRule } from "../../support/reconciliation.ts";

const barring = (left: readonly string[], right: readonly string[]) =>
  new Set([matchIdOf({ relation: "ADVISED", left, right })]);

const found = ({ matches }: ReturnType<typeof byRule>) => matches.map(({ left, right }) => [left, right]);

describe("a match that a person took back", () => {
  it.each([{ kind: "REFERENCE" }, { kind: "NORMALISED_REFERENCE" }, { kind: "AMOUNT" }])(
    "is not made again by a rule of $kind, and what it held stays open",
    (rule) => {
      const lines = [aLine()];
      expect(found(byRule(rule, { lines }))).toEqual([[["exp_1"], ["lin_1"]]]);
      const outcome = byRule(rule, { lines, barred: barring(["exp_1"], ["lin_1"]) });
      expect(found(outcome)).toEqual([]);
      expect(outcome.unmatched.expectations.map(({ id }) => id)).toEqual(["exp_1"]);
      expect(outcome.unmatched.lines.map(({ lineId }) => lineId)).toEqual(["lin_1"]);
      expect(found(byRule(rule, { lines, barred: barring(["exp_1"], ["lin_9"]) }))).toHaveLength(1);
    },
  );

  it("is not made again of several either, though each of them may be matched otherwise", () => {
    const lines = [aLine({ lineId: "lin_1", amount: 4_000 }), aLine({ lineId: "lin_2", amount: 6_000 })];
    for (const by of ["REFERENCE", "SCOPE"]) {
      const rule = { kind: "ONE_TO_MANY", by };
      expect(found(byRule(rule, { lines }))).toEqual([[["exp_1"], ["lin_1", "lin_2"]]]);
      expect(found(byRule(rule, { lines, barred: barring(["exp_1"], ["lin_2", "lin_1"]) }))).toEqual([]);
      expect(found(byRule(rule, { lines, barred: barring(["exp_1"], ["lin_1"]) }))).toHaveLength(1);
    }
  });

  it("makes room for the other way in which its facts fit", () => {
    const expectations = [anExpectation(), anExpectation({ id: "exp_2" })];
    const lines = [aLine()];
    const rule = { kind: "AMOUNT" };
    expect(byRule(rule, { expectations, lines }).ambiguities).toHaveLength(1);
    expect(found(byRule(rule, { expectations, lines, barred: barring(["exp_1"], ["lin_1"]) }))).toEqual([
      [["exp_2"], ["lin_1"]],
    ]);
  });
});
