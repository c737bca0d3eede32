import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import type { Answer } from "../../support/http.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aPayment, demand, newRef, usd, type Placement, type Tenant } from "../../support/tenant.ts";

let tenant: Tenant;
let stranger: Tenant;
let overpaid: Placement;
beforeAll(async () => {
  [tenant, stranger] = [await aTenantHere(), await aTenantHere()];
  overpaid = await tenant.active();
  const { accountId, placementId } = overpaid;
  const { outstanding } = (await tenant.lender.account(accountId)).balance;
  const data = aPayment({ amount: usd(outstanding.amount + 700) });
  demand(await tenant.agency.callback("payment.received", { placementId, data }), 202);
});

const refund = (changes: object = {}) => ({
  refundRef: newRef(),
  amount: usd(100),
  refundedOn: "2026-01-02",
  ...changes,
});
const writing = (changes: object = {}) => ({
  writeOffRef: newRef(),
  code: "OTHER",
  reason: "Because.",
  ...changes,
});
const post = (path: string, json: unknown, { lender } = tenant) =>
  lender.post(`/v1/accounts/${overpaid.accountId}/${path}`, json);

describe("a refund is refused", () => {
  it.each([
    ["of more than is the debtor's", { amount: usd(701) }, [422, "amount-exceeds-balance"]],
    ["in another currency", { amount: { amount: 1, currency: "EUR" } }, [422, "currency-mismatch"]],
    ["that lies ahead", { refundedOn: "2099-01-01" }, [422, "invalid-request"]],
  ])("%s", async (_what, changes, expected) => {
    expect(refusal(await post("refunds", refund(changes)))).toEqual(expected);
  });

  it("under a reference that stands for something else", async () => {
    const first = refund();
    demand(await post("refunds", first), 200);
    expect(refusal(await post("refunds", { ...first, amount: usd(99) }))).toEqual([
      409,
      "balance-ref-reused",
    ]);
  });
});

describe("a write-off is refused", () => {
  it("while an agency works the account", async () => {
    const { accountId } = await tenant.active();
    const answer = await tenant.lender.post(`/v1/accounts/${accountId}/write-offs`, writing());
    expect(refusal(answer)).toEqual([409, "invalid-transition"]);
  });
});

describe("refunds and write-offs", () => {
  it("are the lender's own: nobody else's key moves a balance, or sees payments", async () => {
    const { agency, operator } = tenant;
    for (const [path, json] of [
      ["refunds", refund()],
      ["write-offs", writing()],
    ] as const) {
      expect(refusal(await post(path, json, stranger))).toEqual([404, "not-found"]);
      const call = (apiKey: string | undefined) =>
        operator.call(`/v1/accounts/${overpaid.accountId}/${path}`, { apiKey, json });
      expect(refusal(await call(agency.apiKey))).toEqual([403, "forbidden"]);
      expect(refusal(await call(undefined))).toEqual([401, "unauthenticated"]);
    }
    const payments = (apiKey: string | undefined) =>
      operator.call(`/v1/accounts/${overpaid.accountId}/payments`, { apiKey });
    expect(refusal(await payments(stranger.lender.apiKey))).toEqual([404, "not-found"]);
    expect(refusal(await payments(agency.apiKey))).toEqual([403, "forbidden"]);
    expect(refusal(await payments(undefined))).toEqual([401, "unauthenticated"]);
  });

  it.each<readonly [string, () => Promise<Answer>, readonly string[]]>([
    ["no reference", () => post("refunds", refund({ refundRef: undefined })), ["/refundRef"]],
    [
      "a reference that is too long",
      () => post("refunds", refund({ refundRef: "x".repeat(65) })),
      ["/refundRef"],
    ],
    ["an amount of nothing", () => post("refunds", refund({ amount: usd(0) })), ["/amount/amount"]],
    ["a payer that is none", () => post("refunds", refund({ paidBy: "DEBTOR" })), ["/paidBy"]],
    ["a day that is none", () => post("refunds", refund({ refundedOn: "yesterday" })), ["/refundedOn"]],
    ["no reason", () => post("write-offs", writing({ reason: "" })), ["/reason"]],
    ["a code that is none", () => post("write-offs", writing({ code: "LAZY" })), ["/code"]],
    ["an amount below zero", () => post("write-offs", writing({ amount: usd(-1) })), ["/amount/amount"]],
    ["a member that nobody knows", () => post("write-offs", writing({ force: true })), ["/force"]],
  ])("with %s are refused with the place", async (_what, send, places) => {
    const answer = await send();
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(places);
  });
});
