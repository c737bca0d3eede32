import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aDesk, aFolder } from "../../support/desk.ts";

const zero = {
  rows: 2,
  received: 0,
  screened: 0,
  offered: 0,
  waiting: 0,
  rejected: 0,
  invalid: 0,
  failed: 0,
};
const upload = {
  method: "PUT",
  url: "https://files.example/in?signed=1",
  headers: { "x-amz-checksum-sha256": "abc" },
};
const batch = (state: string, progress: object = {}) => ({
  body: { batchId: "bat_1", state, progress: { ...zero, ...progress } },
});

function aFile(): string {
  const path = join(aFolder(), "accounts.csv");
  writeFileSync(path, "currency,balance.PRINCIPAL\nUSD,10.00\nUSD,5.50\n");
  return path;
}

/** The lender saved no map of its headers. */
const noMap = { status: 404 };

const announced = { status: 201, body: { ...batch("AWAITING_UPLOAD").body, upload } };

describe("uploading a file", () => {
  it("only to try it announces it as a check, anew each time, and counts what would be offered", async () => {
    const desk = aDesk({ replies: [noMap, announced, {}, batch("COMPLETED", { eligible: 2 })] });
    expect(await desk.run("batches", "upload", aFile(), "--check")).toBe(0);
    expect(desk.sent[1]).toMatchObject({
      method: "POST",
      url: "https://gateway.example/v1/eligibility-checks/files",
    });
    expect(desk.sent[1]?.headers).not.toHaveProperty("idempotency-key");
  });

  it("announces what it counted, sends it, follows it to the end and fetches the results", async () => {
    const results = join(aFolder(), "results.csv");
    const desk = aDesk({
      replies: [
        noMap,
        announced,
        {},
        batch("CHECKING"),
        batch("PROCESSING", { offered: 1 }),
        batch("COMPLETED", { offered: 1, rejected: 1 }),
        { body: { url: "https://files.example/out?signed=2" } },
        { body: "the results" },
      ],
    });
    expect(await desk.run("batches", "upload", aFile(), "--results", results)).toBe(0);
    const [, announcing, sending] = desk.sent;
    expect(announcing).toMatchObject({
      method: "POST",
      url: "https://gateway.example/v1/account-batches",
      body: {
        format: "CSV",
        fileName: "accounts.csv",
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/u),
        controlTotals: { count: 2, amount: { amount: 1550, currency: "USD" } },
      },
    });
    expect(sending).toMatchObject({ method: "PUT", url: upload.url, headers: upload.headers });
    expect(sending?.headers).not.toHaveProperty("authorization");
    expect(desk.sent.at(-1)?.headers).not.toHaveProperty("authorization");
    expect(desk.pauses).toEqual([1000, 1000]);
    expect(desk.err()).toContain("placing 2/2");
    expect(readFileSync(results, "utf8")).toBe('"the results"');
  });

  it("is announced under the same key when it is repeated, so that it goes on where it stopped", async () => {
    const file = aFile();
    const keys = [];
    for (let n = 0; n < 2; n += 1) {
      const desk = aDesk({ replies: [noMap, batch("COMPLETED"), batch("COMPLETED")] });
      expect(await desk.run("batches", "upload", file)).toBe(0);
      keys.push(desk.sent[1]?.headers["idempotency-key"]);
      expect(desk.sent.every(({ method }) => method !== "PUT")).toBe(true);
    }
    expect(keys[0]).toMatch(/^cli-[0-9a-f]{64}$/u);
    expect(keys[1]).toBe(keys[0]);
  });

  it("is counted by the map that the lender saved, as the gateway will read it", async () => {
    const file = join(aFolder(), "own.csv");
    writeFileSync(file, "Cur,Owed\nUSD,10.00\nUSD,5.50\n");
    const headers = { Cur: "currency", Owed: "balance.PRINCIPAL" };
    const desk = aDesk({
      replies: [{ body: { version: 3, headers } }, batch("COMPLETED"), batch("COMPLETED")],
    });
    expect(await desk.run("batches", "upload", file)).toBe(0);
    expect(desk.sent[0]?.url).toBe("https://gateway.example/v1/account-batches/header-map");
    expect(desk.sent[1]?.body).toMatchObject({
      controlTotals: { count: 2, amount: { amount: 1550, currency: "USD" } },
    });
    expect(desk.sent[1]?.body).not.toHaveProperty("headerMap");
  });

  it("ends with 1 when the gateway refuses the file or the store does not take it", async () => {
    const refused = aDesk({ replies: [noMap, announced, {}, batch("REFUSED")] });
    expect(await refused.run("batches", "upload", aFile())).toBe(1);
    expect(refused.err()).toContain("The file is REFUSED: nothing of it was placed.");
    const away = aDesk({ replies: [noMap, announced, { status: 403 }] });
    expect(await away.run("batches", "upload", aFile())).toBe(1);
    expect(away.err()).toContain("the store answered 403");
  });
});
