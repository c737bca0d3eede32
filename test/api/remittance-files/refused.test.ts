import { beforeAll, describe, expect, it } from "vitest";
import { aLine } from "../../support/advice.ts";
import { upload } from "../../support/account-file.ts";
import { aTenantHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";
import {
  adviceAnnouncement,
  adviceCsv,
  adviceFilesPath,
  adviceResults,
  announceAdvice,
  endOfAdvice,
  sendAdvice,
} from "../../support/remittance-file.ts";
import { demand, type Tenant } from "../../support/tenant.ts";

let tenant: Tenant;
let lenderId: string;
beforeAll(async () => {
  tenant = await aTenantHere();
  ({ lenderId } = tenant.lender);
});

const saying = (lines: readonly object[], changes: object = {}, content = adviceCsv(lines)) =>
  [adviceAnnouncement(lenderId, { content, lines }, { ...changes }), content] as const;

const none = { gross: 1, commission: 0, tax: 0, costs: 0, net: 1, lineCount: 1 };

describe("a file of an advice is refused whole", () => {
  it.each<readonly [string, () => ReturnType<typeof saying>, readonly object[]]>([
    [
      "for totals that its lines do not come to",
      () => saying([aLine()], { totals: none }),
      [
        { code: "REMITTANCE_TOTALS_DIFFER" },
        { code: "REMITTANCE_TOTALS_DIFFER" },
        { code: "REMITTANCE_TOTALS_DIFFER" },
        { code: "REMITTANCE_TOTALS_DIFFER" },
      ],
    ],
    [
      "for totals that nobody says",
      () => saying([aLine()], { totals: undefined }),
      [{ code: "TOTALS_MISSING" }],
    ],
    [
      "for a line that is there twice",
      () => saying([aLine({ paymentRef: "P-1" }), aLine(), aLine({ paymentRef: "P-1" })]),
      [{ line: 4, code: "REMITTANCE_LINE_REPEATED" }],
    ],
    [
      "for lines that are none",
      () => saying([aLine({ paidOn: "soon" }), aLine({ kind: "GIFT" })], { totals: none }),
      [
        { line: 2, code: "INVALID_FORMAT" },
        { line: 3, code: "UNKNOWN_CODE" },
      ],
    ],
    [
      "for bytes that are no text",
      () => saying([], { totals: none }, "kind,paymentRef,gross,paidOn\nPAYMENT,\u0000\ud800,1,2026-03-05"),
      [{ line: 2, code: "INVALID_FORMAT" }],
    ],
    [
      "for columns that nobody knows",
      () => saying([], { totals: none }, "Art;Betrag\n"),
      [
        { line: 1, code: "HEADER_UNKNOWN" },
        { line: 1, code: "HEADER_MISSING" },
        { line: 1, code: "HEADER_MISSING" },
        { line: 1, code: "HEADER_MISSING" },
        { line: 1, code: "HEADER_MISSING" },
      ],
    ],
  ])("%s", async (_what, say, reasons) => {
    const [json, content] = say();
    const file = await sendAdvice(tenant.agency, json, content);
    expect(file.state).toBe("REFUSED");
    expect(file.reasons).toMatchObject(reasons);
    expect(file.remittanceId).toBeUndefined();
  });

  it("tells of every line whether it was at fault, and takes the mended file under the same reference", async () => {
    const [good, bad] = [aLine(), aLine({ gross: 0 })];
    const [json, content] = saying([good, bad]);
    const { fileId } = await sendAdvice(tenant.agency, json, content);
    expect(await adviceResults(tenant.agency, fileId)).toMatchObject([
      { line: "2", paymentRef: good.paymentRef, outcome: "NOT_TAKEN", code: "" },
      { line: "3", outcome: "REFUSED", code: "too-small", pointer: "/gross" },
    ]);
    const { remittanceRef } = json.advice;
    const [mended, bytes] = saying([good, { ...bad, gross: 100 }], { remittanceRef });
    expect(await sendAdvice(tenant.agency, mended, bytes)).toMatchObject({ state: "ADVISED" });
  });

  it("for a reference that another content has", async () => {
    const [first, bytes] = saying([aLine()]);
    await sendAdvice(tenant.agency, first, bytes);
    const { remittanceRef } = first.advice;
    const [second, others] = saying([aLine()], { remittanceRef });
    expect(await sendAdvice(tenant.agency, second, others)).toMatchObject({
      state: "REFUSED",
      reasons: [{ code: "REMITTANCE_REF_REUSED" }],
    });
  });

  it("and begins anew when it is announced again, by another header if need be", async () => {
    const lines = [aLine()];
    const [wrong, content] = saying(lines, { totals: none });
    const { fileId } = await sendAdvice(tenant.agency, wrong, content);
    const again = demand(await announceAdvice(tenant.agency, saying(lines)[0]), 201).body;
    expect(again).toMatchObject({ fileId, state: "AWAITING_UPLOAD", reasons: [] });
    await upload(again, content);
    expect(await endOfAdvice(tenant.agency, fileId)).toMatchObject({ state: "ADVISED" });
  });
});

describe("an announcement of a file of an advice is refused", () => {
  it("with another header, once the bytes were taken", async () => {
    const lines = [aLine()];
    const [json, content] = saying(lines);
    const { remittanceId } = await sendAdvice(tenant.agency, json, content);
    const answer = await announceAdvice(tenant.agency, saying(lines)[0]);
    expect(refusal(answer)).toEqual([409, "file-announced-otherwise"]);
    expect(answer.body.remittanceId).toBe(remittanceId);
  });

  it("for a lender that the agency does not work for", async () => {
    const other = await aTenantHere();
    const [json] = saying([aLine()]);
    const advice = { ...json.advice, lenderId: other.lender.lenderId };
    expect(refusal(await announceAdvice(tenant.agency, { ...json, advice }))).toEqual([404, "not-found"]);
  });
});

describe("results of a file of an advice", () => {
  it("are not there before it was read", async () => {
    const announced = demand(await announceAdvice(tenant.agency, saying([aLine()])[0]), 201).body;
    const path = adviceFilesPath(tenant.agency, `/${announced.fileId}/results`);
    const answer = await tenant.agency.call(path, { apiKey: tenant.agency.apiKey });
    expect(refusal(answer)).toEqual([409, "batch-not-finished"]);
    expect(answer.body.state).toBe("AWAITING_UPLOAD");
  });
});
