import { describe, expect, inject, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { refusal, refusesWithoutKey } from "../../support/refusals.ts";
import { demand, usd } from "../../support/tenant.ts";

const paid = { paymentRef: "B-1", amount: usd(1), effectiveAt: "2026-03-04T11:20:00Z" };
const back = { reversalRef: "B-2", amount: usd(1), reason: "NSF", effectiveAt: "2026-03-05T11:20:00Z" };

describe.each(["payments", "payments/B-1/reversal"])("POST /v1/accounts/{id}/%s", (command) => {
  const ask = (headers: Readonly<Record<string, string>>) =>
    http(inject("cloud").baseUrl)(`/v1/accounts/acc_01ARZ3NDEKTSV4RRFFQ69G5FAV/${command}`, {
      json: {},
      headers,
    });

  refusesWithoutKey(ask, async () => [["lender", (await aTenantHere({ agencies: 0 })).lender.apiKey]]);

  it("answers 403 to whoever is no lender", async () => {
    const { agency, operator } = await aTenantHere();
    const finance = await operatorHere().newKey({ kind: "FINANCE" });
    const admin = await operator.newKey({ kind: "ADMIN" });
    for (const apiKey of [agency.apiKey, finance, admin])
      expect(refusal(await ask({ authorization: `Bearer ${apiKey}` }))).toEqual([403, "forbidden"]);
  });
});

describe("another lender", () => {
  it("neither pays nor takes back on an account that is not its own", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere({ agencies: 0 })];
    const { accountId } = await mine.active();
    const path = `/v1/accounts/${accountId}/payments`;
    expect(refusal(await other.lender.post(path, paid))).toEqual([404, "not-found"]);
    demand(await mine.lender.post(path, paid), 200);
    expect(refusal(await other.lender.post(`${path}/B-1/reversal`, back))).toEqual([404, "not-found"]);
    expect(await mine.lender.history(accountId)).toHaveLength(5);
  });

  it("has references of its own", async () => {
    for (const tenant of [await aTenantHere(), await aTenantHere()]) {
      const { accountId } = await tenant.active();
      const answer = await tenant.lender.post(`/v1/accounts/${accountId}/payments`, paid);
      expect(answer.headers.get("idempotent-replayed")).toBeNull();
      expect(answer.body.balance.outstanding).toEqual(usd(104_999));
    }
  });
});
