import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal, refusesUnreadable } from "../../support/refusals.ts";
import type { Tenant } from "../../support/tenant.ts";

describe("POST /v1/accounts/{id}/information", () => {
  let tenant: Tenant;
  let path: string;
  beforeAll(async () => {
    tenant = await aTenantHere();
    path = `/v1/accounts/${(await tenant.place()).accountId}/information`;
  });

  refusesUnreadable((raw, headers) => tenant.lender.call(path, { raw, headers }));

  it.each([
    ["without text", {}, "/text"],
    ["with empty text", { text: "" }, "/text"],
    ["with too much text", { text: "x".repeat(2001) }, "/text"],
    ["with an unknown member", { text: "x", urgent: true }, "/urgent"],
  ])("refuses a body %s", async (_name, body, pointer) => {
    const answer = await tenant.lender.post(path, body);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });
});
