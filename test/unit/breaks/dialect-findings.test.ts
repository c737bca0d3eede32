import { describe, expect, it } from "vitest";
import { dialectFindings } from "../../../shared/breaks/dialect-findings.ts";
import type { DriftValue } from "../../../shared/dialects/wire.ts";
import { Currency } from "../../../shared/kernel/money.ts";
import { aLenderId, anAgencyId } from "../../support/builders.ts";

const of = { lenderId: aLenderId(), agencyId: anAgencyId(), currency: Currency.parse("USD") };
const inForce = { version: 3, savedAt: "2026-03-02T00:00:00.000Z" };

const drift = (change: Partial<DriftValue> = {}): DriftValue => ({
  reason: "unknown-code",
  pointer: "/data/code",
  value: "R99",
  count: 4,
  firstSeenAt: "2026-03-01T00:00:00.000Z",
  lastSeenAt: "2026-03-03T00:00:00.000Z",
  ...change,
});

const found = (...values: readonly DriftValue[]) =>
  dialectFindings(of, inForce, values).map(({ found: { code, explain } }) => [code, explain[0]]);

describe("what an agency says and its dialect makes nothing of", () => {
  it("is a break for each code, and one for each place whose shape changed", () => {
    expect(
      found(
        drift(),
        drift({ value: "R98" }),
        drift({ reason: "unknown-field", pointer: "/data/extra", value: "" }),
        drift({ reason: "untranslatable", pointer: "/data/amount", value: "1,00" }),
        drift({ reason: "untranslatable", pointer: "/data/amount", value: "2,00" }),
      ),
    ).toEqual([
      [
        "UNKNOWN_CODE",
        "What the agency sent under version 3 of its dialect was not understood: unknown-code R99 at /data/code.",
      ],
      ["UNKNOWN_CODE", expect.stringContaining("unknown-code R98 at /data/code")],
      ["SCHEMA_DRIFT", expect.stringContaining("unknown-field at /data/extra")],
      ["SCHEMA_DRIFT", expect.stringContaining("untranslatable at /data/amount")],
    ]);
  });

  it("names no value that may be a person's, of whichever lender", () => {
    const texts = [
      drift({ value: "Alex Example" }),
      drift({ reason: "untranslatable", pointer: "/data/amount", value: "alex@debtor.example" }),
    ];
    expect(JSON.stringify(dialectFindings(of, inForce, texts))).not.toMatch(/alex/iu);
  });

  it("is nothing once a dialect was saved after it came, and another break when it comes again", () => {
    const before = drift({ lastSeenAt: "2026-03-01T23:59:59.999Z" });
    expect(found(before)).toEqual([]);
    const [first] = dialectFindings(of, { version: 0 }, [before]);
    const [second] = dialectFindings(of, inForce, [drift()]);
    expect(first?.found.explain[0]).toContain("without a dialect");
    expect(first?.found.subjects).not.toEqual(second?.found.subjects);
  });

  it("was seen last when the latest of what is one break came", () => {
    const at = (lastSeenAt: string) =>
      drift({ reason: "untranslatable", pointer: "/data/amount", value: lastSeenAt, lastSeenAt });
    const [one, ...more] = dialectFindings(of, inForce, [
      at("2026-03-04T00:00:00.000Z"),
      at("2026-03-05T00:00:00.000Z"),
      at("2026-03-03T00:00:00.000Z"),
    ]);
    expect([one?.seenAt, more]).toEqual(["2026-03-05T00:00:00.000Z", []]);
  });
});
