import { beforeAll, describe, expect, it } from "vitest";
import { bankAnnouncement, camt, loadBankFile, type Desk } from "../../support/bank-statement.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { demand, type Tenant } from "../../support/tenant.ts";

const operator = operatorHere();
const root = "/v1/bank-statements";
const IBAN = "DE02100500000054540402";

let tenant: Tenant;
let desk: Desk;
beforeAll(async () => {
  tenant = await aTenantHere();
  const { lenderId } = tenant.lender;
  const path = `/v1/lenders/${lenderId}/bank-accounts/main`;
  demand(await operator.put(path, { number: IBAN, currency: "EUR" }), 200);
  desk = {
    call: operator.call,
    apiKey: await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId }),
  };
});

describe("POST /v1/bank-statements points at", () => {
  it.each<readonly [string, Readonly<Record<string, unknown>>, string]>([
    ["no name", { fileName: undefined }, "/fileName"],
    ["a name that is too long", { fileName: "x".repeat(201) }, "/fileName"],
    ["a hash that is none", { sha256: "ABC" }, "/sha256"],
    ["a size of nothing", { bytes: 0 }, "/bytes"],
    ["a size past the largest", { bytes: 1024 ** 3 + 1 }, "/bytes"],
    ["a format that is none", { format: "XLSX" }, "/format"],
    ["CSV without an account", { format: "CSV" }, "/bankAccountRef"],
    ["an account that the lender does not have", { bankAccountRef: "other" }, "/bankAccountRef"],
    ["CSV of an account without a map", { format: "CSV", bankAccountRef: "main" }, "/bankAccountRef"],
    ["a member that nobody knows", { priority: "HIGH" }, "/priority"],
  ])("%s", async (_what, changes, pointer) => {
    const answer = await desk.call(root, { apiKey: desk.apiKey, json: bankAnnouncement("x", changes) });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  it("whose file it is, when a key of all lenders does not say", async () => {
    const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR" });
    const answer = await operator.call(root, { apiKey, json: bankAnnouncement("x") });
    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], ["/lenderId"]]);
  });
});

describe("banks' files", () => {
  it("are announced by operators of finance alone, and read by viewers", async () => {
    const { lenderId, apiKey: lenders } = tenant.lender;
    const viewer = await operator.newKey({ kind: "FINANCE", lenderId });
    expect((await operator.call(root, { apiKey: viewer })).status).toBe(200);
    for (const apiKey of [viewer, lenders, tenant.agency.apiKey, await operator.newKey({ kind: "ADMIN" })])
      expect(refusal(await operator.call(root, { apiKey, json: bankAnnouncement("x") }))).toEqual([
        403,
        "forbidden",
      ]);
    for (const json of [bankAnnouncement("x"), undefined])
      expect(refusal(await operator.call(root, { apiKey: undefined, ...(json && { json }) }))).toEqual([
        401,
        "unauthenticated",
      ]);
  });

  it("of another lender are not there", async () => {
    const { fileId } = await loadBankFile(desk, camt([{ account: IBAN, entries: [{ amount: "1.00" }] }]));
    const { lenderId } = (await aTenantHere()).lender;
    const stranger = await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId });
    for (const path of [`/${fileId}`, `/${fileId}/lines`, `/${fileId}/quarantined`, "/bkf_1"])
      expect(refusal(await operator.call(`${root}${path}`, { apiKey: stranger }))).toEqual([
        404,
        "not-found",
      ]);
    const json = bankAnnouncement("x", { lenderId: tenant.lender.lenderId });
    expect(refusal(await operator.call(root, { apiKey: stranger, json }))).toEqual([404, "not-found"]);
  });

  it("of an account of another lender are refused: nobody loads another's money", async () => {
    const { lenderId } = (await aTenantHere()).lender;
    const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId });
    const content = camt([{ account: IBAN, entries: [{ amount: "2.00" }] }]);
    const file = await loadBankFile({ call: operator.call, apiKey }, content);
    expect(file).toMatchObject({ state: "REFUSED", reasons: [{ code: "ACCOUNT_UNKNOWN", found: IBAN }] });
  });

  it.each([
    ["?limit=0", 422],
    ["?cursor=x", 400],
  ])("are not listed by a query like %s", async (query, status) => {
    expect((await desk.call(`${root}${query}`, { apiKey: desk.apiKey })).status).toBe(status);
  });

  it("have no lines behind a cursor of another list", async () => {
    const { fileId } = await loadBankFile(desk, camt([{ account: IBAN, entries: [{ amount: "3.00" }] }]));
    const cursor = Buffer.from(JSON.stringify({ entry: "0" })).toString("base64url");
    for (const part of ["lines", "quarantined"])
      expect(
        refusal(await desk.call(`${root}/${fileId}/${part}?cursor=${cursor}`, { apiKey: desk.apiKey })),
      ).toEqual([400, "invalid-cursor"]);
  });
});
