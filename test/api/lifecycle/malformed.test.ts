import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal, refusesUnreadable } from "../../support/refusals.ts";
import type { Tenant } from "../../support/tenant.ts";

describe.each(["recall", "recall/cancellation", "holds", "reopening", "screening", "legal-stage", "return"])(
  "POST /v1/accounts/{id}/%s",
  (command) => {
    let tenant: Tenant;
    let path: string;
    beforeAll(async () => {
      tenant = await aTenantHere();
      path = `/v1/accounts/${(await tenant.place()).accountId}/${command}`;
    });

    refusesUnreadable((raw, headers) => tenant.lender.call(path, { raw, headers }));
  },
);

/** Of no account that is asked about. */
const stage = {
  placementId: "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1",
  legalStage: "LEGAL",
  effectiveAt: "2026-01-02T00:00:00Z",
  reason: "x",
};

describe("what a command cannot read", () => {
  it.each([
    ["recall", {}, "/code"],
    ["recall", { code: "WHIM" }, "/code"],
    ["recall", { code: "STRATEGY", force: "yes" }, "/force"],
    ["recall/cancellation", { code: "STRATEGY" }, "/code"],
    ["holds", { type: "DISPUTE", reason: "x" }, "/type"],
    ["holds", { type: "COMPLAINT" }, "/reason"],
    ["holds", { type: "COMPLAINT", reason: "x".repeat(501) }, "/reason"],
    ["holds", { type: "COMPLAINT", reason: "x", until: "2026-05-01" }, "/until"],
    ["reopening", { reason: "" }, "/reason"],
    ["legal-stage", { ...stage, legalStage: "COURT" }, "/legalStage"],
    ["legal-stage", { ...stage, effectiveAt: "2026-01-02" }, "/effectiveAt"],
    ["legal-stage", { ...stage, effectiveAt: "9999-01-02T00:00:00Z" }, "/effectiveAt"],
    ["legal-stage", stage, "/placementId"],
    ["return", {}, "/reason"],
  ])("%s with %j is refused where it is wrong", async (command, body, pointer) => {
    const { lender, place } = await aTenantHere();
    const { accountId } = await place();
    const answer = await lender.post(`/v1/accounts/${accountId}/${command}`, body);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
    expect(await lender.history(accountId)).toHaveLength(3);
  });

  it.each(["", "x".repeat(256), "ü"])("an idempotency key such as %j is refused", async (key) => {
    const { lender, active } = await aTenantHere();
    const { accountId } = await active();
    const headers = { "idempotency-key": encodeURIComponent(key) === key ? key : "a b" };
    const answer = await lender.post(`/v1/accounts/${accountId}/recall`, { code: "FRAUD" }, headers);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
  });
});
