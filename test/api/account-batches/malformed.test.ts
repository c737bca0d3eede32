import { beforeAll, describe, expect, it } from "vitest";
import { announcement } from "../../support/account-file.ts";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { usd, type Lender } from "../../support/tenant.ts";

describe("POST /v1/account-batches points at", () => {
  let lender: Lender;
  beforeAll(async () => {
    ({ lender } = await aTenantHere({ agencies: 0 }));
  });

  it.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ["a format that is none", { format: "XLSX" }, ["/format"]],
    ["no control totals", { controlTotals: undefined }, ["/controlTotals"]],
    ["a count of none", { controlTotals: { count: 0, amount: usd(0) } }, ["/controlTotals/count"]],
    [
      "more rows than a file may have",
      { controlTotals: { count: 1_000_001, amount: usd(1) } },
      ["/controlTotals/count"],
    ],
    [
      "an amount that is negative",
      { controlTotals: { count: 1, amount: usd(-1) } },
      ["/controlTotals/amount/amount"],
    ],
    [
      "an amount with a fraction",
      { controlTotals: { count: 1, amount: usd(1.5) } },
      ["/controlTotals/amount/amount"],
    ],
    ["a hash that is none", { sha256: "ABC" }, ["/sha256"]],
    ["a map to what is no column", { headerMap: { A: "debtor.password" } }, ["/headerMap/A"]],
    ["a map of two headers to one column", { headerMap: { A: "product", B: "product" } }, ["/headerMap"]],
    ["a map for NDJSON", { format: "NDJSON", headerMap: { A: "product" } }, ["/headerMap"]],
    ["a member that nobody knows", { priority: "HIGH" }, ["/priority"]],
  ])("%s", async (_what, changes, places) => {
    const answer = await lender.post("/v1/account-batches", announcement(1, changes));
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(places);
  });

  it.each(["limit=0", "limit=x", "state=LOST"])("a query with %s", async (query) => {
    expect(refusal(await lender.get(`/v1/account-batches?${query}`))).toEqual([422, "invalid-request"]);
  });

  it("a header map that is none", async () => {
    const put = (json: unknown) =>
      lender.call("/v1/account-batches/header-map", { method: "PUT", json, apiKey: lender.apiKey });
    expect(refusal(await put({ headers: { A: 7 } }))).toEqual([422, "invalid-request"]);
    expect(refusal(await put({}))).toEqual([422, "invalid-request"]);
  });
});
