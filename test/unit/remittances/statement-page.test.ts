import { describe, expect, it } from "vitest";
import { sha256 } from "../../../shared/platform/canonical.ts";
import { statementPage, statementStyleHash } from "../../../shared/remittances/statement-page.ts";
import { AgencyStatementView } from "../../../shared/remittances/wire.ts";
import { aLenderId, anAgencyId } from "../../support/builders.ts";

const statement = (changes: object = {}): AgencyStatementView =>
  AgencyStatementView.parse({
    agencyId: anAgencyId(),
    lenderId: aLenderId(),
    currency: "USD",
    period: { from: "2026-03-01", to: "2026-03-31" },
    clearing: { opening: 0, collected: 123_456_789, reversed: 5, remitted: 123_456_784, closing: 0 },
    inTransit: { opening: 0, advised: 100, arrived: 100, closing: 0 },
    kept: { commission: 1, tax: 2, costs: 3 },
    carriedForward: -70,
    remittances: [
      {
        remittanceId: "rem_1",
        remittanceRef: `<script>alert("1")</script>&'`,
        advisedAt: "2026-03-05T10:00:00.000Z",
        totals: { gross: 100, direct: 0, commission: 0, tax: 0, costs: 0, net: 100, lineCount: 1 },
        payable: 100,
        carriedForward: 0,
      },
    ],
    ...changes,
  });

const page = (changes: object = {}, agency = "Example Recovery"): string =>
  statementPage(statement(changes), { lender: "Sample Bank", agency });

describe("a statement to be printed", () => {
  it("shows amounts with the decimals of their currency, thousands apart, and signs", () => {
    expect(page()).toContain("1\u00A0234\u00A0567.89");
    expect(page()).toContain("−1\u00A0234\u00A0567.84");
    expect(page()).toContain("−0.70 USD");
    expect(page({ currency: "JPY" })).toContain("123\u00A0456\u00A0789<");
    expect(page({ currency: "KWD" })).toContain("123\u00A0456.789<");
  });

  it("has every text as a text, whoever wrote it", () => {
    const html = page({}, `<img src=x onerror="a()">`);
    expect(html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;");
    expect(html).not.toMatch(/<script|<img|javascript:/u);
    expect(html.match(/<style>/gu)).toHaveLength(1);
  });

  it("has the style that its hash lets a browser apply", () => {
    const [, style = ""] = /<style>([\s\S]*)<\/style>/u.exec(page()) ?? [];
    expect(statementStyleHash).toBe(`sha256-${Buffer.from(sha256(style), "hex").toString("base64")}`);
    expect(page()).not.toMatch(/ style=/u);
  });

  it("is a document that can be read aloud: a language, a title, headed rows and columns", () => {
    const html = page();
    expect(html).toContain('<html lang="en">');
    expect(html).toMatch(/<title>Statement of account, 2026-03-01 to 2026-03-31: Example Recovery<\/title>/u);
    expect(html.match(/<caption>/gu)).toHaveLength(html.match(/<table>/gu)!.length);
    expect(html.match(/<th /gu)).toHaveLength(html.match(/<th [^>]*scope="(?:row|col)"/gu)!.length);
  });

  it("says so when nothing was advised", () => {
    expect(page({ remittances: [] })).toContain("None was posted in this month.");
  });
});
