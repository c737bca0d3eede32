import { beforeAll, describe, expect, it } from "vitest";
import { announceEvents, eventAnnouncement, eventFilesPath } from "../../support/event-file.ts";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { usd, type Agency } from "../../support/tenant.ts";

describe("POST /v1/agencies/{agencyId}/event-files points at", () => {
  let agency: Agency;
  beforeAll(async () => {
    ({ agency } = await aTenantHere());
  });

  it.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ["a format that is none", { format: "XLSX" }, ["/format"]],
    ["no hash", { sha256: undefined }, ["/sha256"]],
    ["a hash that is none", { sha256: "ABC" }, ["/sha256"]],
    ["no size", { bytes: undefined }, ["/bytes"]],
    ["a size past the largest", { bytes: 1024 ** 3 + 1 }, ["/bytes"]],
    ["no control totals", { controlTotals: undefined }, ["/controlTotals"]],
    ["a count of none", { controlTotals: { count: 0 } }, ["/controlTotals/count"]],
    ["more events than a file may have", { controlTotals: { count: 2_000_001 } }, ["/controlTotals/count"]],
    [
      "a sum that is negative",
      { controlTotals: { count: 1, payments: [usd(-1)] } },
      ["/controlTotals/payments/0/amount"],
    ],
    [
      "a currency twice",
      { controlTotals: { count: 1, payments: [usd(1), usd(1)] } },
      ["/controlTotals/payments"],
    ],
    ["a name that is too long", { fileName: "x".repeat(201) }, ["/fileName"]],
    ["a member that nobody knows", { priority: "HIGH" }, ["/priority"]],
  ])("%s", async (_what, changes, places) => {
    const answer = await announceEvents(agency, eventAnnouncement("{}", changes));
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(places);
  });

  it.each(["limit=0", "limit=x", "cursor=x"])("a query with %s", async (query) => {
    const { apiKey } = agency;
    const answer = await agency.call(eventFilesPath(agency, `?${query}`), { apiKey });
    expect(answer.status).toBe(query.startsWith("limit") ? 422 : 400);
  });
});
