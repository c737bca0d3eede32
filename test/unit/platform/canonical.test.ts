import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical, sameText, sha256 } from "../../../shared/platform/canonical.ts";

/** The examples of RFC 8785, sections 3.2.2 and 3.2.3. */
describe("canonical JSON", () => {
  it("writes the example of RFC 8785", () => {
    const value = {
      numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000_000_000_000_000_000_000_000_001],
      string: "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
      literals: [null, true, false],
    };
    expect(canonical(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("sorts members by UTF-16 code units, as the RFC's list of names", () => {
    const value = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    expect(Object.values(JSON.parse(canonical(value)))).toHaveLength(7);
    const order = [...canonical(value).matchAll(/:"([^"]+)"/gu)].map(([, name]) => name);
    expect(order).toEqual([
      "Carriage Return",
      "One",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ]);
  });

  it.each([
    [-0, "0"],
    [1e21, "1e+21"],
    [9_007_199_254_740_992, "9007199254740992"],
    [5e-324, "5e-324"],
    ["\u2028<>&", '"\u2028<>&"'],
    [[], "[]"],
    [{}, "{}"],
    [null, "null"],
    [[[1, { b: 1, a: [] }]], '[[1,{"a":[],"b":1}]]'],
  ])("writes %o as %s", (value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it("leaves out what is undefined, and keeps its place in a list", () => {
    expect(canonical({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(canonical([undefined, 1])).toBe("[null,1]");
  });
});

describe("canonical JSON of whatever JSON can say", () => {
  /** As the RFC says it, word for word. */
  const byTheBook = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(byTheBook).join(",")}]`;
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${byTheBook(member)}`).join(",")}}`;
  };

  it.each([
    '{"b":1,"10":2,"9":{"1":1,"a":2},"a":[{"2":1,"1":2}]}',
    '{"z":1,"__proto__":{"b":1,"a":2},"a":1}',
    '{"a":{"__proto__":1,"constructor":2,"toJSON":3,"toString":4}}',
    '{"":1," ":2,"\\ud800":3,"-1":4,"1e3":5,"01":6}',
  ])("is the RFC's for %s", (text) => {
    const value: unknown = JSON.parse(text);
    expect(canonical(value)).toBe(byTheBook(value));
    expect(JSON.parse(canonical(value))).toEqual(value);
  });

  it("is the RFC's for any value, of few members and of many", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const value: unknown = JSON.parse(text);
        expect(canonical(value)).toBe(byTheBook(value));
      }),
    );
    const names = Array.from({ length: 60 }, (_, n) => `member-${(n * 37) % 60}`);
    const large = Object.fromEntries(names.map((name, n) => [name, { [name]: n, a: n }]));
    expect(canonical(large)).toBe(byTheBook(large));
  });
});

describe("a hash", () => {
  it("is SHA-256 in hex", () => {
    expect(sha256("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});

describe("two texts", () => {
  it("are the same to the last byte or not at all", () => {
    expect(sameText("żółw", "żółw")).toBe(true);
    expect(sameText("", "")).toBe(true);
    for (const other of ["", "secre", "secreT", "secret ", "secrets"])
      expect(sameText("secret", other)).toBe(false);
    expect(sameText("é", "e\u0301")).toBe(false);
  });
});
