import { beforeAll, describe, expect, it } from "vitest";
import { aLine } from "../../support/advice.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import {
  adviceAnnouncement,
  adviceCsv,
  adviceFilesPath,
  announceAdvice,
} from "../../support/remittance-file.ts";
import type { Tenant } from "../../support/tenant.ts";

let tenant: Tenant;
beforeAll(async () => {
  tenant = await aTenantHere();
});

function said() {
  const lines = [aLine()];
  return adviceAnnouncement(tenant.lender.lenderId, { content: adviceCsv(lines), lines });
}

describe("an announcement of a file of an advice points at", () => {
  it.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ["no hash", { sha256: undefined }, ["/sha256"]],
    ["a hash that is none", { sha256: "ABC" }, ["/sha256"]],
    ["a size past the largest", { bytes: 32 * 1024 ** 2 + 1 }, ["/bytes"]],
    ["a size of nothing", { bytes: 0 }, ["/bytes"]],
    ["a name that is too long", { fileName: "x".repeat(201) }, ["/fileName"]],
    ["no advice", { advice: undefined }, ["/advice"]],
    ["a member that nobody knows", { format: "CSV" }, ["/format"]],
  ])("%s", async (_what, changes, places) => {
    const answer = await announceAdvice(tenant.agency, { ...said(), ...changes });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(places);
  });

  it.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ["lines", { lines: [] }, ["/advice/lines"]],
    ["a currency that is none", { currency: "XXQ" }, ["/advice/currency"]],
    [
      "a period that ends before it begins",
      { period: { from: "2026-03-31", to: "2026-03-01" } },
      ["/advice/period/to"],
    ],
    [
      "more lines than a file may have",
      { totals: { gross: 1, commission: 0, tax: 0, costs: 0, net: 1, lineCount: 50_001 } },
      ["/advice/totals/lineCount"],
    ],
  ])("%s in its advice", async (_what, changes, places) => {
    const json = said();
    const answer = await announceAdvice(tenant.agency, { ...json, advice: { ...json.advice, ...changes } });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(places);
  });

  it("a body that is larger than it may be, or no JSON", async () => {
    const { agency } = tenant;
    const path = adviceFilesPath(agency);
    const large = await announceAdvice(agency, { ...said(), fileName: "x".repeat(17 * 1024) });
    expect(refusal(large)).toEqual([413, "payload-too-large"]);
    const { apiKey } = agency;
    expect(refusal(await agency.call(path, { method: "POST", raw: "{", apiKey }))[1]).toBe("malformed-json");
  });
});

describe("the words of an agency's files of advices point at", () => {
  const field = { to: "/gross", from: "/Betrag" };

  it.each<readonly [string, object, readonly string[]]>([
    ["no field", { fields: [] }, ["/remittanceFiles/fields"]],
    [
      "a place that is none of a line",
      { fields: [{ ...field, to: "/data/amount" }] },
      ["/remittanceFiles/fields/0/to"],
    ],
    [
      "money without a currency",
      { fields: [{ ...field, as: "minor-units" }] },
      ["/remittanceFiles/fields/0/currency"],
    ],
    ["a delimiter that is none", { fields: [field], delimiter: "x" }, ["/remittanceFiles/delimiter"]],
    ["an encoding that is not read", { fields: [field], encoding: "ebcdic" }, ["/remittanceFiles/encoding"]],
    [
      "a code that leads to no kind",
      { fields: [field], codes: { kind: { ZA: "GIFT" } } },
      ["/remittanceFiles/codes/kind/ZA"],
    ],
    ["too many fields", { fields: Array.from({ length: 101 }, () => field) }, ["/remittanceFiles/fields"]],
  ])("%s", async (_what, remittanceFiles, places) => {
    const path = `/v1/agencies/${tenant.agency.agencyId}/dialect`;
    const answer = await operatorHere().put(path, { remittanceFiles });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(places);
  });
});
