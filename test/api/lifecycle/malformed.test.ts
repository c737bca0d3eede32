import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal, refusesUnreadable } from "../../support/refusals.ts";
import type { Tenant } from "../../support/tenant.ts";

describe.each(["recall", "recall/cancellation", "holds", "reopening", "screening", "return"])(
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
