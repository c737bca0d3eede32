import { beforeAll, describe, expect, it } from "vitest";
import { aBreakDesk, manual } from "../../support/break-desk.ts";
import { refusal } from "../../support/refusals.ts";

describe("work on a break", () => {
  let desk: Awaited<ReturnType<typeof aBreakDesk>>;
  beforeAll(async () => {
    desk = await aBreakDesk();
  });

  it.each([
    ["assignee", {}],
    ["assignee", { assignee: "" }],
    ["assignee", { assignee: "x".repeat(101) }],
    ["comments", { text: "" }],
    ["comments", { text: "x".repeat(2_001) }],
    ["comments", { text: "x", more: 1 }],
    ["explanation", { explanation: "x".repeat(2_001) }],
    ["resolution", { method: "FORGET", explanation: "x" }],
    ["resolution", { method: "MATCH", explanation: "x" }],
    ["resolution", { ...manual, explanation: "x".repeat(2_001) }],
    ["resolution", { ...manual, posting: { entry: "WRITE_OFF_BANK" } }],
    ["resolution", { ...manual, ledgerEntry: { accountId: "ACCOUNT#x", sequence: 1 } }],
    ["reopening", {}],
    ["reopening", { reason: "x".repeat(501) }],
  ])("is refused at %s: %j", async (what, json) => {
    expect(refusal(await desk.work(what, json))).toEqual([422, "invalid-request"]);
  });

  it("is refused when it is more than a body may be", async () => {
    expect(refusal(await desk.work("comments", { text: "x".repeat(20_000) }))).toEqual([
      413,
      "payload-too-large",
    ]);
  });

  it("is refused when it is no JSON, or says that it is none", async () => {
    const { operator, path, apiKey } = desk;
    expect(refusal(await operator.call(`${path}/comments`, { method: "POST", apiKey, raw: "{" }))).toEqual([
      400,
      "malformed-json",
    ]);
    const headers = { "content-type": "text/plain" };
    const call = { method: "POST", apiKey, raw: "{}", headers };
    expect(refusal(await operator.call(`${path}/comments`, call))).toEqual([415, "unsupported-media-type"]);
  });

  it("is for a break that has an id", async () => {
    for (const id of [
      "brk_1",
      "acc_01JB4Q6N7VB7Y2K0FQZ4S6T8ND",
      `brk_${"g".repeat(26)}`,
      `brk_${"0".repeat(26)}`,
    ])
      expect(refusal(await desk.get(`/v1/breaks/${id}`))).toEqual([404, "not-found"]);
  });

  it.each([
    { breakIds: [], command: { kind: "CONFIRM" } },
    { breakIds: ["brk_1"], command: { kind: "COMMENT", text: "x" } },
    { breakIds: [`brk_${"0".repeat(26)}`], command: { kind: "DELETE" } },
    {
      breakIds: Array.from({ length: 101 }, (_, n) => `brk_${String(n).padStart(26, "0")}`),
      command: { kind: "COMMENT", text: "x" },
    },
  ])("on many is refused: %#", async (json) => {
    expect(refusal(await desk.bulk(json))).toEqual([422, "invalid-request"]);
  });
});

describe("a list of breaks", () => {
  it.each([
    "state=GONE",
    "code=NONE",
    "severity=MILD",
    "agencyId=agy_1",
    "age=3",
    "overdue=perhaps",
    "assignee=",
    "limit=201",
    "sort=amount",
  ])("is not asked for %s", async (query) => {
    const { get } = await aBreakDesk({}, []);
    expect(refusal(await get(`/v1/breaks?${query}`))).toEqual([422, "invalid-request"]);
  });

  it("goes on only by a cursor of its own, and names a lender where there are several", async () => {
    const { get, operator } = await aBreakDesk({}, []);
    for (const cursor of ["x", Buffer.from('{"pk":"ACCOUNT#1"}').toString("base64url")])
      expect(refusal(await get(`/v1/breaks?cursor=${cursor}`))).toEqual([400, "invalid-cursor"]);
    const apiKey = await operator.newKey({ kind: "FINANCE" });
    for (const path of ["/v1/breaks", "/v1/break-summary"])
      expect(refusal(await operator.call(path, { apiKey }))).toEqual([422, "invalid-request"]);
  });
});
