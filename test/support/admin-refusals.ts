import { describe, expect, inject, it } from "vitest";
import { aTenantHere } from "./here.ts";
import { http, type Call } from "./http.ts";
import { refusal, refusesUnreadable, refusesWithoutKey } from "./refusals.ts";

/** Declares what every operation of the operator refuses: strangers, other people's keys, unreadable bodies. */
export function isForTheOperator(path: string, call: Call): void {
  const ask = (headers: NonNullable<Call["headers"]>) =>
    http(inject("cloud").baseUrl)(path, { ...call, headers });

  describe("unauthorised", () => {
    refusesWithoutKey(ask);

    it("answers 403 to lenders, agencies and finance", async () => {
      const { lender, agency, operator } = await aTenantHere();
      const finance = await operator.newKey({ kind: "FINANCE" });
      for (const apiKey of [lender.apiKey, agency.apiKey, finance])
        expect(refusal(await ask({ authorization: `Bearer ${apiKey}` }))).toEqual([403, "forbidden"]);
    });

    it("opens to a key that the operator made for another operator", async () => {
      const { operator } = await aTenantHere({ agencies: 0 });
      const apiKey = await operator.newKey({ kind: "ADMIN" });
      expect([401, 403]).not.toContain((await ask({ authorization: `Bearer ${apiKey}` })).status);
    });
  });

  if (call.json === undefined) return;
  describe("malformed", () => {
    refusesUnreadable((raw, headers) =>
      http(inject("cloud").baseUrl)(path, {
        method: call.method ?? "POST",
        apiKey: inject("cloud").adminKey,
        raw,
        headers,
      }),
    );
  });
}
