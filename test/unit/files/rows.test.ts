import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { deliveryBodies, withheldOffer } from "../../../docs/generators/delivery-examples.ts";
import { OutboundBody } from "../../../shared/deliveries/wire.ts";
import type { FeedItem } from "../../../shared/feed/wire.ts";
import { columns, headerText, rowsText, totalsWith, trailerText } from "../../../shared/files/rows.ts";

const item = (body: unknown, position = 1): FeedItem => ({ position, ...OutboundBody.parse(body) });

const withData = (data: Record<string, unknown>): FeedItem => ({
  ...item(deliveryBodies["placement.offered"]),
  data,
});

const read = (text: string): readonly Record<string, string>[] =>
  parse(headerText() + text, { columns: true });

describe("a row", () => {
  it("of an offer has what its body has, each in the column of its path", () => {
    const body = OutboundBody.parse(deliveryBodies["placement.offered"]);
    const [row] = read(rowsText([item(body, 7)]));
    expect(row).toMatchObject({
      record: "EVENT",
      position: "7",
      eventId: body.eventId,
      eventType: "placement.offered",
      placementId: body.placementId,
      currency: "USD",
      "balance.outstanding": "125000",
      "balance.PRINCIPAL": "104800",
      "balance.LATE_FEE": "7500",
      "balance.COURT_COST": "",
      "debtor.name": "Maria Example",
      "debtor.contactPoint.value": "maria@example.com",
      lenderAccountRef: "LOAN-2024-000917",
      more: "",
    });
  });

  it.each(Object.entries(deliveryBodies))("of %s leaves nothing without a column", (_type, body) => {
    const [row] = read(rowsText([item(body)]));
    expect(row!["more"]).toBe("");
  });

  it("of a withheld offer says so and has no debtor", () => {
    const [row] = read(rowsText([item(withheldOffer)]));
    expect(row).toMatchObject({ withheld: "DELETION_ATTESTED", "debtor.name": "", delinquencyDate: "" });
    expect(row).toMatchObject({ "balance.outstanding": "125000", more: "" });
  });

  it("keeps what has no column yet", () => {
    const [row] = read(rowsText([withData({ invented: { deep: 1 }, code: "X" })]));
    expect(row).toMatchObject({ code: "X", more: '{"invented.deep":"1"}' });
  });

  it("lists several contact points in one cell", () => {
    const contactPoints = [{ type: "EMAIL", value: "a@b.example", status: "VERIFIED" }];
    const [row] = read(rowsText([withData({ debtor: { contactPoints } })]));
    expect(JSON.parse(row!["debtor.contactPoints"]!)).toEqual(contactPoints);
  });

  it("cannot be told from the envelope by what its data says", () => {
    const [row] = read(rowsText([withData({ record: "TRAILER", position: "99" })]));
    expect(row).toMatchObject({ record: "EVENT", position: "1" });
  });

  it.each(["=HYPERLINK(1)", "+15550001", "-1+1", "@SUM(A1)", "\tx", "\rx"])(
    "is no formula in a spreadsheet: %j",
    (name) => {
      const [row] = read(rowsText([withData({ debtor: { name } })]));
      expect(row!["debtor.name"]).toBe(`'${name}`);
    },
  );

  it.each(['Quote "me", please', "two\r\nlines", "Ünïcode 張", "plain"])("survives as it was: %j", (name) => {
    const [row] = read(rowsText([withData({ debtor: { name } })]));
    expect(row!["debtor.name"]).toBe(name);
  });
});

describe("the trailer", () => {
  const owed = (amount: number, currency: string) =>
    withData({ balance: { currency, outstanding: { amount, currency } } });

  it("counts the rows and adds the balances up by currency, beyond what a number holds exactly", () => {
    const most = 9_007_199_254_740_991;
    const items = [owed(most, "USD"), owed(2, "EUR"), owed(most, "USD"), withData({ code: "X" })];
    const totals = totalsWith(totalsWith([], items.slice(0, 2)), items.slice(2));
    expect(totals).toEqual([
      { currency: "EUR", amount: "2" },
      { currency: "USD", amount: "18014398509481982" },
    ]);
    const [row] = read(trailerText(4, totals));
    expect(Object.values(row!).slice(0, 3)).toEqual(["TRAILER", "4", "EUR:2 USD:18014398509481982"]);
  });

  it("of a day on which nothing happened says so, in as many columns as every row", () => {
    expect(trailerText(0, [])).toBe(`TRAILER,0${",".repeat(columns.length - 2)}\r\n`);
  });
});
