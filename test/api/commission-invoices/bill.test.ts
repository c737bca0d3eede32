import { beforeAll, describe, expect, it } from "vitest";
import { aLine, anAdvice } from "../../support/advice.ts";
import { aTenantHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { demand, newRef, type Tenant } from "../../support/tenant.ts";

let tenant: Tenant;
let stranger: Tenant;
let finance: string;
beforeAll(async () => {
  [tenant, stranger] = [await aTenantHere(), await aTenantHere()];
  finance = await tenant.operator.newKey({ kind: "FINANCE", lenderId: tenant.lender.lenderId });
});

const path = ({ agency }: Tenant, rest = "") => `/v1/agencies/${agency.agencyId}/commission-invoices${rest}`;

async function advised(mode = "GROSS", { agency, lender } = tenant): Promise<string> {
  const json = anAdvice(lender.lenderId, [aLine({ commission: 2_000, tax: 380 })], { mode });
  const to = `/v1/agencies/${agency.agencyId}/remittances`;
  return demand(await agency.call(to, { apiKey: agency.apiKey, json }), 201).body.remittanceRef;
}

const aBill = (remittanceRefs: readonly string[], changes: object = {}) => ({
  lenderId: tenant.lender.lenderId,
  invoiceRef: newRef(),
  currency: "USD",
  issuedOn: "2026-04-03",
  totals: { commission: 2_000 * remittanceRefs.length, tax: 380 * remittanceRefs.length },
  remittanceRefs,
  ...changes,
});

const bill = (json: unknown, { agency } = tenant) =>
  agency.call(path(tenant), { apiKey: agency.apiKey, json });

describe("an invoice of commission", () => {
  it("is taken once, spent and owed, and is in the lists of the agency and of finance", async () => {
    const json = aBill([await advised(), await advised()]);
    const first = demand(await bill(json), 201);
    expect(first.body).toMatchObject({
      invoiceRef: json.invoiceRef,
      totals: { commission: 4_000, tax: 760 },
      remittances: [{ commission: 2_000 }, { commission: 2_000 }],
    });
    const again = demand(await bill(json), 201);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toEqual(first.body);
    const { invoiceId } = first.body;
    const { agency, operator } = tenant;
    for (const [at, apiKey] of [
      [path(tenant), agency.apiKey],
      ["/v1/commission-invoices", finance],
    ] as const) {
      expect(demand(await operator.call(`${at}/${invoiceId}`, { apiKey }), 200).body).toEqual(first.body);
      const { items } = demand(await operator.call(at, { apiKey }), 200).body;
      expect(items.map((one: Json) => one.invoiceId)).toContain(invoiceId);
    }
    const owed = async () => {
      const books = await operator.call("/v1/ledger/trial-balance?currency=USD", { apiKey: finance });
      const of = (name: string) => books.body.accounts.find(({ account }: Json) => account === name)?.balance;
      return [of(`commission-payable/${agency.agencyId}`), of("commission-expense"), of("commission-tax")];
    };
    await expect.poll(owed, { timeout: 20_000 }).toEqual([-4_760, 4_000, 760]);
  });

  it("is refused when an advice was billed before, whichever invoices race", async () => {
    const ref = await advised();
    const answers = await Promise.all([bill(aBill([ref])), bill(aBill([ref])), bill(aBill([ref]))]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refusal(refused)).toEqual([409, "remittance-billed"]);
    expect(refused.body.invoiceId).toBe(answers.find(({ status }) => status === 201)!.body.invoiceId);
  });

  it("is refused under a reference that stands for another, with other totals, or with nothing to bill", async () => {
    const json = aBill([await advised()]);
    demand(await bill(json), 201);
    expect(refusal(await bill({ ...json, issuedOn: "2026-04-04" }))).toEqual([409, "invoice-ref-reused"]);
    const wrong = aBill([await advised()], { totals: { commission: 1, tax: 380 } });
    expect(refusal(await bill(wrong))).toEqual([422, "invoice-totals-differ"]);
    for (const ref of [await advised("NET"), newRef()])
      expect(refusal(await bill(aBill([ref])))).toEqual([422, "invoice-remittance-unfit"]);
  });

  it("is the agency's own, and no other lender's finance sees it", async () => {
    const { body } = demand(await bill(aBill([await advised()])), 201);
    expect(refusal(await bill(aBill([await advised()]), stranger))).toEqual([404, "not-found"]);
    const { agency, operator, lender } = tenant;
    const call = (to: string, apiKey: string | undefined) => operator.call(to, { apiKey });
    expect(refusal(await call(path(tenant), undefined))).toEqual([401, "unauthenticated"]);
    expect(refusal(await call(path(tenant), lender.apiKey))).toEqual([403, "forbidden"]);
    expect(refusal(await call("/v1/commission-invoices", agency.apiKey))).toEqual([403, "forbidden"]);
    const strange = await operator.newKey({ kind: "FINANCE", lenderId: stranger.lender.lenderId });
    const at = `/v1/commission-invoices/${body.invoiceId}`;
    expect(refusal(await call(at, strange))).toEqual([404, "not-found"]);
    expect(refusal(await call(path(stranger, `/${body.invoiceId}`), stranger.agency.apiKey))).toEqual([
      404,
      "not-found",
    ]);
    expect(refusal(await call("/v1/commission-invoices/inv_1", finance))).toEqual([404, "not-found"]);
  });

  it.each<readonly [string, object, readonly string[]]>([
    ["no advice", { remittanceRefs: [] }, ["/remittanceRefs"]],
    ["an advice twice", { remittanceRefs: ["a", "a"] }, ["/remittanceRefs"]],
    [
      "too many advices",
      { remittanceRefs: Array.from({ length: 51 }, (_, n) => `r${n}`) },
      ["/remittanceRefs"],
    ],
    ["a currency that is none", { currency: "XXQ" }, ["/currency"]],
    ["no totals", { totals: undefined }, ["/totals"]],
    ["a day that is none", { issuedOn: "soon" }, ["/issuedOn"]],
    ["a member that nobody knows", { paid: true }, ["/paid"]],
  ])("with %s is refused with the place", async (_what, changes, places) => {
    const answer = await bill({ ...aBill(["r"]), ...changes });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(places);
  });
});
