import { describe, expect, it } from "vitest";
import { readLine } from "../../../shared/event-files/line.ts";

const fromRow = (cells: Readonly<Record<string, string>>): unknown =>
  readLine({ format: "CSV", columns: Object.keys(cells) }, { line: 2, cells: Object.values(cells) }).body;

const fromText = (text: string): unknown => readLine({ format: "NDJSON" }, { line: 1, cells: [text] }).body;

describe("a row of a CSV file", () => {
  it("is the event that JSON would be", () => {
    const row = {
      eventId: "7",
      sequence: "7",
      eventType: "payment.received",
      "data.amount.amount": "1250",
      "data.amount.currency": "USD",
      "data.paymentRef": "0012",
      "data.method": "",
    };
    expect(fromRow(row)).toEqual({
      eventId: "7",
      sequence: 7,
      eventType: "payment.received",
      data: { amount: { amount: 1250, currency: "USD" }, paymentRef: "0012" },
    });
  });

  it("has truth and lists as JSON", () => {
    expect(fromRow({ eventType: "dispute.raised", "data.inWriting": "true" })).toMatchObject({
      data: { inWriting: true },
    });
    const asked = { eventType: "placement.info_requested", "data.fields": '["a","b"]' };
    expect(fromRow(asked)).toMatchObject({ data: { fields: ["a", "b"] } });
  });

  it("keeps what is none of it as the text that it is, for the schema to refuse", () => {
    for (const cell of ["12.50 USD", "1,000", "007", "x", "null"])
      expect(fromRow({ eventType: "payment.received", "data.amount.amount": cell })).toMatchObject({
        data: { amount: { amount: cell } },
      });
  });

  it("always has data, and no member for an empty cell", () => {
    expect(fromRow({ eventId: "e", "data.amount.amount": "" })).toEqual({ eventId: "e", data: {} });
  });
});

describe("a line of an NDJSON file", () => {
  it("is its JSON, or nothing", () => {
    expect(fromText('{"eventId":"e"}')).toEqual({ eventId: "e" });
    expect(fromText("17")).toBe(17);
    expect(fromText('{"eventId":')).toBeUndefined();
  });
});
