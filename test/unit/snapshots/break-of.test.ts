import { describe, expect, it } from "vitest";
import { breakOf } from "../../../shared/snapshots/break-of.ts";
import { Finding, Inventory } from "../../../shared/snapshots/model.ts";
import { aLenderId, anAccount, anAgencyId, now, placementOf } from "../../support/builders.ts";

const inventory = Inventory.parse({
  agencyId: anAgencyId(),
  snapshotRef: "S-1",
  asOf: now,
  currency: "USD",
  parts: 1,
});
const lenderId = aLenderId();
const placementId = placementOf(anAccount());
const finding = (over: object): Finding =>
  Finding.parse({ code: "BAL_DRIFT", placementId, lenderId, ...over });
const ours = { state: "ACTIVE", outstanding: 700 };
const theirs = { currency: "USD", outstanding: 900 };

describe("what an inventory's finding is at stake for", () => {
  it.each([
    ["BAL_DRIFT", { ours, theirs }, -200],
    ["INV_MISSING_AT_AGENCY", { ours }, 700],
    ["STATUS_DRIFT", { ours, theirs: { ...theirs, state: "ENDED" } }, 0],
    ["INV_ZOMBIE", { ours: { ...ours, state: "RECALLED" }, theirs }, -900],
  ])("%s", (code, sides, amount) => {
    const found = breakOf(inventory, finding({ code, ...sides }));
    expect(found).toMatchObject({
      code,
      lenderId,
      agencyId: inventory.agencyId,
      currency: "USD",
      amount,
      subjects: [placementId],
    });
    expect(found?.explain).toHaveLength(code === "STATUS_DRIFT" ? 3 : 2);
  });

  it("is nobody's where the account is no lender's, or of another book", () => {
    const unknown = Finding.parse({ code: "INV_UNKNOWN", placementId, theirs });
    expect(breakOf(inventory, unknown)).toBeUndefined();
    expect(breakOf(inventory, finding({ code: "CURRENCY_DIFF", ours, theirs }))).toBeUndefined();
  });
});
