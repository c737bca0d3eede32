import { describe, expect, it } from "vitest";
import { compileFilters } from "../../../infra/local/sources/filter-pattern.ts";

const newEvent = { eventName: ["INSERT"], dynamodb: { Keys: { sk: { S: [{ prefix: "EVENT#" }] } } } };
const record = (eventName: string, sk: string) => ({ eventName, dynamodb: { Keys: { sk: { S: sk } } } });
const passes = (pattern: unknown, event: unknown) =>
  compileFilters([JSON.stringify(pattern)], "source")(event);

describe("compileFilters", () => {
  it.each([
    [record("INSERT", "EVENT#1"), true],
    [record("MODIFY", "EVENT#1"), false],
    [record("INSERT", "ACCOUNT"), false],
    [{ eventName: "INSERT" }, false],
  ])("filters new events: %o → %s", (event, expected) => {
    expect(passes(newEvent, event)).toBe(expected);
  });

  it.each<[string, unknown, unknown, boolean]>([
    ["one of several values", { a: ["x", "y"] }, { a: "y" }, true],
    ["null", { a: [null] }, { a: null }, true],
    ["a number", { a: [1] }, { a: 1 }, true],
    ["a number is not its text", { a: [1] }, { a: "1" }, false],
    ["suffix", { a: [{ suffix: ".csv" }] }, { a: "b.csv" }, true],
    ["anything-but", { a: [{ "anything-but": ["x"] }] }, { a: "y" }, true],
    ["anything-but the value", { a: [{ "anything-but": ["x"] }] }, { a: "x" }, false],
    ["anything-but needs a value", { a: [{ "anything-but": ["x"] }] }, {}, false],
    ["anything-but a prefix", { a: [{ "anything-but": { prefix: "x" } }] }, { a: "xy" }, false],
    ["exists", { a: [{ exists: true }] }, { a: 0 }, true],
    ["exists not", { a: [{ exists: false }] }, {}, true],
    ["equals-ignore-case", { a: [{ "equals-ignore-case": "ABC" }] }, { a: "abc" }, true],
    ["a numeric range", { a: [{ numeric: [">", 1, "<=", 5] }] }, { a: 5 }, true],
    ["out of a numeric range", { a: [{ numeric: [">", 1, "<=", 5] }] }, { a: 1 }, false],
    ["any value of a list", { a: ["x"] }, { a: ["w", "x"] }, true],
  ])("knows %s", (...[, pattern, event, expected]) => {
    expect(passes(pattern, event)).toBe(expected);
  });

  it("lets an event pass that any of several patterns lets pass, and every event without a pattern", () => {
    expect(compileFilters(['{"a":["x"]}', '{"b":["y"]}'], "source")({ b: "y" })).toBe(true);
    expect(compileFilters([], "source")({})).toBe(true);
  });

  it.each([
    [{ a: [{ cidr: "10.0.0.0/8" }] }],
    [{ $or: [{ a: ["x"] }] }],
    [{ a: [{ numeric: ["~", 1] }] }],
    [{ a: "x" }],
  ])("refuses %o with the name of the source", (pattern) => {
    expect(() => passes(pattern, {})).toThrow("source: ");
  });
});
