import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventFactsOf } from "../../../infra/cli/event-file.ts";
import { aDesk, aFolder } from "../../support/desk.ts";

const agencyId = "agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";
const path = `/v1/agencies/${agencyId}/event-files`;
const upload = { method: "PUT", url: "https://files.example/in?signed=1", headers: { "x-amz-a": "abc" } };
const file = (state: string, received = 0) => ({
  body: { fileId: "evf_1", state, progress: { lines: 3, received, accepted: received } },
});
const announced = { status: 201, body: { ...file("AWAITING_UPLOAD").body, upload } };

function aFile(name: string, content: string): string {
  const written = join(aFolder(), name);
  writeFileSync(written, content);
  return written;
}

const csv = [
  "eventId,eventType,placementId,effectiveAt,data.amount.amount,data.amount.currency",
  "e1,payment.received,p,t,1050,USD",
  "e2,payment.received,p,t,7,EUR",
  "e3,payment.reversed,p,t,50,USD",
  "e4,payment.received,p,t,10.50,USD",
].join("\n");

const line = (eventType: string, amount: unknown) =>
  JSON.stringify({ eventType, data: { amount: { amount, currency: "USD" } } });

describe("what a file of events says of itself", () => {
  it("is counted from its rows, payments by currency", async () => {
    expect(await eventFactsOf(aFile("events.csv", csv))).toMatchObject({
      format: "CSV",
      bytes: csv.length,
      count: 4,
      payments: [
        { amount: 1050, currency: "USD" },
        { amount: 7, currency: "EUR" },
      ],
    });
  });

  it("is counted from its lines, whatever is in them", async () => {
    const content = `${line("payment.received", 5)}\n\n{\n${line("payment.received", 5.5)}\n${line("contact.attempted", 9)}`;
    expect(await eventFactsOf(aFile("events.ndjson", content))).toMatchObject({
      format: "NDJSON",
      count: 4,
      payments: [{ amount: 5, currency: "USD" }],
    });
  });

  it("is nothing where there is no event", async () => {
    await expect(eventFactsOf(aFile("events.ndjson", "\n"))).rejects.toThrow("holds no event");
  });
});

describe("uploading a file of events", () => {
  it("announces what it counted, sends it, follows it to the end and fetches the results", async () => {
    const results = join(aFolder(), "results.csv");
    const desk = aDesk({
      replies: [
        announced,
        {},
        file("PROCESSING", 1),
        file("COMPLETED", 3),
        { body: { url: "https://files.example/out?signed=2" } },
        { body: "the results" },
      ],
    });
    const given = aFile("events.csv", csv);
    expect(await desk.run("event-files", "upload", agencyId, given, "--results", results)).toBe(0);
    const [announcing, sending] = desk.sent;
    expect(announcing).toMatchObject({
      method: "POST",
      url: `https://gateway.example${path}`,
      body: { format: "CSV", fileName: "events.csv", bytes: csv.length, controlTotals: { count: 4 } },
    });
    expect(sending).toMatchObject({ method: "PUT", url: upload.url, headers: upload.headers });
    expect(sending?.headers).not.toHaveProperty("authorization");
    expect(desk.err()).toContain("taking 3/3");
    expect(readFileSync(results, "utf8")).toBe('"the results"');
  });

  it("goes on where it stopped when the file is known, and ends with 1 when it is refused", async () => {
    const known = aDesk({ replies: [file("PROCESSING"), file("COMPLETED", 3)] });
    expect(await known.run("event-files", "upload", agencyId, aFile("events.csv", csv))).toBe(0);
    expect(known.sent.every(({ method }) => method !== "PUT")).toBe(true);
    const refused = aDesk({ replies: [announced, {}, file("REFUSED")] });
    expect(await refused.run("event-files", "upload", agencyId, aFile("events.csv", csv))).toBe(1);
    expect(refused.err()).toContain("nothing of it was taken");
  });

  it("fetches the results of a file later", async () => {
    const results = join(aFolder(), "results.csv");
    const desk = aDesk({ replies: [{ body: { url: "https://files.example/out" } }, { body: "r" }] });
    expect(await desk.run("event-files", "results", agencyId, "evf_1", results)).toBe(0);
    expect(desk.sent[0]?.url).toBe(`https://gateway.example${path}/evf_1/results`);
  });
});
