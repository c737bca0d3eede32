import { describe, expect, it } from "vitest";
import { holdReasons } from "../../../shared/compliance/wire.ts";
import { termsOf } from "../../../shared/debtor-reports/terms.ts";
import { ReportType } from "../../../shared/debtor-reports/wire.ts";
import { isMandatory } from "../../../shared/placements/wire.ts";

describe("the terms of a report", () => {
  it.each(ReportType.options)(
    "%s: names a basis, a hold that people can read, a recall that is final",
    (type) => {
      const { basis, holdType, recallCode, holdDays, reviewDays, attention } = termsOf(type);
      expect(basis).not.toBe("");
      if (holdType !== undefined) expect(holdReasons[holdType]).toBeDefined();
      if (recallCode !== undefined) expect(isMandatory(recallCode)).toBe(true);
      expect(holdType ?? attention, "it leaves a mark on the account").toBeDefined();
      expect(holdDays !== undefined && reviewDays !== undefined, "one time, not two").toBe(false);
    },
  );

  it("give a complaint eight weeks and a breathing space sixty days", () => {
    expect(termsOf("complaint.raised").reviewDays).toBe(56);
    expect(termsOf("debtor.moratorium").holdDays).toBe(60);
  });
});
