import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { factsOf, minorUnits } from "../../../infra/cli/batch-file.ts";
import { aFolder } from "../../support/desk.ts";

function aFile(name: string, text: string): string {
  const path = join(aFolder(), name);
  writeFileSync(path, text);
  return path;
}

describe("an amount in a file", () => {
  it.each([
    ["1048.00", "USD", 104_800n],
    ["1048", "USD", 104_800n],
    ["0.1", "USD", 10n],
    ["1500", "JPY", 1500n],
    ["1.234", "KWD", 1234n],
    ["", "USD", 0n],
    ["90071992547409.93", "USD", 9_007_199_254_740_993n],
  ])("%s %s is exact", (text, currency, units) => {
    expect(minorUnits(text, currency)).toBe(units);
  });

  it.each([
    ["1.234", "USD"],
    ["1,048.00", "USD"],
    ["1.5", "JPY"],
    ["ten", "USD"],
  ])("%s %s is none", (text, currency) => {
    expect(() => minorUnits(text, currency)).toThrow("is no amount");
  });
});

describe("what a file says of itself", () => {
  const csv = [
    "lenderAccountRef,currency,balance.PRINCIPAL,balance.LATE_FEE,debtor.name",
    'L-1,USD,1048.00,25.10,"Example, Alex"',
    "L-2,USD,0.10,,Maria",
    "",
  ].join("\r\n");

  it("is its rows, their balances to the cent, and the hash of its very bytes", async () => {
    for (const text of [csv, `\uFEFF${csv}`])
      expect(await factsOf(aFile("accounts.csv", text))).toEqual({
        format: "CSV",
        count: 2,
        amount: { amount: 107_320, currency: "USD" },
        bytes: Buffer.byteLength(text),
        sha256: createHash("sha256").update(text).digest("hex"),
      });
  });

  it("follows a map of the lender's own headers", async () => {
    const own = csv.replace("balance.PRINCIPAL", "Kapital").replace("currency", "Waehrung");
    const facts = await factsOf(aFile("accounts.csv", own), {
      Kapital: "balance.PRINCIPAL",
      Waehrung: "currency",
    });
    expect(facts).toMatchObject({ count: 2, amount: { amount: 107_320, currency: "USD" } });
  });

  it("is the same of JSON lines", async () => {
    const line = (amount: number) =>
      JSON.stringify({ balance: [{ component: "PRINCIPAL", amount: { amount, currency: "EUR" } }] });
    const path = aFile("accounts.ndjson", `${line(100)}\n\n${line(250)}\n`);
    expect(await factsOf(path)).toMatchObject({
      format: "NDJSON",
      count: 2,
      amount: { amount: 350, currency: "EUR" },
    });
  });

  it.each([
    ["no account", "a.csv", "lenderAccountRef,currency\n", "holds no account"],
    ["two currencies", "a.csv", "currency,balance.PRINCIPAL\nUSD,1\nEUR,1\n", "a file for each currency"],
    ["no currency", "a.csv", "currency,balance.PRINCIPAL\n,1\n", "Account 1 of the file has no currency"],
    ["a short row", "a.csv", "currency,balance.PRINCIPAL\nUSD\n", "cannot be read"],
    ["no JSON", "a.ndjson", "hello\n", "Account 1 of the file has no balance"],
  ])(
    "is nothing for a file with %s: it is told before anything is sent",
    async (_name, ...[name, text, words]) => {
      await expect(factsOf(aFile(name, text))).rejects.toThrow(words);
    },
  );

  it("is nothing for a file that is not there", async () => {
    await expect(factsOf(join(aFolder(), "none.csv"))).rejects.toThrow("cannot be read");
  });
});
