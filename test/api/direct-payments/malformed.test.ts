import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal, refusesUnreadable } from "../../support/refusals.ts";
import { usd, type Tenant } from "../../support/tenant.ts";

const paid = { paymentRef: "B-1", amount: usd(1), effectiveAt: "2026-03-04T11:20:00Z" };
const back = { reversalRef: "B-2", amount: usd(1), reason: "NSF", effectiveAt: "2026-03-05T11:20:00Z" };

describe.each([
  ["payments", paid],
  ["payments/B-1/reversal", back],
] as const)("POST /v1/accounts/{id}/%s", (command, whole) => {
  let tenant: Tenant;
  let accountId: string;
  let path: string;
  beforeAll(async () => {
    tenant = await aTenantHere();
    ({ accountId } = await tenant.active());
    path = `/v1/accounts/${accountId}/${command}`;
  });

  refusesUnreadable((raw, headers) => tenant.lender.call(path, { raw, headers }));

  const ref = "paymentRef" in whole ? "paymentRef" : "reversalRef";
  it.each([
    [{ [ref]: "" }, `/${ref}`],
    [{ [ref]: "x".repeat(65) }, `/${ref}`],
    [{ [ref]: "a/b" }, `/${ref}`],
    [{ [ref]: "ü" }, `/${ref}`],
    [{ amount: 1 }, "/amount"],
    [{ amount: usd(0) }, "/amount/amount"],
    [{ amount: usd(-1) }, "/amount/amount"],
    [{ amount: usd(0.5) }, "/amount/amount"],
    [{ amount: { amount: 1, currency: "ABC" } }, "/amount/currency"],
    [{ effectiveAt: "2026-03-04" }, "/effectiveAt"],
    [{ effectiveAt: undefined }, "/effectiveAt"],
    [{ note: "" }, "/note"],
    [{ note: "x".repeat(501) }, "/note"],
    [{ postings: [] }, "/postings"],
  ])("refuses %j where it is wrong", async (changes, pointer) => {
    const answer = await tenant.lender.post(path, { ...whole, ...changes });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
    expect(await tenant.lender.history(accountId)).toHaveLength(4);
  });
});

describe("what only one of them knows", () => {
  it.each([
    ["payments", { ...paid, method: "BARTER" }, "/method"],
    ["payments", { ...paid, clearedOn: "2026-02-30" }, "/clearedOn"],
    ["payments", { ...paid, recipient: "AGENCY" }, "/recipient"],
    ["payments/B-1/reversal", { ...back, reason: "WHIM" }, "/reason"],
    ["payments/B-1/reversal", { ...back, originalPaymentRef: "B-1" }, "/originalPaymentRef"],
  ])("%s refuses %j", async (command, body, pointer) => {
    const { lender, active } = await aTenantHere();
    const { accountId } = await active();
    const answer = await lender.post(`/v1/accounts/${accountId}/${command}`, body);
    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], [pointer]]);
  });

  it.each(["a%20b", "x".repeat(65), "%C3%BC"])("no payment is called %s", async (paymentRef) => {
    const { lender, active } = await aTenantHere();
    const { accountId } = await active();
    const answer = await lender.post(`/v1/accounts/${accountId}/payments/${paymentRef}/reversal`, back);
    expect(refusal(answer)).toEqual([404, "not-found"]);
  });
});
