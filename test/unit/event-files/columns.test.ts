import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { columnsIn, eventColumns, kindOf } from "../../../shared/event-files/columns.ts";

const needed = ["eventId", "eventType", "placementId", "effectiveAt"];
const codesOf = (header: readonly string[]) => {
  const found = columnsIn(header);
  return found.ok ? [] : found.error.map(({ code }) => code);
};

describe("the columns of a file of events", () => {
  it("are the members of events, by the path that leads to them", () => {
    for (const column of [...needed, "data.amount.amount", "data.balance.currency", "data.inWriting"])
      expect(eventColumns).toContain(column);
    expect(new Set(eventColumns).size).toBe(eventColumns.length);
    expect(eventColumns).not.toContain("data");
  });

  it("are read as text where a text is meant, and else as JSON", () => {
    expect(kindOf("payment.received", "data.paymentRef")).toBe("text");
    expect(kindOf("payment.received", "data.amount.amount")).toBe("json");
    expect(kindOf("dispute.raised", "data.inWriting")).toBe("json");
    expect(kindOf("placement.info_requested", "data.fields")).toBe("json");
    expect(kindOf("a.type.of.tomorrow", "data.amount.amount")).toBe("json");
  });

  it("come in any order, and none is unknown, twice there or missing that is needed", () => {
    expect(codesOf(["data.code", ...needed])).toEqual([]);
    expect(codesOf([...needed, "amount"])).toEqual(["HEADER_UNKNOWN"]);
    expect(codesOf([...needed, "eventId"])).toEqual(["HEADER_REPEATED"]);
    expect(codesOf(needed.slice(1))).toEqual(["HEADER_MISSING"]);
    expect(codesOf([...needed, "__proto__", "data.__proto__"])).toEqual(["HEADER_UNKNOWN", "HEADER_UNKNOWN"]);
  });

  it("are all named in the document", () => {
    const document = readFileSync(join(import.meta.dirname, "../../../docs/event-files.md"), "utf8");
    for (const column of eventColumns) expect(document).toContain(`\`${column}\``);
  });
});
