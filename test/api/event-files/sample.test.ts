import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { linesOf, reportFile } from "../../support/event-file.ts";
import { aTenantHere } from "../../support/here.ts";

const document = readFileSync(join(import.meta.dirname, "../../../docs/event-files.md"), "utf8");

const sampleOf = (language: string, placementId: string): string => {
  const [, sample = ""] = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "u").exec(document) ?? [];
  return sample.replaceAll(/plc_\w+/gu, placementId);
};

describe("the documented sample file", () => {
  it("in CSV is taken as it stands, with the control totals that the document names", async () => {
    const { agency, active } = await aTenantHere();
    const { placementId } = await active();
    const [, totals = ""] = /`(\{"count".*\]\})`/u.exec(document) ?? [];
    const file = await reportFile(agency, sampleOf("csv", placementId), {
      format: "CSV",
      controlTotals: JSON.parse(totals),
    });
    expect(file).toMatchObject({ state: "COMPLETED", progress: { lines: 3, accepted: 3 } });
  });

  it("in NDJSON is taken as it stands, and what was in the other one is not taken again", async () => {
    const { agency, active } = await aTenantHere();
    const { placementId } = await active();
    const content = sampleOf("json", placementId);
    const file = await reportFile(agency, content, { controlTotals: { count: 2 } });
    expect(file).toMatchObject({ state: "COMPLETED", progress: { lines: 2, accepted: 2 } });
    const first = await linesOf(agency, file.fileId);
    const same = await reportFile(agency, sampleOf("csv", placementId), {
      format: "CSV",
      controlTotals: { count: 3 },
    });
    const second = await linesOf(agency, same.fileId);
    expect(second[0]).toMatchObject({ disposition: "ACCEPTED", receiptId: first[0]!.receiptId });
    expect(second[1]).toMatchObject({ disposition: "REFUSED", code: "event-id-reused" });
  });
});
