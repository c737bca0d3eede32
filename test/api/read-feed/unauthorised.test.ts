import { describe, expect, inject, it } from "vitest";
import { aTenant } from "../../support/tenant.ts";

const paths = ["feed", "feed/cursor", "placements", "placements/plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1", "files"];

describe("what is handed to an agency", () => {
  const cloud = inject("cloud");

  it.each(paths)("needs a key: %s", async (path) => {
    const { agency } = await aTenant(cloud);
    const answer = await agency.call(`/v1/agencies/${agency.agencyId}/${path}`);
    expect([answer.status, answer.code]).toEqual([401, "unauthenticated"]);
  });

  it.each(paths)("is neither a lender's, nor finance's, nor the operator's: %s", async (path) => {
    const { agency, lender, operator } = await aTenant(cloud);
    const finance = await operator.newKey({ kind: "FINANCE" });
    const admin = await operator.newKey({ kind: "ADMIN" });
    for (const apiKey of [lender.apiKey, finance, admin]) {
      const answer = await agency.call(`/v1/agencies/${agency.agencyId}/${path}`, { apiKey });
      expect([answer.status, answer.code]).toEqual([403, "forbidden"]);
    }
  });
});
