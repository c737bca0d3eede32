import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callbackBodies } from "../../docs/generators/callback-examples.ts";
import { Dialect } from "../../shared/dialects/model.ts";
import { translate } from "../../shared/dialects/translate.ts";
import { understand } from "../../shared/dialects/understand.ts";
import { DialectBody } from "../../shared/dialects/wire.ts";

const agencyId = "agy_01ARZ3NDEKTSV4RRFFQ69G5FAV";

const dialect = Dialect.parse({
  ...DialectBody.parse({
    fields: [
      { to: "/eventType", from: "/a" },
      { to: "/data/code", from: "/b/c" },
      { to: "/data/amount", from: "/d", as: "minor-units", currencyFrom: "/e" },
      { to: "/data/clearedOn", from: "/f", as: "date", pattern: "CCYYMMDD" },
      { to: "/effectiveAt", from: "/g", as: "instant" },
      { to: "/data/inWriting", from: "/h", as: "boolean" },
      { to: "/sequence", from: "/i", as: "integer" },
    ],
    codes: { eventType: { A: "placement.closed" }, "data.code": { B: "OTHER" } },
  }),
  agencyId,
  version: 1,
});
const wordsOnly = Dialect.parse({ ...DialectBody.parse({}), agencyId, version: 1 });

const names = fc.constantFrom(
  "a",
  "b",
  "c",
  "d",
  "e",
  "f",
  "g",
  "h",
  "i",
  "eventType",
  "data",
  "code",
  "__proto__",
);
const anything = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(names, fc.oneof(fc.jsonValue(), fc.dictionary(names, fc.jsonValue())), {
    noNullPrototype: true,
  }),
);

describe("translating", () => {
  it("a canonical event without a dialect, or by one that says nothing, changes nothing", () => {
    for (const body of Object.values(callbackBodies)) {
      expect(translate(undefined, body)).toEqual({ body, unknownFields: [] });
      expect(translate(wordsOnly, body)).toEqual({ body, unknownFields: [] });
    }
  });

  it("anything never throws and never changes what it was given", () => {
    fc.assert(
      fc.property(anything, (body) => {
        const before = JSON.stringify(body);
        for (const one of [undefined, wordsOnly, dialect]) {
          translate(one, body);
          understand(one, body, "e-1");
        }
        expect(JSON.stringify(body)).toBe(before);
        expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it("what is deep or wide costs no more than a look at its edge", () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`);
    const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`m${n}`, n]));
    expect(translate(dialect, deep).unknownFields.length).toBeLessThanOrEqual(50);
    expect(translate(dialect, wide).unknownFields).toHaveLength(50);
    expect(translate(wordsOnly, wide).unknownFields.length).toBeLessThanOrEqual(50);
  });

  it("amounts are exact, to the last minor unit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), (minor) => {
        const text = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;
        const { body } = translate(dialect, { d: text, e: "EUR" });
        expect(body).toEqual({ data: { amount: { amount: minor, currency: "EUR" } } });
      }),
    );
  });
});
