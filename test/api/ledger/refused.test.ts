import { describe, expect, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";

const operator = operatorHere();
const paths = (currency = "USD") => [
  `/v1/ledger/trial-balance?currency=${currency}`,
  `/v1/ledger/entries?currency=${currency}&date=2026-03-01`,
  `/v1/ledger/verification?currency=${currency}`,
];

describe("the books", () => {
  it("of another lender are not there for a lender's own finance", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere()];
    const apiKey = await operator.newKey({ kind: "FINANCE", lenderId: mine.lender.lenderId });
    const { accountId } = await other.place();
    for (const path of paths())
      expect(refusal(await operator.call(`${path}&lenderId=${other.lender.lenderId}`, { apiKey }))).toEqual([
        404,
        "not-found",
      ]);
    const statement = `/v1/ledger/accounts/${accountId}/statement`;
    expect(refusal(await operator.call(statement, { apiKey }))).toEqual([404, "not-found"]);
    const unassigned = `${paths()[0]}&lenderId=unassigned`;
    expect(refusal(await operator.call(unassigned, { apiKey }))).toEqual([404, "not-found"]);
  });

  it("are closed to lenders and agencies", async () => {
    const { lender, agency } = await aTenantHere();
    for (const apiKey of [lender.apiKey, agency.apiKey])
      for (const path of [...paths(), "/v1/ledger/accounts/acc_01JB4Q6N7VB7Y2K0FQZ4S6T8ND/statement"])
        expect(refusal(await operator.call(path, { apiKey }))).toEqual([403, "forbidden"]);
  });

  it("need a key", async () => {
    for (const path of paths())
      expect(refusal(await operator.call(path, { apiKey: undefined }))).toEqual([401, "unauthenticated"]);
  });

  it.each([
    "/v1/ledger/trial-balance",
    "/v1/ledger/trial-balance?currency=USD",
    "/v1/ledger/trial-balance?currency=XXL&lenderId=unassigned",
    "/v1/ledger/trial-balance?currency=USD&lenderId=lnd_1",
    "/v1/ledger/trial-balance?currency=USD&lenderId=unassigned&asOf=yesterday",
    "/v1/ledger/entries?currency=USD&lenderId=unassigned",
    "/v1/ledger/entries?currency=USD&lenderId=unassigned&date=2026-02-30",
    "/v1/ledger/entries?currency=USD&lenderId=unassigned&date=2026-03-01&limit=201",
  ])("are not read by %s", async (path) => {
    const apiKey = await operator.newKey({ kind: "FINANCE" });
    expect(refusal(await operator.call(path, { apiKey }))).toEqual([422, "invalid-request"]);
  });

  it("go on only by a cursor of theirs", async () => {
    const apiKey = await operator.newKey({ kind: "FINANCE" });
    const strange = Buffer.from(JSON.stringify({ pk: "ACCOUNT#1" })).toString("base64url");
    const path = `${paths()[1]}&lenderId=unassigned&cursor=`;
    for (const cursor of [strange, "x"])
      expect(refusal(await operator.call(path + cursor, { apiKey }))).toEqual([400, "invalid-cursor"]);
  });
});
