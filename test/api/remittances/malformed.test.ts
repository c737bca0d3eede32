import { beforeAll, describe, expect, it } from "vitest";
import { aLine, anAdvice } from "../../support/advice.ts";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal, refusesUnreadable } from "../../support/refusals.ts";
import type { Tenant } from "../../support/tenant.ts";

describe("an advice", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await aTenantHere();
  });
  const post = (call: object) => {
    const { agencyId, apiKey } = tenant.agency;
    return tenant.agency.call(`/v1/agencies/${agencyId}/remittances`, { apiKey, ...call });
  };

  describe("that cannot be read", () => {
    refusesUnreadable((raw, headers) =>
      // Its own limit is larger than the one that is tried.
      post({
        raw: typeof raw === "string" && raw.length > 100_000 ? raw.padEnd(1_100_000) : raw,
        headers,
        method: "POST",
      }),
    );
  });

  it.each<readonly [string, (lenderId: string) => object, readonly string[]]>([
    ["no totals", (lenderId) => anAdvice(lenderId, [aLine()], { totals: undefined }), ["/totals"]],
    ["a member that nobody knows", (lenderId) => anAdvice(lenderId, [aLine()], { remark: "x" }), ["/remark"]],
    [
      "a reference that is none",
      (lenderId) => anAdvice(lenderId, [aLine()], { remittanceRef: "a b" }),
      ["/remittanceRef"],
    ],
    [
      "a currency that is none",
      (lenderId) => anAdvice(lenderId, [aLine()], { currency: "XXL" }),
      ["/currency"],
    ],
    ["a mode that is none", (lenderId) => anAdvice(lenderId, [aLine()], { mode: "SOME" }), ["/mode"]],
    ["a sign in its source", (lenderId) => anAdvice(lenderId, [aLine({ gross: -1 })]), ["/lines/0/gross"]],
    [
      "a float",
      (lenderId) => anAdvice(lenderId, [aLine({ tax: 0.5 })]),
      ["/lines/0/tax", "/totals/tax", "/totals/net"],
    ],
    ...["0000-01-01", "1899-12-31", "2200-01-01", "9999-12-31"].map(
      (day) =>
        [
          `the day ${day}, from which no calendar leads on,`,
          (lenderId: string) =>
            anAdvice(lenderId, [aLine()], { advisedOn: day, period: { from: day, to: day } }),
          ["/advisedOn", "/period/from", "/period/to"],
        ] as const,
    ),
    [
      "more lines than there may be",
      (lenderId) => ({
        ...anAdvice(lenderId),
        lines: Array.from({ length: 2_001 }, () => aLine()),
      }),
      ["/lines"],
    ],
  ])("with %s is refused, and the place is named", async (_what, bodyOf, places) => {
    const answer = await post({ json: bodyOf(tenant.lender.lenderId) });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer).toSorted()).toEqual([...places].toSorted());
  });

  it("of more than a hundred lines is no callback", async () => {
    const lines = Array.from({ length: 101 }, (_, n) => aLine({ paymentRef: `P-${n}` }));
    const data = anAdvice(tenant.lender.lenderId, lines);
    const answer = await tenant.agency.callback("remittance.advised", { data });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(["/data/lines"]);
  });
});
