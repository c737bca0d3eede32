import { describe, expect, it } from "vitest";
import { isWithinValidationPeriod } from "../../../shared/disputes/validation.ts";
import { Instant, plusDays, plusSeconds } from "../../../shared/kernel/time.ts";
import { Placement } from "../../../shared/placements/model.ts";
import { anAccount, known } from "../../support/builders.ts";

const account = anAccount({ region: "US-CA" });
const acknowledgedAt = Instant.parse("2026-03-02T12:00:00.000Z");
const placement = Placement.parse({ ...known(account).placement, acknowledgedAt });
const end = plusDays(acknowledgedAt, 35);

const asked = (over: object = {}) => ({ type: "OTHER", inWriting: true, receivedAt: end, ...over });

describe("the validation period", () => {
  it("ends 30 days after the first communication, taken to be 5 days after the agency took the account", () => {
    expect(isWithinValidationPeriod(account, asked(), placement)).toBe(true);
    expect(isWithinValidationPeriod(account, asked({ receivedAt: plusSeconds(end, 1) }), placement)).toBe(
      false,
    );
  });

  it("is for disputes in writing and for those who ask for documents", () => {
    const said = { inWriting: false };
    expect(isWithinValidationPeriod(account, asked(said), placement)).toBe(false);
    expect(isWithinValidationPeriod(account, asked({ ...said, type: "NO_DOCUMENTS" }), placement)).toBe(true);
  });

  it("is not over while no agency took the account", () => {
    const { acknowledgedAt: _none, ...offered } = placement;
    expect(isWithinValidationPeriod(account, asked(), offered)).toBe(true);
    expect(isWithinValidationPeriod(account, asked(), undefined)).toBe(true);
  });

  it("is law in the United States alone", () => {
    expect(isWithinValidationPeriod({ ...account, region: "GB-ENG" }, asked(), placement)).toBe(false);
  });
});
