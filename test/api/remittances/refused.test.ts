import { describe, expect, it } from "vitest";
import { aLine, anAdvice } from "../../support/advice.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { demand, newRef, type Agency } from "../../support/tenant.ts";

const root = ({ agencyId }: Agency): string => `/v1/agencies/${agencyId}/remittances`;

const advise = (agency: Agency, json: unknown, headers = {}) =>
  agency.call(root(agency), { apiKey: agency.apiKey, json, headers });

describe("an advice is refused whole", () => {
  it.each([
    [
      "when its totals are a cent off",
      [aLine()],
      { totals: { gross: 10_001, commission: 2_000, tax: 380, costs: 0, net: 7_621, lineCount: 1 } },
      "remittance-totals-differ",
      ["/totals/gross", "/totals/net"],
    ],
    [
      "when it has a line twice",
      [aLine({ paymentRef: "P-1" }), aLine({ paymentRef: "P-1" })],
      {},
      "remittance-line-repeated",
      ["/lines/1/paymentRef"],
    ],
    [
      "when a line is in another currency",
      [aLine({ currency: "EUR" })],
      {},
      "remittance-currency-mixed",
      ["/lines/0/currency"],
    ],
  ])("%s, and nothing of it is there", async (...[, lines, changes, code, places]) => {
    const { agency, lender } = await aTenantHere();
    const body = anAdvice(lender.lenderId, lines, changes);
    const answer = await advise(agency, body);
    expect(refusal(answer)).toEqual([422, code]);
    expect(pointers(answer)).toEqual(places);
    const listed = demand(await agency.call(root(agency), { apiKey: agency.apiKey }), 200);
    expect(listed.body.items).toEqual([]);
    // The reference is not burnt: corrected, it is taken.
    const { remittanceRef } = body;
    demand(await advise(agency, anAdvice(lender.lenderId, [aLine()], { remittanceRef })), 201);
  });

  it("when its reference was used for something else, by whichever way, and the first stands", async () => {
    const { agency, lender } = await aTenantHere();
    const body = anAdvice(lender.lenderId);
    const { body: first } = demand(await advise(agency, body), 201);
    const other = { ...body, bankRef: "B-2" };
    const refused = await advise(agency, other);
    expect(refusal(refused)).toEqual([409, "remittance-ref-reused"]);
    expect(refused.body.remittanceId).toBe(first.remittanceId);
    const called = await agency.callback("remittance.advised", { data: other });
    expect(refusal(called)).toEqual([409, "remittance-ref-reused"]);
    expect(
      (await agency.call(`${root(agency)}/${first.remittanceId}`, { apiKey: agency.apiKey })).body,
    ).toEqual(first);
  });

  it("when its idempotency key belongs to another one", async () => {
    const { agency, lender } = await aTenantHere();
    const headers = { "idempotency-key": newRef() };
    const body = anAdvice(lender.lenderId);
    const first = demand(await advise(agency, body, headers), 201);
    expect((await advise(agency, body, headers)).body).toEqual(first.body);
    expect(refusal(await advise(agency, anAdvice(lender.lenderId), headers))).toEqual([
      422,
      "idempotency-key-reused",
    ]);
  });

  it("without a contract with the lender", async () => {
    const [{ agency }, other] = [await aTenantHere(), await aTenantHere()];
    expect(refusal(await advise(agency, anAdvice(other.lender.lenderId)))).toEqual([404, "not-found"]);
  });
});

describe("a remittance", () => {
  it("of another agency or lender is not there", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere()];
    const { body } = demand(await advise(mine.agency, anAdvice(mine.lender.lenderId)), 201);
    const { apiKey, agencyId } = other.agency;
    for (const path of [
      `/v1/agencies/${agencyId}/remittances/${body.remittanceId}`,
      `/v1/agencies/${agencyId}/remittances/${body.remittanceId}/lines`,
      `${root(mine.agency)}/${body.remittanceId}`,
      root(mine.agency),
    ])
      expect(refusal(await other.agency.call(path, { apiKey }))).toEqual([404, "not-found"]);
    const { lenderId } = other.lender;
    const finance = await operatorHere().newKey({ kind: "FINANCE", role: "OPERATOR", lenderId });
    for (const path of [
      `/v1/remittances/${body.remittanceId}`,
      `/v1/remittances/${body.remittanceId}/lines`,
      `/v1/remittances?lenderId=${mine.lender.lenderId}`,
      "/v1/remittances/rem_nonsense",
    ])
      expect(refusal(await operatorHere().call(path, { apiKey: finance }))).toEqual([404, "not-found"]);
    const json = { ...anAdvice(mine.lender.lenderId), agencyId: mine.agency.agencyId };
    expect(refusal(await operatorHere().call("/v1/remittances", { apiKey: finance, json }))).toEqual([
      404,
      "not-found",
    ]);
  });

  it("is entered by finance only with the role for it, and read by neither lenders nor agencies", async () => {
    const { agency, lender } = await aTenantHere();
    const json = { ...anAdvice(lender.lenderId), agencyId: agency.agencyId };
    const viewer = await operatorHere().newKey({ kind: "FINANCE", lenderId: lender.lenderId });
    for (const apiKey of [viewer, agency.apiKey, lender.apiKey])
      expect(refusal(await operatorHere().call("/v1/remittances", { apiKey, json }))).toEqual([
        403,
        "forbidden",
      ]);
    for (const apiKey of [agency.apiKey, lender.apiKey])
      expect(refusal(await operatorHere().call("/v1/remittances", { apiKey }))).toEqual([403, "forbidden"]);
    expect(refusal(await lender.call(root(agency), {}))).toEqual([403, "forbidden"]);
  });
});

describe("a statement", () => {
  it("is the agency's own and its lenders' finance's", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere()];
    const path = `/v1/agencies/${mine.agency.agencyId}/statements/2026-03?currency=USD&lenderId=${mine.lender.lenderId}`;
    const { lenderId } = other.lender;
    const finance = await operatorHere().newKey({ kind: "FINANCE", lenderId });
    expect(refusal(await other.agency.call(path, { apiKey: other.agency.apiKey }))).toEqual([
      404,
      "not-found",
    ]);
    expect(refusal(await operatorHere().call(path, { apiKey: finance }))).toEqual([404, "not-found"]);
    expect(refusal(await mine.lender.call(path, {}))).toEqual([403, "forbidden"]);
  });

  it.each(["2026-13?currency=USD", "2026?currency=USD", "2026-03", "2026-03?currency=USD&format=pdf"])(
    "is not read by %s",
    async (asked) => {
      const { agency, lender } = await aTenantHere();
      const path = `/v1/agencies/${agency.agencyId}/statements/${asked}`;
      const query = `${path.includes("?") ? "&" : "?"}lenderId=${lender.lenderId}`;
      expect(refusal(await agency.call(path + query, { apiKey: agency.apiKey }))).toEqual([
        422,
        "invalid-request",
      ]);
    },
  );
});
