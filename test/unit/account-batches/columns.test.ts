import { describe, expect, it } from "vitest";
import { columns, columnsOf, HeaderMap } from "../../../shared/account-batches/columns.ts";

const least = ["lenderAccountRef", "product", "delinquencyDate", "currency", "debtor.name", "debtor.region"];
const header = [...least, "balance.PRINCIPAL"];

const codesOf = (names: readonly string[], map?: HeaderMap) => {
  const found = columnsOf(names, map);
  return found.ok ? [] : found.error.map(({ code }) => code);
};

describe("a header", () => {
  it("is taken in any order", () => {
    expect(columnsOf(header.toReversed())).toEqual({ ok: true, value: header.toReversed() });
  });

  it("may have every column that is documented", () => {
    expect(columnsOf(columns).ok).toBe(true);
  });

  it.each(least)("without %s is refused by name", (missing) => {
    const found = columnsOf(header.filter((name) => name !== missing));
    expect(found).toEqual({
      ok: false,
      error: [{ code: "HEADER_MISSING", message: `There is no column ${missing}.` }],
    });
  });

  it("without any component of a balance is refused", () => {
    expect(codesOf(least)).toEqual(["HEADER_MISSING"]);
  });

  it("with a column twice is refused, for one would silently win", () => {
    expect(codesOf([...header, "product"])).toEqual(["HEADER_REPEATED"]);
  });

  it("with a column that nobody knows is refused, for it may be a misspelt one", () => {
    expect(codesOf([...header, "balance.PRINCIPLE"])).toEqual(["HEADER_UNKNOWN"]);
  });

  it("says everything that is wrong with it at once", () => {
    expect(codesOf(["Loan", "Loan"])).toEqual([
      "HEADER_UNKNOWN",
      "HEADER_UNKNOWN",
      "HEADER_REPEATED",
      ...header.map(() => "HEADER_MISSING"),
    ]);
  });

  it("does not take members of every object for its map", () => {
    expect(codesOf([...header, "toString", "__proto__"], {})).toEqual(["HEADER_UNKNOWN", "HEADER_UNKNOWN"]);
  });
});

describe("a header map", () => {
  const map = { "Loan No": "lenderAccountRef", Remark: null };

  it("calls the lender's columns by their names here, and leaves out what is null", () => {
    const own = ["Loan No", ...header.slice(1), "Remark"];
    expect(columnsOf(own, map)).toEqual({ ok: true, value: [...header, null] });
  });

  it("may leave out several columns", () => {
    expect(columnsOf([...header, "A", "B"], { A: null, B: null })).toMatchObject({ ok: true });
  });

  it("does not hide a column that is there under both names", () => {
    expect(codesOf([...header, "Loan No"], map)).toEqual(["HEADER_REPEATED"]);
  });

  it("may not lead two headers to one column", () => {
    expect(HeaderMap.safeParse({ A: "product", B: "product" }).success).toBe(false);
  });

  it("may not lead to what is no column", () => {
    expect(HeaderMap.safeParse({ A: "debtor.password" }).success).toBe(false);
  });
});
