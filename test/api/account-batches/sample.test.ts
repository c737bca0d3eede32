import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { columns } from "../../../shared/account-batches/columns.ts";
import { announcement, placeFile, resultsOf } from "../../support/account-file.ts";
import { aTenantHere } from "../../support/here.ts";

const document = readFileSync(join(import.meta.dirname, "../../../docs/account-files.md"), "utf8");

describe("the documented sample file", () => {
  it("is placed as it stands, with the control totals that the document names", async () => {
    const [, sample = ""] = /```csv\n([\s\S]*?)```/u.exec(document) ?? [];
    const [, totals = ""] = /`(\{"count".*\}\})`/u.exec(document) ?? [];
    const { lender } = await aTenantHere();
    const batch = await placeFile(lender, sample, announcement(3, { controlTotals: JSON.parse(totals) }));
    expect(batch).toMatchObject({ state: "COMPLETED", progress: { rows: 3, offered: 3 } });
    const results = await resultsOf(lender, batch.batchId);
    expect(results.map(({ lenderAccountRef }) => lenderAccountRef)).toEqual([
      "LOAN-2024-000917",
      "LOAN-2024-000918",
      "LOAN-2024-000919",
    ]);
  });

  it("stands in a document that names every column", () => {
    const grouped = (column: string) => column.replace(/^(balance|circumstances)\..*$/u, "$1.");
    for (const column of columns) expect(document).toContain(`\`${grouped(column)}`);
  });
});
