import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";
import { demand } from "../../support/tenant.ts";

describe("a lender's command is refused", () => {
  it("with what would be possible, when the state does not allow it", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId } = await active();
    for (const [command, body, allowed] of [
      ["reopening", { reason: "x" }, "close"],
      ["return", { reason: "x" }, "recall"],
      ["screening", {}, "recall"],
      ["recall/cancellation", {}, "request-recall"],
    ] as const) {
      const answer = await lender.post(`/v1/accounts/${accountId}/${command}`, body);
      expect(refusal(answer), command).toEqual([409, "invalid-transition"]);
      expect(answer.body.allowed, command).toContain(allowed);
    }
  });

  it("while a plan runs, unless it is forced", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, agency, placementId } = await active();
    const plan = { placementId, data: { arrangementRef: "PLAN-1" } };
    demand(await agency.callback("arrangement.activated", plan), 202);
    const answer = await lender.post(`/v1/accounts/${accountId}/recall`, { code: "STRATEGY" });
    expect(refusal(answer)).toEqual([409, "recall-guarded"]);
    expect(answer.body.guards).toEqual(["ACTIVE_PLAN"]);
    const forced = { code: "STRATEGY", force: true };
    expect((await lender.post(`/v1/accounts/${accountId}/recall`, forced)).status).toBe(200);
  });

  it("when somebody else put the hold", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, agency, placementId } = await active();
    const { body } = await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } });
    const path = `/v1/accounts/${accountId}/holds/${body.holdId}/release`;
    expect(refusal(await lender.post(path, { reason: "x" }))).toEqual([409, "hold-owned-by-another"]);
    const unknown = body.holdId.replace(/_[0-9]+$/u, "_9999");
    const other = `/v1/accounts/${accountId}/holds/${unknown}/release`;
    expect(refusal(await lender.post(other, { reason: "x" }))).toEqual([404, "not-found"]);
  });

  it("when its key was used for another request", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId } = await active();
    const key = { "idempotency-key": "k-1" };
    demand(await lender.post(`/v1/accounts/${accountId}/recall`, { code: "STRATEGY" }, key), 200);
    const hold = { type: "COMPLAINT", reason: "x" };
    const answer = await lender.post(`/v1/accounts/${accountId}/holds`, hold, key);
    expect(refusal(answer)).toEqual([422, "idempotency-key-reused"]);
    expect((await lender.account(accountId)).holds).toEqual([]);
  });

  it("when the agency deleted what it knew", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, agency, placementId } = await active();
    demand(await lender.post(`/v1/accounts/${accountId}/recall`, { code: "FRAUD" }), 200);
    const data = { attestation: "A-1", deletedAt: new Date().toISOString() };
    demand(await agency.callback("data.deleted", { placementId, data }), 202);
    const answer = await lender.post(`/v1/accounts/${accountId}/reopening`, { reason: "x" });
    expect(refusal(answer)).toEqual([409, "invalid-transition"]);
    expect(answer.body.allowed).toEqual(["return"]);
  });
});

describe("an agency's word is refused", () => {
  it("when it objects twice for one reason, or for one that the contract does not know", async () => {
    const { lender, active } = await aTenantHere({ contract: { objectionDays: { ACTIVE_PLAN: 20 } } });
    const { accountId, agency, placementId } = await active();
    const { body } = await lender.post(`/v1/accounts/${accountId}/recall`, { code: "STRATEGY" });
    const object = (reason: string) =>
      agency.callback("recall.objected", { placementId, data: { recallId: body.recall.recallId, reason } });
    const unknown = await object("RECENT_PAYMENT");
    expect(refusal(unknown)).toEqual([409, "objection-not-allowed"]);
    expect(unknown.body.allowed).toEqual(["ACTIVE_PLAN"]);
    demand(await object("ACTIVE_PLAN"), 202);
    expect(refusal(await object("ACTIVE_PLAN"))).toEqual([409, "objection-not-allowed"]);
  });

  it("when it answers a recall that is not there, or deletes what it still needs", async () => {
    const { active } = await aTenantHere();
    const { agency, placementId } = await active();
    const data = { recallId: "rcl_01ARZ3NDEKTSV4RRFFQ69G5FAV_3" };
    expect(refusal(await agency.callback("recall.acknowledged", { placementId, data }))).toEqual([
      404,
      "not-found",
    ]);
    const deleted = { attestation: "A-1", deletedAt: new Date().toISOString() };
    expect(refusal(await agency.callback("data.deleted", { placementId, data: deleted }))).toEqual([
      409,
      "invalid-transition",
    ]);
  });
});
