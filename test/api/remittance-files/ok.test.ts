import { beforeAll, describe, expect, it } from "vitest";
import { aCostLine, aLine, aReversalLine } from "../../support/advice.ts";
import { upload } from "../../support/account-file.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import {
  adviceAnnouncement,
  adviceCsv,
  adviceFilesPath,
  adviceResults,
  announceAdvice,
  endOfAdvice,
  sendAdvice,
} from "../../support/remittance-file.ts";
import { demand, newRef, type Tenant } from "../../support/tenant.ts";

let tenant: Tenant;
let lenderId: string;
beforeAll(async () => {
  tenant = await aTenantHere();
  ({ lenderId } = tenant.lender);
});

const some = () => {
  const paid = aLine();
  return [
    paid,
    aReversalLine({
      paymentRef: newRef(),
      originalPaymentRef: paid.paymentRef,
      gross: 2_000,
      commission: 400,
      tax: 76,
    }),
    aCostLine(),
  ];
};

const ours = (of: Tenant = tenant) => ({ apiKey: of.agency.apiKey });

describe("a file of an advice's lines", () => {
  it("is taken as one advice, with a result for every line", async () => {
    const lines = some();
    const content = adviceCsv(lines);
    const json = adviceAnnouncement(lenderId, { content, lines });
    const file = await sendAdvice(tenant.agency, json, content);
    expect(file).toMatchObject({ state: "ADVISED", lineCount: 3, reasons: [] });
    expect(file.dialectVersion).toBeUndefined();
    const path = `/v1/agencies/${tenant.agency.agencyId}/remittances/${file.remittanceId}`;
    const remittance = demand(await tenant.agency.call(path, ours()), 200).body;
    expect(remittance).toMatchObject({
      remittanceRef: json.advice.remittanceRef,
      state: "ADVISED",
      totals: json.advice.totals,
    });
    const kept = demand(await tenant.agency.call(`${path}/lines`, ours()), 200).body.items;
    expect((await adviceResults(tenant.agency, file.fileId)).map((row) => ({ ...row }))).toEqual(
      lines.map(({ kind, paymentRef }, index) => ({
        line: String(index + 2),
        kind,
        paymentRef,
        outcome: "ADVISED",
        lineId: kept[index].lineId,
        code: "",
        pointer: "",
        detail: "",
      })),
    );
  });

  it("is the very advice that the API would take: told there as well, it is answered as the first time", async () => {
    const lines = some();
    const content = adviceCsv(lines);
    const json = adviceAnnouncement(lenderId, { content, lines });
    const { remittanceId } = await sendAdvice(tenant.agency, json, content);
    const path = `/v1/agencies/${tenant.agency.agencyId}/remittances`;
    const again = await tenant.agency.call(path, { ...ours(), json: { ...json.advice, lines } });
    expect(demand(again, 201).body.remittanceId).toBe(remittanceId);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });

  it("is the same file for the same bytes, and stands when it is announced again", async () => {
    const lines = some();
    const content = adviceCsv(lines);
    const json = adviceAnnouncement(lenderId, { content, lines });
    const first = demand(await announceAdvice(tenant.agency, json), 201);
    expect(first.headers.get("location")).toBe(adviceFilesPath(tenant.agency, `/${first.body.fileId}`));
    expect(first.headers.get("cache-control")).toBe("no-store");
    const second = demand(await announceAdvice(tenant.agency, json), 200);
    await upload(second.body, content);
    const { fileId } = await endOfAdvice(tenant.agency, first.body.fileId);
    const third = demand(await announceAdvice(tenant.agency, json), 200);
    expect(third.body).toMatchObject({ fileId, state: "ADVISED" });
    expect(third.body.upload).toBeUndefined();
  });

  it("is read in the agency's own words, with its totals in the last row", async () => {
    const own = await aTenantHere();
    const operator = operatorHere();
    const money = { as: "minor-units", currency: "USD", decimalMark: "," };
    const remittanceFiles = {
      delimiter: ";",
      encoding: "windows-1252",
      fields: [
        { to: "/kind", from: "/Art", default: "PAYMENT" },
        { to: "/paymentRef", from: "/Beleg" },
        { to: "/originalPaymentRef", from: "/zu Beleg" },
        { to: "/gross", from: "/Höhe", ...money },
        { to: "/commission", from: "/Honorar", ...money },
        { to: "/paidOn", from: "/Tag", as: "date", pattern: "DD.MM.YYYY" },
        { to: "/lineCount", from: "/Beleg", as: "integer" },
        { to: "/net", from: "/Netto", ...money },
      ],
      ignored: ["/Bemerkung"],
      codes: { kind: { Rücklauf: "REVERSAL", Summe: "TRAILER" } },
    };
    const dialect = `/v1/agencies/${own.agency.agencyId}/dialect`;
    const { version } = demand(await operator.put(dialect, { remittanceFiles }), 200).body;
    const content = Buffer.from(
      [
        "Art;Beleg;zu Beleg;Höhe;Honorar;Tag;Netto;Bemerkung",
        ";B-1;;100,00;20,00;05.03.2026;;bar",
        "Rücklauf;B-2;B-1;30,5;6,1;06.03.2026;;",
        "Summe;2;;69,50;13,90;;55,60;",
      ].join("\n"),
      "latin1",
    );
    const json = adviceAnnouncement(own.lender.lenderId, { content, lines: [] }, { totals: undefined });
    const file = await sendAdvice(own.agency, json, Uint8Array.from(content));
    expect(file).toMatchObject({ state: "ADVISED", lineCount: 2, dialectVersion: version, reasons: [] });
    const path = `/v1/agencies/${own.agency.agencyId}/remittances/${file.remittanceId}`;
    expect(demand(await own.agency.call(path, ours(own)), 200).body.totals).toMatchObject({
      gross: 6_950,
      commission: 1_390,
      net: 5_560,
      lineCount: 2,
    });
  });

  it("may be sent by finance for an agency, and both find it in their lists", async () => {
    const { operator, lender, agency } = await aTenantHere();
    const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId: lender.lenderId });
    const lines = some();
    const content = adviceCsv(lines);
    const said = adviceAnnouncement(lender.lenderId, { content, lines });
    const json = { ...said, agencyId: agency.agencyId };
    const announced = demand(await operator.call("/v1/remittance-files", { apiKey, json }), 201).body;
    await upload(announced, content);
    const { fileId } = await endOfAdvice(agency, announced.fileId);
    for (const path of [`/v1/remittance-files/${fileId}`, adviceFilesPath(agency, `/${fileId}`)]) {
      const key = path.startsWith("/v1/remittance-files") ? apiKey : agency.apiKey;
      expect(demand(await operator.call(path, { apiKey: key }), 200).body).toMatchObject({
        state: "ADVISED",
      });
    }
    const listed = async (path: string, key: string) =>
      demand(await operator.call(path, { apiKey: key }), 200).body.items.map(
        (one: { fileId: string }) => one.fileId,
      );
    expect(await listed("/v1/remittance-files", apiKey)).toEqual([fileId]);
    expect(await listed(adviceFilesPath(agency), agency.apiKey)).toEqual([fileId]);
    const results = await operator.call(`/v1/remittance-files/${fileId}/results`, { apiKey });
    expect((await fetch(demand(results, 200).body.url)).status).toBe(200);
  });
});
