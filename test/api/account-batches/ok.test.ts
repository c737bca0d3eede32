import { describe, expect, it } from "vitest";
import { aRow, announcement, csvFile, placeFile, resultsOf } from "../../support/account-file.ts";
import { aTenantHere } from "../../support/here.ts";

describe("a file of accounts", () => {
  it("is placed row by row as the API would place them, and every row is answered", async () => {
    const { lender } = await aTenantHere();
    const rows = [
      aRow(),
      aRow({ delinquencyDate: "2999-01-01" }),
      aRow({ "debtor.region": "nowhere" }),
      aRow(),
    ];
    const batch = await placeFile(lender, csvFile(rows), announcement(4));
    expect(batch).toMatchObject({
      state: "COMPLETED",
      progress: {
        rows: 4,
        received: 4,
        screened: 3,
        offered: 2,
        rejected: 1,
        invalid: 1,
        existing: 0,
        failed: 0,
      },
    });
    const results = await resultsOf(lender, batch.batchId);
    expect(results.map(({ line, outcome, code }) => [line, outcome, code])).toEqual([
      ["2", "OFFERED", ""],
      ["3", "REJECTED", "DPD_TOO_LOW"],
      ["4", "INVALID", "invalid-format"],
      ["5", "OFFERED", ""],
    ]);
    const placed = await lender.account(results[0]!.accountId);
    expect(placed).toMatchObject({ lenderAccountRef: rows[0]!["lenderAccountRef"], lifecycle: "OFFERED" });
  });
});
