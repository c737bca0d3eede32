import { describe, expect, it } from "vitest";
import * as currencies from "dinero.js/currencies";
import { cellOf, decimalsOf, recordOf, tableOf } from "../../../infra/cli/show.ts";
import { Currency, exponentOf } from "../../../shared/kernel/money.ts";

describe("a cell", () => {
  it.each([
    [{ amount: 104_800, currency: "USD" }, "1,048.00 USD"],
    [{ amount: -5, currency: "EUR" }, "-0.05 EUR"],
    [{ amount: 1500, currency: "JPY" }, "1,500 JPY"],
    [{ amount: 1, currency: "KWD" }, "0.001 KWD"],
    [{ amount: 9_007_199_254_740_991, currency: "USD" }, "90,071,992,547,409.91 USD"],
    [["a", "b"], "a, b"],
    [{ kind: "LENDER", lenderId: "lnd_1" }, "kind=LENDER lenderId=lnd_1"],
    [true, "true"],
    [0, "0"],
    [null, ""],
    [undefined, ""],
  ])("shows %j as %s", (value, text) => {
    expect(cellOf(value)).toBe(text);
  });

  it("has as many decimals of every currency as the gateway counts by", () => {
    for (const { code } of Object.values(currencies))
      expect([code, decimalsOf(code)]).toEqual([code, exponentOf(Currency.parse(code))]);
    expect(cellOf({ amount: 12_345, currency: "HUF" })).toBe("123.45 HUF");
  });

  it("never lets a value steer the terminal", () => {
    expect(cellOf("a\u001B[31mred\nb\u0007")).toBe("a [31mred b ");
  });
});

describe("a table", () => {
  it("has a column for each heading, and no colours or borders", () => {
    const items = [
      { id: "a", money: { amount: 100, currency: "USD" }, in: { ner: 1 } },
      { id: "longer", in: {} },
    ];
    const table = tableOf(items, [
      ["id", "id"],
      ["owed", "money"],
      ["inner", "in.ner"],
    ]);
    expect(table).toBe(["ID      OWED      INNER", "a       1.00 USD  1", "longer"].join("\n"));
  });

  it("says so when there is nothing", () => {
    expect(tableOf([], [["id", "id"]])).toBe("Nothing.");
  });
});

describe("a record", () => {
  it("shows members of members by their path, and lists of things as tables of their own", () => {
    const shown = recordOf({
      name: "Bank",
      policy: { days: 30, least: { amount: 1000, currency: "USD" } },
      contracts: [{ agencyId: "agy_1", share: 2 }],
      tags: ["x", "y"],
    });
    expect(shown).toBe(
      [
        "name          Bank",
        "policy.days   30",
        "policy.least  10.00 USD",
        "tags          x, y",
        "",
        "contracts",
        "AGENCYID  SHARE",
        "agy_1     2",
      ].join("\n"),
    );
  });
});
