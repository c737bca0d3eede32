import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal, refusesUnreadable } from "../../support/refusals.ts";
import { anAccount, usd, type Tenant } from "../../support/tenant.ts";

const balance = (amount: unknown, component: unknown = "PRINCIPAL") => ({ balance: [{ component, amount }] });
const debtor = (changes: object) => ({ debtor: { name: "Alex Example", region: "US-CA", ...changes } });

describe("POST /v1/accounts", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await aTenantHere();
  });

  refusesUnreadable((raw, headers) => tenant.lender.call("/v1/accounts", { raw, headers }));

  it("refuses a body without a content type", async () => {
    const raw = new TextEncoder().encode(JSON.stringify(anAccount()));
    const answer = await tenant.lender.call("/v1/accounts", { raw, headers: { "content-type": "" } });
    expect(refusal(answer)).toEqual([415, "unsupported-media-type"]);
  });

  it.each([
    ["an unknown member", { colour: "red" }, "/colour"],
    ["an unknown member deep inside", debtor({ shoeSize: 43 }), "/debtor/shoeSize"],
    ["an unknown product", { product: "YACHT" }, "/product"],
    ["a date that is none", { delinquencyDate: "2024-02-30" }, "/delinquencyDate"],
    ["an instant instead of a date", { delinquencyDate: "2024-01-01T00:00:00Z" }, "/delinquencyDate"],
    ["an empty reference", { lenderAccountRef: "" }, "/lenderAccountRef"],
    ["a reference with a line break", { lenderAccountRef: "a\nb" }, "/lenderAccountRef"],
    ["a reference that is too long", { lenderAccountRef: "r".repeat(65) }, "/lenderAccountRef"],
    ["a number as reference", { lenderAccountRef: 7 }, "/lenderAccountRef"],
    ["no balance", { balance: [] }, "/balance"],
    ["an unknown component", balance(usd(1), "TIP"), "/balance/0/component"],
    ["a float", balance(usd(10.5)), "/balance/0/amount/amount"],
    ["a negative amount", balance(usd(-1)), "/balance/0/amount/amount"],
    ["zero", balance(usd(0)), "/balance/0/amount/amount"],
    ["an amount as text", balance({ amount: "100", currency: "USD" }), "/balance/0/amount/amount"],
    ["an amount beyond exact integers", balance(usd(2 ** 53)), "/balance/0/amount/amount"],
    ["an amount beyond the limit", balance(usd(1_000_000_000_001)), "/balance/0/amount/amount"],
    ["an unknown currency", balance({ amount: 1, currency: "ZZZ" }), "/balance/0/amount/currency"],
    ["a currency in small letters", balance({ amount: 1, currency: "usd" }), "/balance/0/amount/currency"],
    ["an amount without currency", balance({ amount: 1 }), "/balance/0/amount/currency"],
    [
      "several currencies",
      {
        balance: [
          { component: "PRINCIPAL", amount: usd(1) },
          { component: "INTEREST", amount: { amount: 1, currency: "EUR" } },
        ],
      },
      "/balance/1",
    ],
    [
      "a component given twice",
      {
        balance: [
          { component: "PRINCIPAL", amount: usd(1) },
          { component: "PRINCIPAL", amount: usd(2) },
        ],
      },
      "/balance/1",
    ],
    ["a debtor without a name", debtor({ name: "" }), "/debtor/name"],
    ["an unknown region", debtor({ region: "California" }), "/debtor/region"],
    ["a language that is none", debtor({ language: "klingon" }), "/debtor/language"],
    [
      "an unknown way of contact",
      debtor({ contactPoints: [{ type: "PIGEON", value: "coo" }] }),
      "/debtor/contactPoints/0/type",
    ],
    [
      "a circumstance that is not yes or no",
      { circumstances: { deceased: "no" } },
      "/circumstances/deceased",
    ],
  ])("refuses %s and points at it", async (_name, changes, pointer) => {
    const answer = await tenant.lender.post("/v1/accounts", anAccount(changes));
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)[0]).toBe(pointer);
  });

  it.each(["lenderAccountRef", "product", "delinquencyDate", "balance", "debtor"])(
    "refuses an account without %s",
    async (name) => {
      const { [name]: _left, ...rest }: Record<string, unknown> = anAccount();
      const answer = await tenant.lender.post("/v1/accounts", rest);
      expect(refusal(answer)).toEqual([422, "invalid-request"]);
      expect(pointers(answer)).toEqual([`/${name}`]);
    },
  );

  it("names every fault at once, with pointers that are escaped", async () => {
    const answer = await tenant.lender.post("/v1/accounts", anAccount({ product: 1, "a/b~c": 1 }));
    expect(pointers(answer)).toEqual(["/product", "/a~1b~0c"]);
  });

  it("does not let a body with __proto__ reach anything", async () => {
    const raw = JSON.stringify(anAccount()).replace("{", '{"__proto__":{"admin":true},');
    const answer = await tenant.lender.call("/v1/accounts", { raw });
    expect([201, 422]).toContain(answer.status);
    expect(answer.body.admin).toBeUndefined();
  });

  it("stores nothing of what it refused", async () => {
    const fresh = await aTenantHere();
    await fresh.lender.post("/v1/accounts", anAccount({ product: "YACHT" }));
    expect((await fresh.lender.get("/v1/accounts")).body.items).toEqual([]);
  });
});
