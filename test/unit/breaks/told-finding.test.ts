import { describe, expect, it } from "vitest";
import { isToBeReopened, toldFinding } from "../../../shared/breaks/told-finding.ts";
import { placementIdOf } from "../../../shared/kernel/ids.ts";
import { anAccount, anAgencyId, usd } from "../../support/builders.ts";

const agencyId = anAgencyId();
const account = anAccount();
const { accountId, lenderId, currency } = account;
const placementId = placementIdOf(accountId, 1);

const told = (type: string, data: Readonly<Record<string, unknown>>, of = account) =>
  toldFinding({ type, data, accountId, actor: { kind: "AGENCY", id: agencyId } }, of);

const face = (found: ReturnType<typeof told>) => found && [found.code, found.amount, found.subjects];

describe("what an agency says that is at odds with the books", () => {
  it("is a balance that it acknowledged otherwise, by what the books say more", () => {
    const found = told("placement.acknowledgement_mismatched", {
      placementId,
      theirs: usd(900),
      ours: usd(1_000),
    });
    expect(found).toMatchObject({ lenderId, agencyId, currency, code: "BAL_ACK_MISMATCH", amount: 100 });
    expect(found?.subjects).toEqual([placementId]);
    expect(found?.explain).toEqual([
      "The agency acknowledged 900 minor units of USD, the books say 1000 minor units of USD: the offer stands.",
    ]);
  });

  it("is of no amount where another currency was acknowledged", () => {
    const theirs = { amount: 900, currency: "EUR" };
    const data = { placementId, theirs, ours: usd(1_000) };
    expect(told("placement.acknowledgement_mismatched", data)?.amount).toBe(0);
  });

  it("is a final balance that is not that of the books, and none where both agree", () => {
    const data = { placementId, code: "EXHAUSTED", finalBalance: usd(1_001) };
    expect(face(told("placement.closed", { ...data, ours: usd(1_000) }))).toEqual([
      "CLOSE_CODE_INCONSISTENT",
      -1,
      [placementId],
    ]);
    expect(told("placement.closed", data)).toBeUndefined();
  });

  it("is a closing that was refused, for each code that was tried", () => {
    const data = { placementId, code: "PAID_IN_FULL", finalBalance: usd(0), paid: usd(0), ours: usd(1_000) };
    const found = told("placement.close_refused", data);
    expect(face(found)).toEqual(["CLOSE_CODE_INCONSISTENT", 1_000, [placementId, "close as PAID_IN_FULL"]]);
    expect(found?.explain[1]).toBe(
      "The books say 0 minor units of USD paid and 1000 minor units of USD owed.",
    );
  });

  it("is an attempt to reach the debtor while a hold stood, each by itself, and no other", () => {
    const data = { attemptRef: "A-1", channel: "VOICE", startedAt: "2026-03-01T10:00:00Z" };
    const holds = [{ holdId: "hld_1", placedAt: "2026-03-01T09:00:00.000Z" }];
    const found = told("contact.attempted", { ...data, violations: ["CONTACT_DURING_HOLD"], holds });
    expect(face(found)).toEqual(["CONTACT_DURING_HOLD", 0, [accountId, "A-1"]]);
    expect(found?.explain[0]).toContain("hld_1 since 2026-03-01T09:00:00.000Z");
    expect(told("contact.attempted", { ...data, violations: [] })).toBeUndefined();
  });

  it("is a hold that it did not confirm in time, of the agency that had the account, if one had", () => {
    const data = { holdId: "hld_1", dueAt: "2026-03-01T10:00:00.000Z", recallAt: "2026-03-02T10:00:00.000Z" };
    expect(told("hold.escalated", { ...data, agencyId, placementId })).toMatchObject({
      code: "HOLD_NOT_ACKED",
      agencyId,
      subjects: [accountId, "hld_1"],
    });
    expect(told("hold.escalated", data)).not.toHaveProperty("agencyId");
  });

  it.each(["payment.reversed", "payment.corrected", "payment.direct_reversed"])(
    "is a debt that %s opens again after it was closed as paid, while nobody works it",
    (type) => {
      const closed = anAccount({
        ...account,
        lifecycle: "CLOSED",
        closeCode: "PAID_IN_FULL",
        attention: ["REOPEN_REQUIRED"],
      });
      expect(isToBeReopened(closed)).toBe(true);
      expect(told(type, {}, closed)).toMatchObject({
        code: "CLOSE_CODE_INCONSISTENT",
        subjects: [accountId],
      });
      expect(told(type, {}, closed)?.amount).toBeGreaterThan(0);
      expect(told(type, {}, { ...closed, attention: [] })).toBeUndefined();
      expect(told(type, {}, { ...closed, lifecycle: "ACTIVE" })).toBeUndefined();
    },
  );

  it.each(["placement.acknowledged", "hold.ordered", "payment.received"])("is not %s", (type) => {
    expect(told(type, { placementId })).toBeUndefined();
  });
});
