import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { adviceIn, totalsOf } from "../../../infra/cli/advice-file.ts";
import { totalsOf as gatewayTotals } from "../../../shared/remittances/sums.ts";
import { aCommissionLine, aCostLine, aLine, aReversalLine } from "../../support/advice.ts";
import { aDesk, aFolder } from "../../support/desk.ts";

const agencyId = "agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";

function aFile(name: string, content: string): string {
  const written = join(aFolder(), name);
  writeFileSync(written, content);
  return written;
}

const csv = [
  "Type,Receipt no.,Paid,Fee,gross,paidOn,remark",
  "PAYMENT,P-1,,2000,10000,2026-03-05,cash",
  "REVERSAL,R-1,P-0,400,2000,2026-03-06,",
].join("\n");

const map = {
  Type: "kind",
  "Receipt no.": "paymentRef",
  Paid: "originalPaymentRef",
  Fee: "commission",
  remark: "",
};

const header = { remittanceRef: "REM-1", currency: "USD", mode: "NET" };

const silent = () => undefined;

describe("an advice in a file", () => {
  it("is counted from rows under the agency's own headers", async () => {
    const file = aFile("lines.csv", csv);
    const files = {
      file,
      header: aFile("header.json", JSON.stringify(header)),
      map: aFile("map.json", JSON.stringify(map)),
    };
    expect(await adviceIn(files, silent)).toEqual({
      ...header,
      totals: { gross: 8_000, direct: 0, commission: 1_600, tax: 0, costs: 0, net: 6_400, lineCount: 2 },
      lines: [
        { kind: "PAYMENT", paymentRef: "P-1", commission: 2_000, gross: 10_000, paidOn: "2026-03-05" },
        {
          kind: "REVERSAL",
          paymentRef: "R-1",
          originalPaymentRef: "P-0",
          commission: 400,
          gross: 2_000,
          paidOn: "2026-03-06",
        },
      ],
    });
  });

  it("adds up as the gateway adds up", () => {
    const lines = [
      aLine(),
      aReversalLine({ recipient: "LENDER", gross: 7 }),
      aLine({ kind: "DIRECT_PAYMENT", gross: 11 }),
      aCostLine(),
      aCommissionLine(),
      aCommissionLine({ recipient: "LENDER" }),
    ];
    expect(totalsOf(lines as never)).toEqual(gatewayTotals(lines as never));
  });

  it("keeps the totals that it says itself, so that a wrong count is found by the gateway", async () => {
    const said = { gross: 1, commission: 0, tax: 0, costs: 0, net: 1, lineCount: 1 };
    const file = aFile("advice.json", JSON.stringify({ ...header, totals: said, lines: [aLine()] }));
    expect((await adviceIn({ file }, silent)).totals).toEqual(said);
  });

  it.each([
    ["a float", "kind,paymentRef,gross,paidOn\nPAYMENT,P-1,10.5,2026-03-05", "Line 1"],
    ["an amount that is none", "kind,paymentRef,gross,paidOn\nPAYMENT,P-1,ten,2026-03-05", "Line 1"],
    ["a kind that is none", "kind,paymentRef,gross,paidOn\nGIFT,P-1,10,2026-03-05", "Line 1"],
  ])("with %s is not sent, and the line is named", async (_what, content, named) => {
    const files = { file: aFile("lines.csv", content), header: aFile("header.json", "{}") };
    await expect(adviceIn(files, silent)).rejects.toThrow(named);
  });

  it("of lines only needs the rest", async () => {
    await expect(adviceIn({ file: aFile("lines.csv", csv) }, silent)).rejects.toThrow("--header");
  });
});

describe("advising from the command line", () => {
  const file = () => aFile("advice.json", JSON.stringify({ ...header, lines: [aLine()] }));

  it("sends what it counted for the agency, as finance", async () => {
    const desk = aDesk({ replies: [{ status: 201, body: { remittanceId: "rem_1", state: "ADVISED" } }] });
    await desk.run("remittances", "advise", agencyId, file());
    expect(desk.sent).toMatchObject([
      {
        method: "POST",
        url: "https://gateway.example/v1/remittances",
        body: { agencyId, remittanceRef: "REM-1", totals: { gross: 10_000, net: 7_620, lineCount: 1 } },
      },
    ]);
    expect(desk.err()).toContain("1 lines, net 7620");
    expect(desk.out()).toContain("rem_1");
  });

  it("sends it as the agency itself", async () => {
    const desk = aDesk({ replies: [{ status: 201, body: { remittanceId: "rem_1" } }] });
    await desk.run("remittances", "advise", agencyId, file(), "--as-agency");
    expect(desk.sent).toMatchObject([{ url: `https://gateway.example/v1/agencies/${agencyId}/remittances` }]);
    expect(desk.sent[0]?.body).not.toHaveProperty("agencyId");
  });
});
