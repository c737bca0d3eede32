import { beforeAll, describe, expect, it } from "vitest";
import { aLine } from "../../support/advice.ts";
import { aTenantHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";
import {
  adviceAnnouncement,
  adviceCsv,
  adviceFilesPath,
  announceAdvice,
} from "../../support/remittance-file.ts";
import { demand, type Tenant } from "../../support/tenant.ts";

let tenant: Tenant;
let stranger: Tenant;
let fileId: string;
beforeAll(async () => {
  [tenant, stranger] = [await aTenantHere(), await aTenantHere()];
  fileId = demand(await announceAdvice(tenant.agency, said()), 201).body.fileId;
});

function said() {
  const lines = [aLine()];
  return adviceAnnouncement(tenant.lender.lenderId, { content: adviceCsv(lines), lines });
}

const paths = () => ["", `/${fileId}`, `/${fileId}/results`];

describe("files of advices", () => {
  it("are for nobody without a key, and of an agency for no lender", async () => {
    const { agency, lender } = tenant;
    for (const rest of paths())
      for (const path of [adviceFilesPath(agency, rest), `/v1/remittance-files${rest}`]) {
        expect(refusal(await agency.call(path, { apiKey: undefined }))).toEqual([401, "unauthenticated"]);
        expect(refusal(await agency.call(path, { apiKey: lender.apiKey }))).toEqual([403, "forbidden"]);
      }
    const json = said();
    expect(refusal(await agency.call(adviceFilesPath(agency), { json, apiKey: undefined }))[0]).toBe(401);
  });

  it("of an agency are for no other agency, by no path", async () => {
    const { apiKey, agencyId } = stranger.agency;
    for (const rest of paths())
      expect(refusal(await stranger.agency.call(adviceFilesPath(tenant.agency, rest), { apiKey }))).toEqual([
        404,
        "not-found",
      ]);
    for (const rest of paths().slice(1))
      expect(refusal(await stranger.agency.call(adviceFilesPath({ agencyId }, rest), { apiKey }))).toEqual([
        404,
        "not-found",
      ]);
    const answer = await stranger.agency.call(adviceFilesPath(tenant.agency), { json: said(), apiKey });
    expect(refusal(answer)).toEqual([404, "not-found"]);
  });

  it("of a lender are for no other lender's finance, and sending one needs an operator", async () => {
    const { operator } = tenant;
    const keyOf = (lenderId: string, role: string) => operator.newKey({ kind: "FINANCE", role, lenderId });
    const apiKey = await keyOf(stranger.lender.lenderId, "OPERATOR");
    for (const rest of paths().slice(1))
      expect(refusal(await operator.call(`/v1/remittance-files${rest}`, { apiKey }))).toEqual([
        404,
        "not-found",
      ]);
    const json = { ...said(), agencyId: tenant.agency.agencyId };
    expect(refusal(await operator.call("/v1/remittance-files", { apiKey, json }))).toEqual([
      404,
      "not-found",
    ]);
    const viewer = await keyOf(tenant.lender.lenderId, "VIEWER");
    expect(refusal(await operator.call("/v1/remittance-files", { apiKey: viewer, json }))).toEqual([
      403,
      "forbidden",
    ]);
    expect((await operator.call("/v1/remittance-files", { apiKey: viewer })).body.items).toHaveLength(1);
  });
});
