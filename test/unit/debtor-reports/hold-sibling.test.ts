import { describe, expect, it } from "vitest";
import { HOLD_COUNT_MAX } from "../../../shared/compliance/hold.ts";
import { holdSibling } from "../../../shared/debtor-reports/hold-sibling.ts";
import type { DebtorReport } from "../../../shared/debtor-reports/model.ts";
import { takeReport } from "../../../shared/debtor-reports/take-report.ts";
import type { ReportType } from "../../../shared/debtor-reports/wire.ts";
import {
  aHold,
  anAccount,
  aLenderActor,
  at,
  now,
  placementOf,
  received,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";

const by = { actor: aLenderActor, now };

const aReport = (type: ReportType, over: Partial<DebtorReport> = {}): DebtorReport => {
  const account = anAccount();
  return { ...valueOf(takeReport(account, received(type, account))).report!, ...over };
};

describe("a report about the person, on another account of the debtor,", () => {
  it.each(["OFFERED", "INFO_REQUIRED", "ACTIVE"] as const)(
    "orders whoever has it to stop where it is %s, with a time to say so",
    (lifecycle) => {
      const sibling = anAccount({ lifecycle });
      const report = aReport("debtor.deceased");
      const step = holdSibling(sibling, report, by)!;
      expect(step.account.holds).toMatchObject([
        { type: "DECEASED_CHECK", state: "ORDERED", owner: { kind: "REPORT", id: report.reportId } },
      ]);
      expect(step.events.map(({ type, route }) => [type, route?.group])).toEqual([
        ["hold.placed", undefined],
        ["hold.ordered", placementOf(sibling)],
      ]);
      expect(step.clocksStarted).toMatchObject([{ kind: "HOLD_ACKNOWLEDGEMENT" }]);
    },
  );

  it("keeps an account that waits for an agency from being offered", () => {
    const sibling = withoutAgency(anAccount({ holders: [] }), { lifecycle: "ELIGIBLE" });
    expect(holdSibling(sibling, aReport("debtor.deceased"), by)?.account.holds).toMatchObject([
      { state: "PLACED" },
    ]);
  });

  it.each(["REJECTED", "CLOSED", "RECALLED", "FINALIZED"] as const)("leaves one that is %s", (lifecycle) => {
    const sibling = withoutAgency(anAccount(), { lifecycle });
    expect(holdSibling(sibling, aReport("debtor.deceased"), by)).toBeUndefined();
  });

  it("ends there when it ends here", () => {
    const report = aReport("debtor.moratorium");
    const step = holdSibling(anAccount(), report, by)!;
    expect(step.account.holds).toMatchObject([{ until: report.holdUntil }]);
    expect(step.clocksStarted).toContainEqual(
      expect.objectContaining({ kind: "HOLD_EXPIRY", dueAt: report.holdUntil }),
    );
    const after = { ...by, now: at("2026-06-01T00:00:00.000Z") };
    expect(holdSibling(anAccount(), report, after), "its time is over").toBeUndefined();
  });

  it("shows on an account that carries as many holds as it may, instead of passing in silence", () => {
    const bare = anAccount();
    const sibling = { ...bare, holds: Array.from({ length: HOLD_COUNT_MAX }, () => aHold(bare)) };
    const report = aReport("debtor.deceased");
    const step = holdSibling(sibling, report, by)!;
    expect(step.account.holds).toHaveLength(HOLD_COUNT_MAX);
    expect(step.account.attention).toEqual(["HOLD_NOT_PLACED"]);
    expect(step.events).toMatchObject([
      { type: "hold.not_placed", data: { reportId: report.reportId, holdType: "DECEASED_CHECK" } },
    ]);
  });

  it.each([
    ["UNFOUNDED", "debtor.deceased", undefined],
    ["RESOLVED", "debtor.represented", undefined],
    ["CONFIRMED", "debtor.deceased", undefined],
    ["CONFIRMED", "debtor.represented", "LENDER"],
  ] as const)(
    "that came late, when it was %s (%s), does what the answer left to do",
    (state, type, owner) => {
      const step = holdSibling(anAccount(), aReport(type, { state }), by);
      expect(step?.account.holds[0]?.owner.kind).toBe(owner);
    },
  );
});
