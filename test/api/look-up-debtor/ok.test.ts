import { beforeAll, describe, expect, inject, it } from "vitest";
import { http } from "../../support/http.ts";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal, refusesUnreadable, refusesWithoutKey } from "../../support/refusals.ts";
import { anAccount, demand, newRef, type Tenant } from "../../support/tenant.ts";

const path = "/v1/debtor-lookups";

const ofDebtor = (value: string, changes: object = {}) =>
  anAccount({
    ...changes,
    debtor: { ...anAccount().debtor, identifier: { type: "NATIONAL_ID", value } },
  });

describe("POST /v1/debtor-lookups", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await aTenantHere({ agencies: 2, policy: { sameAgencyPerDebtor: true } });
  });

  const place = async (value: string, changes: object = {}) =>
    demand(await tenant.lender.post("/v1/accounts", ofDebtor(value, changes)), 201).body;
  const find = (value: string, type = "NATIONAL_ID") =>
    tenant.lender.post(path, { identifier: { type, value } });

  it("finds a debtor's accounts, oldest first, however the identifier is written", async () => {
    const [one, two] = [await place("ab 12-34"), await place("AB1234")];
    const { status, body } = await find("a.b.1.2.3.4");
    expect(status).toBe(200);
    expect(body.items.map(({ accountId }: { accountId: string }) => accountId)).toEqual([
      one.accountId,
      two.accountId,
    ]);
    expect(body.items[0]).not.toHaveProperty("placements");
  });

  it("finds nobody by another identifier, another type of it, or for another lender", async () => {
    await place("QQ-77");
    const other = await aTenantHere();
    expect((await find("QQ-78")).body).toEqual({ items: [] });
    expect((await find("QQ-77", "PASSPORT")).body).toEqual({ items: [] });
    const abroad = await other.lender.post(path, { identifier: { type: "NATIONAL_ID", value: "QQ-77" } });
    expect(abroad.body).toEqual({ items: [] });
  });

  it("gives a debtor's next account to the agency that works the first", async () => {
    const first = await place("SAME-1");
    for (const _other of [1, 2, 3]) await tenant.place();
    const second = await place("SAME-1");
    expect(second.placements[0].agencyId).toBe(first.placements[0].agencyId);
    expect(second.placements[0].allocation).toContainEqual(
      expect.objectContaining({
        outcome: "CHOSEN",
        reasons: ["SAME_AGENCY_FOR_DEBTOR", "FURTHEST_BEHIND_SHARE"],
      }),
    );
  });

  it("lets two accounts of a debtor that are placed at the same time meet at one agency", async () => {
    const placed = await Promise.all([1, 2, 3, 4].map(() => place("TWINS-1")));
    expect(new Set(placed.map(({ placements }) => placements[0].agencyId)).size).toBe(1);
  });

  it("refuses the same debt under another reference while the first is open", async () => {
    const originalAccountRef = newRef();
    const first = await place("DUP-1", { originalAccountRef });
    const second = await place("DUP-1", { originalAccountRef });
    expect([first.lifecycle, second.lifecycle]).toEqual(["OFFERED", "REJECTED"]);
    expect(second.screening).toContainEqual(
      expect.objectContaining({
        code: "DUPLICATE_OPEN",
        inputs: { originalAccountRef, openDuplicate: first.lenderAccountRef },
      }),
    );
  });

  it("discloses the identifier to nobody", async () => {
    const { accountId, placements } = await place("SECRET-4711");
    const agency = tenant.agencies.find(({ agencyId }) => agencyId === placements[0].agencyId)!;
    await expect
      .poll(() => agency.inbox.types(placements[0].placementId), { timeout: 30_000 })
      .toContain("placement.offered");
    const seen = [
      await tenant.lender.account(accountId),
      await tenant.lender.history(accountId),
      agency.inbox,
    ];
    expect(JSON.stringify(seen)).not.toMatch(/SECRET-?4711/u);
  });

  it("is not for agencies, finance and the operator", async () => {
    const keys = [
      tenant.agency.apiKey,
      await tenant.operator.newKey({ kind: "FINANCE" }),
      await tenant.operator.newKey({ kind: "ADMIN" }),
    ];
    for (const apiKey of keys)
      expect(
        refusal(
          await tenant.lender.call(path, { json: { identifier: { type: "TAX_ID", value: "1" } }, apiKey }),
        ),
      ).toEqual([403, "forbidden"]);
  });

  it.each([
    ["nothing", {}, "/identifier"],
    ["separators only", { identifier: { type: "TAX_ID", value: "- -" } }, "/identifier/value"],
    ["a type that is none", { identifier: { type: "NAME", value: "Ada" } }, "/identifier/type"],
  ])("refuses %s and points at it", async (_name, json, pointer) => {
    const answer = await tenant.lender.post(path, json);
    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], [pointer]]);
  });

  refusesUnreadable((raw, headers) => tenant.lender.call(path, { raw, headers }));
  refusesWithoutKey((headers) => http(inject("cloud").baseUrl)(path, { json: {}, headers }));
});
