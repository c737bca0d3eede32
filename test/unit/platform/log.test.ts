import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { newLog } from "../../../shared/platform/log.ts";

type Line = Record<string, unknown> & { error?: Record<string, unknown> };

/** What the logger wrote, one JSON object a line. */
let written: string[] = [];
beforeEach(() => {
  written = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((line) => written.push(String(line)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const lines = (): Line[] =>
  written
    .join("")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);

describe("a log line", () => {
  it("is one JSON object with a stable code, its level, its service and its facts", () => {
    newLog("agency-api", "INFO").info("http.request", { path: "/v1", status: 202 });
    expect(lines()).toEqual([
      expect.objectContaining({
        level: "INFO",
        service: "agency-api",
        code: "http.request",
        path: "/v1",
        status: 202,
      }),
    ]);
  });

  it("below the level is not written", () => {
    const log = newLog("x", "ERROR");
    log.info("a.b");
    log.warn("a.b");
    expect(written).toEqual([]);
    log.error("a.b");
    expect(lines()).toHaveLength(1);
  });

  it("of a failure names the error and where it came from", () => {
    newLog("x", "INFO").error("http.failed", { requestId: "r" }, new TypeError("not a function"));
    expect(lines()[0]).toMatchObject({ level: "ERROR", code: "http.failed", requestId: "r" });
    expect(lines()[0]?.error).toMatchObject({
      name: "TypeError",
      message: "not a function",
      stack: expect.stringContaining("log.test.ts"),
    });
  });

  it("of something thrown that is no error is a line all the same", () => {
    newLog("x", "INFO").error("http.failed", {}, "a text");
    expect(lines()).toHaveLength(1);
  });
});

describe("what never reaches a log", () => {
  const personal = {
    webhookSecret: "LEAK",
    apiKey: "LEAK",
    authorization: "LEAK",
    "webhook-signature": "LEAK",
    password: "LEAK",
    name: "LEAK",
    debtorName: "LEAK",
    contactPoint: "LEAK",
    narrative: "LEAK",
    email: "LEAK",
    phoneNumber: "LEAK",
    address: "LEAK",
  };

  it.each(Object.keys(personal))("is the value of %s", (field) => {
    newLog("x", "INFO").info("a.b", { [field]: "LEAK", other: "stays" });
    expect(written.join("")).not.toContain("LEAK");
    expect(lines()[0]).toMatchObject({ [field]: "[redacted]", other: "stays" });
  });

  it.each([
    ["inside an object", { debtor: personal }],
    ["inside a list", { debtors: [personal] }],
    ["as a list", { webhookSecrets: ["LEAK"], emails: ["LEAK"] }],
    [
      "as an object",
      { narrative: { S: "LEAK" }, contactPoint: { value: "LEAK" }, address: { street: "LEAK" } },
    ],
  ])("is any of them %s that an error carries", (_where, carried) => {
    newLog("x", "INFO").error("a.b", {}, Object.assign(new Error("failed"), carried));
    expect(written.join("")).not.toContain("LEAK");
  });
});
