import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aDesk, aFolder } from "../../support/desk.ts";

const content = "<Document/>";
const upload = { method: "PUT", url: "https://files.example/in?signed=1", headers: { "x-amz-a": "abc" } };
const file = (state: string, stored = 0) => ({
  body: { fileId: "bkf_1", state, progress: { lines: 3, stored, new: stored } },
});
const announced = { status: 201, body: { ...file("AWAITING_UPLOAD").body, upload } };

function aFile(): string {
  const written = join(aFolder(), "statement.xml");
  writeFileSync(written, content);
  return written;
}

describe("gateway bank upload", () => {
  it("announces the file by its hash, sends it and follows it until it is loaded", async () => {
    const desk = aDesk({ replies: [announced, {}, file("READING", 1), file("LOADED", 3)] });
    const args = ["--lender", "lnd_1", "--account", "main", "--format", "CSV"];
    expect(await desk.run("bank", "upload", aFile(), ...args)).toBe(0);
    const [first, second, third] = desk.sent;
    expect(first).toMatchObject({
      method: "POST",
      url: "https://gateway.example/v1/bank-statements",
      body: {
        lenderId: "lnd_1",
        fileName: "statement.xml",
        sha256: createHash("sha256").update(content).digest("hex"),
        bytes: content.length,
        format: "CSV",
        bankAccountRef: "main",
      },
    });
    expect(second).toMatchObject({ method: "PUT", url: upload.url });
    expect(third?.url).toBe("https://gateway.example/v1/bank-statements/bkf_1");
    expect(desk.sent).toHaveLength(4);
    expect(desk.out()).toContain("LOADED");
  });

  it("sends nothing again that is there, and ends with 1 when the file is refused", async () => {
    const refused = { body: { ...file("REFUSED").body, reasons: [{ code: "BALANCE_MISMATCH" }] } };
    const desk = aDesk({ replies: [file("READING"), refused] });
    expect(await desk.run("bank", "upload", aFile())).toBe(1);
    expect(desk.sent.map(({ method }) => method)).toEqual(["POST", "GET"]);
    expect(desk.out()).toContain("BALANCE_MISMATCH");
    expect(desk.err()).toContain("nothing of it was loaded");
  });

  it("says that the store cannot be reached, and ends with 1", async () => {
    const desk = aDesk({ replies: [announced, new TypeError("fetch failed")] });
    expect(await desk.run("bank", "upload", aFile())).toBe(1);
    expect(desk.err()).toContain("The store cannot be reached: fetch failed");
  });

  it("names a file that cannot be read", async () => {
    const desk = aDesk();
    expect(await desk.run("bank", "upload", "/nowhere.xml")).toBe(2);
    expect(desk.err()).toContain("/nowhere.xml");
    expect(desk.sent).toEqual([]);
  });
});
