import { describe, expect, it } from "vitest";
import { commissionOf } from "../../../shared/commissions/compute.ts";
import type { UpheldDispute } from "../../../shared/commissions/upheld.ts";
import { disputeIdOf } from "../../../shared/kernel/ids.ts";
import { anAccount, on } from "../../support/builders.ts";
import { aPlan, paid, type Facts } from "../../support/commissions.ts";

const { accountId } = anAccount();

const disputed = (type: UpheldDispute["type"], raisedOn: string, sequence = 7): UpheldDispute => ({
  disputeId: disputeIdOf(accountId, sequence),
  type,
  raisedOn: on(raisedOn),
});

const lineOn = (date: string, upheld: readonly UpheldDispute[], { placed }: Facts = {}) =>
  commissionOf(aPlan(), {
    ...paid(10_000, { payment: { effectiveOn: on(date) }, ...(placed && { placed }) }),
    upheld,
  });

const reasonIn = ({ explain }: ReturnType<typeof lineOn>) =>
  explain.flatMap((one) => (one.step === "TREATMENT" ? [one.dispute] : []))[0];

describe("a dispute that was upheld", () => {
  it.each(["NOT_MINE", "IDENTITY_THEFT", "DEBT_NOT_EXIST"] as const)(
    "says of %s that the debt was never owed: no payment bears anything, from the placement on",
    (type) => {
      const dispute = disputed(type, "2026-04-20");
      const line = lineOn("2026-04-01", [dispute]);
      expect(line).toMatchObject({ treatment: "DISPUTE_UPHELD", commission: 0, tax: 0 });
      expect(reasonIn(line)).toEqual({ ...dispute, reach: "PLACEMENT" });
    },
  );

  it.each([
    { date: "2026-04-19", treatment: "ORDINARY", commission: 3_000 },
    { date: "2026-04-20", treatment: "DISPUTE_UPHELD", commission: 0 },
    { date: "2026-04-21", treatment: "DISPUTE_UPHELD", commission: 0 },
  ])("frees what is paid from its day on where the debt was owed: $date", ({ date, ...expected }) => {
    const dispute = disputed("AMOUNT_WRONG", "2026-04-20");
    const line = lineOn(date, [dispute]);
    expect(line).toMatchObject(expected);
    expect(reasonIn(line)).toEqual(expected.commission === 0 ? { ...dispute, reach: "DISPUTE" } : undefined);
  });

  it("is named by the one that reaches furthest, then by the oldest", () => {
    const [wrong, older] = [disputed("AMOUNT_WRONG", "2026-03-20", 7), disputed("OTHER", "2026-03-10", 6)];
    const never = disputed("NOT_MINE", "2026-04-20", 9);
    expect(reasonIn(lineOn("2026-04-01", [older, wrong, never]))).toMatchObject({
      disputeId: never.disputeId,
    });
    expect(reasonIn(lineOn("2026-04-01", [older, wrong]))).toMatchObject({ disputeId: older.disputeId });
    expect(reasonIn(lineOn("2026-03-15", [older, wrong]))).toMatchObject({ disputeId: older.disputeId });
  });

  it("is no reason where the payment bears nothing by its date anyway", () => {
    const never = disputed("NOT_MINE", "2026-04-20");
    expect(lineOn("2026-03-01", [never]).treatment).toBe("BEFORE_PLACEMENT");
    const ended = { endedOn: on("2026-03-10"), tailUntil: on("2026-03-20") };
    expect(lineOn("2026-04-01", [never], { placed: ended }).treatment).toBe("AFTER_TAIL");
  });
});
