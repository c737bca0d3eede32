import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aDesk, aFolder } from "../../support/desk.ts";

const agencyId = "agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";
const content = "Betrag;Beleg\n1,00;P-1\n";
const upload = { method: "PUT", url: "https://files.example/in?signed=1", headers: { "x-amz-a": "abc" } };
const file = (state: string, more: object = {}) => ({ body: { fileId: "rmf_1", state, ...more } });

function files(): readonly [csv: string, header: string, results: string] {
  const folder = aFolder();
  const [csv, header] = [join(folder, "lines.csv"), join(folder, "header.json")];
  writeFileSync(csv, content);
  writeFileSync(header, JSON.stringify({ remittanceRef: "REM-1" }));
  return [csv, header, join(folder, "results.csv")];
}

describe("gateway remittance-files upload", () => {
  it("announces header and hash, sends the bytes as they are and fetches what became of every line", async () => {
    const [csv, header, results] = files();
    const link = { body: { url: "https://files.example/out" } };
    const desk = aDesk({
      replies: [
        { status: 201, ...file("AWAITING_UPLOAD", { upload }) },
        {},
        file("READING"),
        file("ADVISED"),
        link,
        { body: "2,PAYMENT" },
      ],
    });
    const args = ["--header", header, "--results", results, "--as-agency"];
    expect(await desk.run("remittance-files", "upload", agencyId, csv, ...args)).toBe(0);
    expect(desk.sent[0]).toMatchObject({
      method: "POST",
      url: `https://gateway.example/v1/agencies/${agencyId}/remittance-files`,
      body: {
        advice: { remittanceRef: "REM-1" },
        fileName: "lines.csv",
        sha256: createHash("sha256").update(content).digest("hex"),
        bytes: Buffer.byteLength(content),
      },
    });
    expect(desk.sent[1]).toMatchObject({ method: "PUT", url: upload.url });
    expect(readFileSync(results, "utf8")).toContain("2,PAYMENT");
  });

  it("sends finance's file for an agency, and ends with 1 when it is refused", async () => {
    const [csv, header] = files();
    const reasons = [{ code: "REMITTANCE_TOTALS_DIFFER", message: "gross differs" }];
    const desk = aDesk({ replies: [file("READING"), file("REFUSED", { reasons })] });
    expect(await desk.run("remittance-files", "upload", agencyId, csv, "--header", header)).toBe(1);
    expect(desk.sent[0]).toMatchObject({
      url: "https://gateway.example/v1/remittance-files",
      body: { agencyId },
    });
    expect(desk.sent.map(({ method }) => method)).toEqual(["POST", "GET"]);
    expect(desk.out()).toContain("REMITTANCE_TOTALS_DIFFER");
    expect(desk.err()).toContain("nothing of it was taken");
  });
});
