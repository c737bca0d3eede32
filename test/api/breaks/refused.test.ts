import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { aBreakDesk, manual, writeOff } from "../../support/break-desk.ts";
import { aTenantHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";

describe("a break", () => {
  it("is reopened only when it is resolved, and worked only while it is not", async () => {
    const { work } = await aBreakDesk();
    expect(refusal(await work("reopening", { reason: "x" }))).toEqual([409, "invalid-transition"]);
    await work("resolution", manual);
    for (const [what, json] of [
      ["assignee", { assignee: "ada" }],
      ["explanation", { explanation: "x" }],
      ["resolution", writeOff],
    ] as const) {
      const answer = await work(what, json);
      expect(refusal(answer)).toEqual([409, "invalid-transition"]);
      expect(answer.body).toMatchObject({ from: "RESOLVED", allowed: ["reopen", "recur"] });
    }
  });

  it("is confirmed or rejected only when something is proposed", async () => {
    const { work, approver } = await aBreakDesk();
    for (const [what, json] of [
      ["resolution/confirmation", {}],
      ["resolution/rejection", { reason: "x" }],
    ] as const)
      expect(refusal(await work(what, json, { key: approver }))).toEqual([409, "invalid-transition"]);
  });

  it("is not settled by an entry of other books, nor by an event that posts nothing, nor by none", async () => {
    const { work, get, path, lender, ...desk } = await aBreakDesk();
    const other = await (await aTenantHere()).place();
    const mine = await desk.place();
    const silent = (await lender.history(mine.accountId)).find(({ postings }) => postings.length === 0)!;
    for (const ledgerEntry of [
      { accountId: other.accountId, sequence: 1 },
      { accountId: mine.accountId, sequence: silent.sequence },
      { accountId: mine.accountId, sequence: 9_999 },
    ]) {
      const answer = await work("resolution", { ...manual, method: "MATCH", ledgerEntry });
      expect(refusal(answer)).toEqual([422, "invalid-request"]);
      expect(answer.body.errors).toMatchObject([{ pointer: "/ledgerEntry", code: "unknown" }]);
    }
    expect((await get(path)).body.state).toBe("OPEN");
  });

  it("is attributed to no agency that is not set up, and not to the one that it is with", async () => {
    const { work, agencyId } = await aBreakDesk({}, [500], "PAY_ON_WRONG_AGENCY");
    const attribute = async (toAgencyId: string) =>
      work("resolution", {
        method: "ATTRIBUTION",
        explanation: "After the recall.",
        posting: { entry: "ATTRIBUTE_CLEARING", toAgencyId },
      });
    expect(refusal(await attribute(`agy_${ulid()}`))).toEqual([422, "unknown-agency"]);
    const own = await attribute(agencyId);
    expect(refusal(own)).toEqual([422, "invalid-request"]);
    expect(own.body.errors).toMatchObject([{ pointer: "/posting/toAgencyId" }]);
    const other = await work("resolution", writeOff);
    expect(other.body.errors).toMatchObject([{ pointer: "/posting/entry", code: "not-for-this-break" }]);
  });

  it("is not there for another lender's finance", async () => {
    const { path, breakIds, operator, lenderId } = await aBreakDesk();
    const stranger = (await aTenantHere()).lender.lenderId;
    const apiKey = await operator.newKey({ kind: "FINANCE", role: "APPROVER", lenderId: stranger });
    for (const of of ["", "/comments", "/events"])
      expect(refusal(await operator.call(path + of, { apiKey }))).toEqual([404, "not-found"]);
    expect(refusal(await operator.call(`${path}/comments`, { apiKey, json: { text: "x" } }))).toEqual([
      404,
      "not-found",
    ]);
    for (const list of ["/v1/breaks", "/v1/break-summary"])
      expect(refusal(await operator.call(`${list}?lenderId=${lenderId}`, { apiKey }))).toEqual([
        404,
        "not-found",
      ]);
    const { body } = await operator.call("/v1/break-bulk", {
      apiKey,
      json: { breakIds, command: { kind: "COMMENT", text: "x" } },
    });
    expect(body.items).toMatchObject([{ outcome: "REFUSED", code: "not-found" }]);
  });
});
