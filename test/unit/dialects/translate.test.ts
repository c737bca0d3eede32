import { describe, expect, it } from "vitest";
import { Dialect } from "../../../shared/dialects/model.ts";
import { translate } from "../../../shared/dialects/translate.ts";
import { understand } from "../../../shared/dialects/understand.ts";
import { DialectBody } from "../../../shared/dialects/wire.ts";

const dialect = (body: object): Dialect =>
  Dialect.parse({ ...DialectBody.parse(body), agencyId: "agy_01ARZ3NDEKTSV4RRFFQ69G5FAV", version: 1 });

/** One value through one rule. */
const through = (rule: object, value: unknown, besides: object = {}) => {
  const { body, unknown } = translate(
    dialect({ fields: [{ to: "/data/text", from: "/x", ...rule }] }),
    value === undefined ? besides : { x: value, ...besides },
  );
  return unknown ?? (body as { data?: { text?: unknown } }).data?.text;
};

const untranslatable = (value: string) => ({ reason: "untranslatable", pointer: "/x", value });

describe("a field rule", () => {
  it.each<readonly [string, object, unknown, unknown]>([
    ["text", { as: "text" }, "a", "a"],
    ["a number as text", { as: "text" }, 30, "30"],
    ["a fraction as text", { as: "text" }, 1.5, untranslatable("1.5")],
    ["a list as it stands", {}, ["a"], ["a"]],
    ["an integer", { as: "integer" }, "012", 12],
    ["a word for an integer", { as: "integer" }, "12a", untranslatable("12a")],
    ["an integer beyond exactness", { as: "integer" }, "1".repeat(16), untranslatable("1".repeat(16))],
    ["cents", { as: "minor-units", currency: "USD" }, "12.34", { amount: 1234, currency: "USD" }],
    ["cents of a number", { as: "minor-units", currency: "USD" }, 0.29, { amount: 29, currency: "USD" }],
    ["yen", { as: "minor-units", currency: "JPY" }, "12", { amount: 12, currency: "JPY" }],
    ["fils", { as: "minor-units", currency: "KWD" }, "1.5", { amount: 1500, currency: "KWD" }],
    [
      "more decimals than there are",
      { as: "minor-units", currency: "USD" },
      "1.234",
      untranslatable("1.234"),
    ],
    ["a comma", { as: "minor-units", currency: "EUR" }, "12,34", untranslatable("12,34")],
    [
      "a comma where it is the mark",
      { as: "minor-units", currency: "EUR", decimalMark: "," },
      "12,34",
      { amount: 1234, currency: "EUR" },
    ],
    [
      "a point where a comma is the mark",
      { as: "minor-units", currency: "EUR", decimalMark: "," },
      "1.234,56",
      untranslatable("1.234,56"),
    ],
    ["an amount that is none", { as: "minor-units", currency: "EUR" }, {}, untranslatable("(object)")],
    ["a date", { as: "date", pattern: "CCYYMMDD" }, "20260302", "2026-03-02"],
    ["a date that is a number", { as: "date", pattern: "CCYYMMDD" }, 20260302, "2026-03-02"],
    ["an American date", { as: "date", pattern: "MMDDCCYY" }, "03022026", "2026-03-02"],
    ["a European date", { as: "date", pattern: "DDMMCCYY" }, "02032026", "2026-03-02"],
    ["a German date", { as: "date", pattern: "DD.MM.YYYY" }, "02.03.2026", "2026-03-02"],
    ["a British date", { as: "date", pattern: "DD/MM/YYYY" }, "02/03/2026", "2026-03-02"],
    ["an American date with slashes", { as: "date", pattern: "MM/DD/YYYY" }, "03/02/2026", "2026-03-02"],
    ["a date without a pattern", { as: "date" }, "2026-03-02", "2026-03-02"],
    ["a day that never was", { as: "date", pattern: "CCYYMMDD" }, "20260230", untranslatable("20260230")],
    ["a month for a day", { as: "date", pattern: "DD.MM.YYYY" }, "03.13.2026", untranslatable("03.13.2026")],
    ["an instant", { as: "instant" }, "2026-03-02T10:00:00+01:00", "2026-03-02T10:00:00+01:00"],
    ["a day as an instant", { as: "instant", pattern: "CCYYMMDD" }, "20260302", "2026-03-02T00:00:00.000Z"],
    ["a day where an instant is due", { as: "instant" }, "2026-03-02", untranslatable("2026-03-02")],
    ["truth", { as: "boolean" }, "Y", true],
    ["untruth", { as: "boolean" }, 0, false],
    ["neither", { as: "boolean" }, "maybe", untranslatable("maybe")],
    ["a sentinel", { as: "date", pattern: "CCYYMMDD", absent: ["19000101"] }, "19000101", undefined],
    [
      "a sentinel that is a number",
      { as: "date", pattern: "CCYYMMDD", absent: [19000101] },
      19000101,
      undefined,
    ],
    ["nothing", { as: "text" }, null, undefined],
    ["nothing with a default", { as: "text", default: "none" }, "", "none"],
    ["no member with a default", { as: "text", default: "none" }, undefined, "none"],
  ])("reads %s", (_name, rule, ...[value, expected]) => {
    expect(through(rule, value)).toEqual(expected);
  });

  it("takes the currency that the event names, and none when it is none", () => {
    const rule = { as: "minor-units", currencyFrom: "/c" };
    expect(through(rule, "1.5", { c: "KWD" })).toEqual({ amount: 1500, currency: "KWD" });
    expect(through(rule, "1.5", { c: "XXQ" })).toEqual(untranslatable("1.5"));
    expect(through(rule, "1.5")).toEqual(untranslatable("1.5"));
  });

  it("gives way to an earlier one that found something", () => {
    const fields = [
      { to: "/agencyCaseRef", from: "/a" },
      { to: "/agencyCaseRef", from: "/b" },
    ];
    expect(translate(dialect({ fields }), { a: "1", b: "2" }).body).toEqual({ agencyCaseRef: "1" });
    expect(translate(dialect({ fields }), { b: "2" }).body).toEqual({ agencyCaseRef: "2" });
  });

  it("reaches into lists and escaped names, and never what objects inherit", () => {
    const from = (pointer: string) => [{ to: "/agencyCaseRef", from: pointer }];
    const theirs = { "a/b": [{ "c~d": "x" }] };
    expect(translate(dialect({ fields: from("/a~1b/0/c~0d") }), theirs).body).toEqual({ agencyCaseRef: "x" });
    for (const pointer of ["/constructor", "/__proto__", "/a~1b/length/x", "/a~1b/0/toString"])
      expect(translate(dialect({ fields: from(pointer) }), theirs).body).toEqual({});
  });
});

describe("what no rule names", () => {
  it("is left out and told, unless it is ignored", () => {
    const fields = [{ to: "/data/text", from: "/person/note" }];
    const theirs = { person: { note: "n", age: 7 }, seit: "2026", list: [1, 2] };
    expect(translate(dialect({ fields }), theirs)).toEqual({
      body: { data: { text: "n" } },
      unknownFields: ["/person/age", "/seit", "/list"],
    });
    expect(translate(dialect({ fields, ignored: ["/person", "/seit"] }), theirs).unknownFields).toEqual([
      "/list",
    ]);
  });

  it("is told of our own envelope as well", () => {
    const body = { eventType: "placement.closed", mood: "sunny", data: { code: "OTHER", weather: 1 } };
    expect(translate(dialect({}), body)).toEqual({ body, unknownFields: ["/mood", "/data/weather"] });
    expect(translate(dialect({ ignored: ["/mood"] }), body).unknownFields).toEqual(["/data/weather"]);
    expect(translate(undefined, body).unknownFields).toEqual([]);
  });
});

describe("a crosswalk", () => {
  const codes = {
    eventType: { CLS: "placement.closed", "30": "payment.received" },
    "data.code": { PIF: "PAID_IN_FULL", CAP: "CAPACITY" },
    "placement.closed/data.code": { CAP: "OTHER", OTHER: "EXHAUSTED" },
    "data.reason": { RET: "NSF" },
  };
  const read = (eventType: unknown, data: object) => translate(dialect({ codes }), { eventType, data });

  it.each<readonly [unknown, object, string, object]>([
    ["CLS", { code: "PIF" }, "placement.closed", { code: "PAID_IN_FULL" }],
    ["placement.closed", { code: "PAID_IN_FULL" }, "placement.closed", { code: "PAID_IN_FULL" }],
    ["CLS", { code: "CAP" }, "placement.closed", { code: "OTHER" }],
    ["CLS", { code: "OTHER" }, "placement.closed", { code: "EXHAUSTED" }],
    ["placement.declined", { code: "CAP" }, "placement.declined", { code: "CAPACITY" }],
    [30, { paymentRef: "p" }, "payment.received", { paymentRef: "p" }],
    ["payment.reversed", { reason: "RET" }, "payment.reversed", { reason: "NSF" }],
  ])("reads %j with %j", (theirs, data, ...[eventType, ours]) => {
    expect(read(theirs, data)).toEqual({ body: { eventType, data: ours }, unknownFields: [] });
  });

  it.each<readonly [unknown, object, object]>([
    ["PXX", {}, { reason: "unknown-event-type", pointer: "/eventType", value: "PXX" }],
    ["constructor", {}, { reason: "unknown-event-type", pointer: "/eventType", value: "constructor" }],
    ["__proto__", {}, { reason: "unknown-event-type", pointer: "/eventType", value: "__proto__" }],
    ["CLS", { code: "pif" }, { reason: "unknown-code", pointer: "/data/code", value: "pif" }],
    ["CLS", { code: "toString" }, { reason: "unknown-code", pointer: "/data/code", value: "toString" }],
    // A code of another type's list is no code of this one.
    ["placement.declined", { code: "PIF" }, { reason: "unknown-code", pointer: "/data/code", value: "PIF" }],
  ])("never guesses %j with %j", (eventType, data, unknown) => {
    expect(read(eventType, data).unknown).toEqual(unknown);
  });

  it.each<readonly [unknown, unknown, object | undefined]>([
    ["CREDITOR", "LENDER", undefined],
    ["GATEWAY", "GATEWAY", undefined],
    [undefined, undefined, undefined],
    ["COURT", "COURT", { reason: "unknown-code", pointer: "/origin", value: "COURT" }],
  ])("reads whose fact it is: %j", (theirs, ours, unknown) => {
    const whose = dialect({ codes: { origin: { CREDITOR: "LENDER" } } });
    const { body, unknown: found } = translate(whose, { eventType: "fee.added", origin: theirs, data: {} });
    expect([body, found]).toEqual([{ eventType: "fee.added", origin: ours, data: {} }, unknown]);
  });

  it("maps whose fact it is out of a field of theirs, and out of nothing but codes that exist", () => {
    const fields = [
      { to: "/eventType", from: "/typ" },
      { to: "/origin", from: "/herkunft" },
    ];
    const mapped = dialect({ fields, codes: { origin: { GLÄUBIGER: "LENDER" } } });
    const theirs = { typ: "payment.received", herkunft: "GLÄUBIGER" };
    expect(translate(mapped, theirs).body).toEqual({ eventType: "payment.received", origin: "LENDER" });
    expect(DialectBody.safeParse({ codes: { origin: { X: "COURT" } } }).success).toBe(false);
  });
});

describe("an event", () => {
  const body = {
    eventId: "e-1",
    eventType: "placement.closed",
    placementId: "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1",
    effectiveAt: "2026-03-02T10:00:00Z",
    data: { code: "OTHER", finalBalance: { amount: 1, currency: "USD" } },
  };

  it.each([
    ["of a later version", { schemaVersion: 2 }, "unknown-version", "/schemaVersion", "2"],
    ["of an unknown type", { eventType: "x" }, "unknown-event-type", "/eventType", "x"],
  ])("%s is unknown with a dialect and without", (_name, changes, ...[reason, pointer, value]) => {
    const unknown = { reason, pointer, value };
    expect(understand(undefined, { ...body, ...changes })).toMatchObject({ eventId: "e-1", unknown });
    expect(understand(dialect({}), { ...body, ...changes })).toMatchObject({ eventId: "e-1", unknown });
  });

  it("that misses its shape is unknown with a dialect, and the sender's fault without", () => {
    const wrong = { ...body, effectiveAt: "yesterday" };
    const unknown = { reason: "untranslatable", pointer: "/effectiveAt", value: "yesterday" };
    expect(understand(dialect({}), wrong)).toMatchObject({ eventId: "e-1", unknown });
    expect(understand(undefined, wrong)).toHaveProperty("schema");
    expect(understand(undefined, { ...body, data: { ...body.data, code: "X" } })).toHaveProperty("schema");
  });

  it("without an id of its own has the one that it was sent under, in a dialect only", () => {
    const { eventId: _id, ...nameless } = body;
    expect(understand(dialect({}), nameless, "e-9")).toMatchObject({ callback: { eventId: "e-9" } });
    expect(understand(undefined, nameless, "e-9")).toHaveProperty("schema");
    expect(understand(dialect({}), nameless)).toHaveProperty("schema");
  });
});

describe("a dialect", () => {
  const rule = { to: "/data/amount", from: "/x" };
  it.each<readonly [string, object, string]>([
    ["a place that is none of ours", { fields: [{ ...rule, to: "/amount" }] }, "fields.0.to"],
    ["a member that no event has", { fields: [{ ...rule, to: "/data/constructor" }] }, "fields.0.to"],
    ["a way to the prototype", { fields: [{ ...rule, to: "/data/__proto__/x" }] }, "fields.0.to"],
    ["a source that is no pointer", { fields: [{ ...rule, from: "x" }] }, "fields.0.from"],
    ["minor units of no currency", { fields: [{ ...rule, as: "minor-units" }] }, "fields.0.currency"],
    ["a currency for text", { fields: [{ ...rule, as: "text", currency: "USD" }] }, "fields.0.currency"],
    [
      "a currency that is none",
      { fields: [{ ...rule, as: "minor-units", currency: "XXQ" }] },
      "fields.0.currency",
    ],
    ["a pattern for text", { fields: [{ ...rule, as: "text", pattern: "CCYYMMDD" }] }, "fields.0.pattern"],
    ["a pattern that is none", { fields: [{ ...rule, as: "date", pattern: "YYMMDD" }] }, "fields.0.pattern"],
    ["a place within another", { fields: [rule, { ...rule, to: "/data/amount/currency" }] }, "fields"],
    ["too many rules", { fields: Array.from({ length: 101 }, () => rule) }, "fields"],
    ["constants without fields", { constants: [{ to: "/specVersion", value: "1.0" }] }, "constants"],
    ["a field without codes", { codes: { "data.amount": { A: "B" } } }, "codes.data.amount"],
    [
      "free text as codes",
      { codes: { "placement.info_requested/data.code": {} } },
      "codes.placement.info_requested/data.code",
    ],
    ["a code that is none", { codes: { "data.code": { PIF: "PAID" } } }, "codes.data.code.PIF"],
    ["an event type that is none", { codes: { eventType: { PU: "payment" } } }, "codes.eventType.PU"],
    [
      "too many codes",
      {
        codes: {
          eventType: Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`c${n}`, "data.deleted"])),
        },
      },
      "codes",
    ],
    ["an unknown member", { rules: [] }, ""],
  ])("is refused with %s", (_name, body, path) => {
    const outcome = DialectBody.safeParse(body);
    expect(outcome.error?.issues.map((issue) => issue.path.join("."))).toContain(path);
  });
});
