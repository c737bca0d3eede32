import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Answer } from "../../support/http.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { demand, type Tenant } from "../../support/tenant.ts";

const operator = operatorHere();
const body = { number: "DE02100500000054540402", currency: "EUR" };

let tenant: Tenant;
let root: string;
beforeAll(async () => {
  tenant = await aTenantHere();
  root = `/v1/lenders/${tenant.lender.lenderId}/bank-accounts`;
});

const save = (ref: string, json: object): Promise<Answer> => operator.put(`${root}/${ref}`, json);

describe("bank accounts of a lender", () => {
  it("are set up, changed under an ETag, listed, and recorded as changes of the configuration", async () => {
    const first = demand(await save("main", body), 200);
    expect(first.body).toEqual({ ...body, lenderId: tenant.lender.lenderId, bankAccountRef: "main" });
    expect(first.headers.get("etag")).toBe('"1"');
    const named = { ...body, name: "Main", agencyId: tenant.agency.agencyId };
    expect(demand(await save("main", named), 200).headers.get("etag")).toBe('"2"');
    expect(demand(await operator.call(`${root}/main`, {}), 200).body).toMatchObject(named);
    expect((await operator.call(root, {})).body.items).toMatchObject([{ bankAccountRef: "main" }]);
    const subject = `lenders/${tenant.lender.lenderId}/bank-accounts/main`;
    const { items } = (await operator.call(`/v1/changes?subject=${subject}`, {})).body;
    expect(items).toMatchObject([{ revision: 2, members: ["agencyId", "name"] }, { revision: 1 }]);
  });

  it.each<readonly [string, object, string]>([
    ["another number than before", { ref: "fixed", ...body, number: "X2" }, "/number"],
    ["another currency than before", { ref: "fixed", number: "X1", currency: "USD" }, "/currency"],
    ["a number that another account has", { ref: "third", number: "X1", currency: "EUR" }, "/number"],
    ["a number with spaces", { ref: "third", number: "DE02 1005", currency: "EUR" }, "/number"],
    ["a currency that is none", { ref: "third", number: "X3", currency: "EURO" }, "/currency"],
    ["CSV without a date", { ref: "third", ...body, csv: { amount: { signed: "A" } } }, "/csv/valueDate"],
  ])("refuse %s", async (_what, { ref, ...json }: { readonly ref?: string }, pointer) => {
    await save("fixed", { number: "X1", currency: "EUR" });
    const answer = await save(ref ?? "", json);
    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], [pointer]]);
  });

  it("are the operator's to set up, for lenders and agencies that are there", async () => {
    for (const apiKey of [
      tenant.lender.apiKey,
      tenant.agency.apiKey,
      await operator.newKey({ kind: "FINANCE" }),
    ])
      for (const init of [{}, { method: "PUT", json: body } as const])
        expect(refusal(await operator.call(`${root}/main`, { apiKey, ...init }))).toEqual([403, "forbidden"]);
    const stranger = "01JB4Q6N7VTRK3X9WDM5E8C2HA";
    const unknown = await operator.put(`/v1/lenders/lnd_${stranger}/bank-accounts/a`, body);
    expect(refusal(unknown)).toEqual([404, "not-found"]);
    const agency = await save("b", { number: "X9", currency: "EUR", agencyId: `agy_${stranger}` });
    expect(refusal(agency)).toEqual([422, "unknown-agency"]);
    expect(refusal(await operator.call(`${root}/none`, {}))).toEqual([404, "not-found"]);
  });

  it("are no more than forty", async () => {
    const { lender } = await aTenantHere();
    const put = (n: number) =>
      operator.put(`/v1/lenders/${lender.lenderId}/bank-accounts/a${n}`, {
        number: `N${n}`,
        currency: "EUR",
      });
    for (let n = 1; n <= 40; n += 1) demand(await put(n), 200);
    expect(refusal(await put(41))).toEqual([409, "limit-reached"]);
    expect((await put(40)).status).toBe(200);
  });
});
