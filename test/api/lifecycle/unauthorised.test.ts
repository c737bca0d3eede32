import { describe, expect, inject, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { refusal, refusesWithoutKey } from "../../support/refusals.ts";

const commands = [
  "recall",
  "recall/cancellation",
  "holds",
  "reopening",
  "screening",
  "legal-stage",
  "return",
];

describe.each(commands)("POST /v1/accounts/{id}/%s", (command) => {
  const ask = (headers: Readonly<Record<string, string>>) =>
    http(inject("cloud").baseUrl)(`/v1/accounts/acc_01ARZ3NDEKTSV4RRFFQ69G5FAV/${command}`, {
      json: {},
      headers,
    });

  refusesWithoutKey(ask, async () => [["lender", (await aTenantHere({ agencies: 0 })).lender.apiKey]]);

  it("answers 403 to whoever is no lender", async () => {
    const { agency } = await aTenantHere();
    const finance = await operatorHere().newKey({ kind: "FINANCE" });
    for (const apiKey of [agency.apiKey, finance])
      expect(refusal(await ask({ authorization: `Bearer ${apiKey}` }))).toEqual([403, "forbidden"]);
  });
});

const stage = {
  placementId: "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1",
  legalStage: "LEGAL",
  effectiveAt: "2026-01-02T00:00:00Z",
  reason: "x",
};

describe("another lender's account", () => {
  it.each([
    ["recall", { code: "FRAUD" }],
    ["recall/cancellation", {}],
    ["holds", { type: "COMPLAINT", reason: "x" }],
    ["holds/hld_01ARZ3NDEKTSV4RRFFQ69G5FAV_3/release", { reason: "x" }],
    ["reopening", { reason: "x" }],
    ["screening", {}],
    ["legal-stage", stage],
    ["return", { reason: "x" }],
  ])("is not there for %s", async (command, body) => {
    const [mine, other] = [await aTenantHere(), await aTenantHere({ agencies: 0 })];
    const { accountId } = await mine.active();
    const answer = await other.lender.post(`/v1/accounts/${accountId}/${command}`, body);
    expect(refusal(answer)).toEqual([404, "not-found"]);
    expect((await mine.lender.account(accountId)).lifecycle).toBe("ACTIVE");
  });
});
