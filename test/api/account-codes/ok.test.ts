import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Answer, Json } from "../../support/http.ts";
import { refusal } from "../../support/refusals.ts";
import { demand, type Tenant } from "../../support/tenant.ts";

const operator = operatorHere();
const root = "/v1/account-codes";
const codes = { receivable: "1400", "agency-clearing": "1810" };
const asked = { kind: "JOURNAL", currency: "USD", from: "2026-01-01", to: "2026-01-31" };

describe("/v1/account-codes", () => {
  let tenant: Tenant;
  let approver: string;
  beforeAll(async () => {
    tenant = await aTenantHere();
    const { lenderId } = tenant.lender;
    approver = await operator.newKey({ kind: "FINANCE", role: "APPROVER", lenderId });
  });

  const save = async (accountCodes: unknown, headers: Record<string, string> = {}, apiKey = approver) =>
    operator.call(root, { method: "PUT", apiKey, json: { accountCodes }, headers });
  const get = async (path = root): Promise<Answer> => operator.call(path, { apiKey: approver });
  const request = async (over: object = {}): Promise<Json> => {
    const answer = await operator.call("/v1/exports", { apiKey: approver, json: { ...asked, ...over } });
    expect([200, 202]).toContain(answer.status);
    return answer.body;
  };

  it("are none until they are saved, and versions that never change from then on", async () => {
    const none = demand(await get(), 200);
    expect([none.body.version, none.body.accountCodes]).toEqual([0, {}]);
    expect(none.headers.get("etag")).toBe('"0"');
    const before = await request();
    expect(before).not.toHaveProperty("codesVersion");
    const saved = demand(await save(codes, { "if-match": '"0"' }), 200);
    expect(saved.body).toMatchObject({ version: 1, accountCodes: codes, savedBy: expect.any(String) });
    expect(saved.headers.get("etag")).toBe('"1"');
    expect(demand(await save(codes), 200).body, "the same codes are the same version").toEqual(saved.body);
    expect(demand(await save({ ...codes, receivable: "1500" }), 200).body.version).toBe(2);
    expect((await get()).body.version).toBe(2);
    expect((await get(`${root}/versions/1`)).body).toEqual(saved.body);
    expect((await get(`${root}/versions/0`)).body.accountCodes).toEqual({});
    const { items } = (await get(`${root}/versions`)).body;
    expect(items.map(({ version }: Json) => version)).toEqual([2, 1]);
  });

  it("are what an export has that names none, and it says which", async () => {
    const own = await request({ format: "JSONL" });
    expect(own.codesVersion).toBe(2);
    const first = await request({ format: "JSONL", codesVersion: 1 });
    const none = await request({ format: "JSONL", codesVersion: 0 });
    const said = await request({ format: "JSONL", accountCodes: codes });
    expect(first.codesVersion).toBe(1);
    for (const one of [none, said]) expect(one).not.toHaveProperty("codesVersion");
    const ids = [own, first, none, said].map(({ exportId }) => exportId);
    expect(new Set(ids).size).toBe(4);
    demand(await save({ ...codes, receivable: "1600" }), 200);
    expect((await request({ format: "JSONL", codesVersion: 2 })).exportId, "asked again by its version").toBe(
      own.exportId,
    );
    expect((await request({ format: "JSONL" })).codesVersion).toBe(3);
    expect((await request({ format: "JSONL", accountCodes: {} })).exportId).toBe(none.exportId);
  });

  it("are not saved over a version that the caller has not seen", async () => {
    const { version } = (await get()).body;
    const stale = await save({ opening: "9000" }, { "if-match": `"${version - 1}"` });
    expect(refusal(stale)).toEqual([412, "precondition-failed"]);
    expect(stale.body.revision).toBe(version);
    expect((await get()).body.version).toBe(version);
    expect(refusal(await save(codes, { "if-match": "latest" }))).toEqual([422, "invalid-request"]);
  });

  it.each<[string, unknown]>([
    ["no codes at all", undefined],
    ["an empty code", { receivable: "" }],
    ["a code that is longer than 40", { receivable: "1".repeat(41) }],
    ["a number", { receivable: 1400 }],
    ["more codes than 200", Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`a${n}`, "1"]))],
  ])("refuses %s", async (_name, accountCodes) => {
    expect(refusal(await save(accountCodes))).toEqual([422, "invalid-request"]);
  });

  it.each<[string, object, string]>([
    ["a version that nobody saved", { codesVersion: 99 }, "/codesVersion"],
    ["codes and a version of others", { codesVersion: 1, accountCodes: codes }, "/codesVersion"],
    ["a version for what has no codes", { kind: "RECOVERIES", codesVersion: 1 }, "/codesVersion"],
    ["a version below nothing", { codesVersion: -1 }, "/codesVersion"],
  ])("refuses an export with %s", async (_name, over, pointer) => {
    const answer = await operator.call("/v1/exports", { apiKey: approver, json: { ...asked, ...over } });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });

  it("are saved by approvers of finance, and read by all of it", async () => {
    const { lenderId, apiKey } = tenant.lender;
    const one = async (role: "VIEWER" | "OPERATOR") => operator.newKey({ kind: "FINANCE", role, lenderId });
    expect((await operator.call(root, { apiKey: await one("VIEWER") })).status).toBe(200);
    for (const key of [await one("VIEWER"), await one("OPERATOR"), apiKey])
      expect(refusal(await save(codes, {}, key))).toEqual([403, "forbidden"]);
    expect(refusal(await operator.call(root, { apiKey: undefined }))).toEqual([401, "unauthenticated"]);
    const stranger = await operator.newKey({
      kind: "FINANCE",
      role: "APPROVER",
      lenderId: (await aTenantHere()).lender.lenderId,
    });
    const theirs = await operator.call(`${root}?lenderId=${lenderId}`, { apiKey: stranger });
    expect(refusal(theirs)).toEqual([404, "not-found"]);
    for (const version of ["99", "01", "x"])
      expect(refusal(await get(`${root}/versions/${version}`))).toEqual([404, "not-found"]);
    const nobodys = await operator.newKey({ kind: "FINANCE", role: "APPROVER" });
    const json = { accountCodes: codes, lenderId: lenderId.replace(/.$/u, "Z") };
    expect(refusal(await operator.call(root, { method: "PUT", apiKey: nobodys, json }))).toEqual([
      404,
      "not-found",
    ]);
  });
});
