import { beforeAll, describe, expect, inject, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { pointers, refusal, refusesUnreadable, refusesWithoutKey } from "../../support/refusals.ts";
import type { Placement, Tenant } from "../../support/tenant.ts";

const answer = { outcome: "RESOLVED", explanation: "Checked." };

describe("POST /v1/debtor-reports/{id}/answer", () => {
  let tenant: Tenant;
  let placement: Placement;
  let path: string;
  let holdId: string;
  beforeAll(async () => {
    tenant = await aTenantHere();
    placement = await tenant.active();
    const { agency, placementId } = placement;
    const { body } = await agency.callback("debtor.represented", { placementId, data: {} });
    path = `/v1/debtor-reports/${body.reportId}/answer`;
    ({ holdId } = body);
  });

  const unchanged = async () =>
    expect((await tenant.lender.account(placement.accountId)).holds).toMatchObject([
      { holdId, owner: { kind: "REPORT" } },
    ]);

  it.each([
    ["an unknown outcome", { ...answer, outcome: "MAYBE" }, "/outcome"],
    ["no explanation", { outcome: "RESOLVED" }, "/explanation"],
    ["an explanation that is too long", { ...answer, explanation: "x".repeat(2001) }, "/explanation"],
    ["an unknown member", { ...answer, because: "x" }, "/because"],
  ])("refuses %s and points at it", async (_name, body, pointer) => {
    const refused = await tenant.lender.post(path, body);
    expect(refusal(refused)).toEqual([422, "invalid-request"]);
    expect(pointers(refused)).toEqual([pointer]);
    await unchanged();
  });

  refusesUnreadable((raw, headers) => tenant.lender.call(path, { raw, headers }));

  refusesWithoutKey((headers) => http(inject("cloud").baseUrl)(path, { json: answer, headers }));

  it("is 404 to another lender and for a report that is not there", async () => {
    const other = await aTenantHere({ agencies: 0 });
    for (const one of [path, path.replace(/_[0-9]+\//u, "_999/"), "/v1/debtor-reports/rep_x/answer"])
      expect(refusal(await other.lender.post(one, answer)), one).toEqual([404, "not-found"]);
    await unchanged();
  });

  it("is 403 to finance, the operator and the agency that reported", async () => {
    const operator = operatorHere();
    const [finance, admin] = [
      await operator.newKey({ kind: "FINANCE" }),
      await operator.newKey({ kind: "ADMIN" }),
    ];
    for (const apiKey of [finance, admin, placement.agency.apiKey])
      expect(refusal(await tenant.lender.call(path, { json: answer, apiKey }))).toEqual([403, "forbidden"]);
    await unchanged();
  });

  it("leaves the hold to nobody else: the lender cannot release it by hand", async () => {
    const release = `/v1/accounts/${placement.accountId}/holds/${holdId}/release`;
    const refused = await tenant.lender.post(release, { reason: "x" });
    expect(refusal(refused)).toEqual([409, "hold-owned-by-another"]);
    expect(refused.body).toMatchObject({ owner: "REPORT" });
  });

  it("is given once: another answer is refused", async () => {
    const { lender, active } = await aTenantHere();
    const { agency, placementId } = await active();
    const { body } = await agency.callback("debtor.represented", { placementId, data: {} });
    const once = `/v1/debtor-reports/${body.reportId}/answer`;
    await lender.post(once, answer);
    const refused = await lender.post(once, { ...answer, outcome: "CONFIRMED" });
    expect(refusal(refused)).toEqual([409, "invalid-transition"]);
    expect(refused.body).toMatchObject({ from: "RESOLVED", event: "confirm", allowed: [] });
  });
});
