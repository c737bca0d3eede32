import { describe, expect, it } from "vitest";
import type { Account } from "../../../shared/accounts/model.ts";
import { fire } from "../../../shared/clocks/fire.ts";
import { releaseHold } from "../../../shared/compliance/release-hold.ts";
import { answerEffect } from "../../../shared/debtor-reports/answer-effect.ts";
import { decideAnswer } from "../../../shared/debtor-reports/decide-answer.ts";
import type { AnsweredReport, DebtorReport } from "../../../shared/debtor-reports/model.ts";
import { takeReport } from "../../../shared/debtor-reports/take-report.ts";
import { termsOf } from "../../../shared/debtor-reports/terms.ts";
import { ReportType } from "../../../shared/debtor-reports/wire.ts";
import {
  aClock,
  aLenderActor,
  anAccount,
  known,
  now,
  placementOf,
  received,
  refusalOf,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";

const by = { actor: aLenderActor, now };

const reported = (type: ReportType, bare: Account = anAccount()) => {
  const { account, report } = valueOf(takeReport(bare, received(type, bare)));
  return { account, report: report as DebtorReport };
};

const outcomes = ["CONFIRMED", "UNFOUNDED", "RESOLVED"] as const;
const request = (outcome: (typeof outcomes)[number]) => ({ outcome, explanation: "Checked." });

const answered = (type: ReportType, outcome: (typeof outcomes)[number], bare?: Account) => {
  const { account, report } = reported(type, bare);
  return { ...valueOf(decideAnswer(known(account), { report, request: request(outcome) }, by)) };
};

const withHold = ReportType.options.filter((type) => termsOf(type).holdType !== undefined);

describe("the lender's answer to a report", () => {
  it.each(
    withHold.flatMap((type) => (["UNFOUNDED", "RESOLVED"] as const).map((how) => [type, how] as const)),
  )("%s, %s: the hold goes and the agency hears so", (type, outcome) => {
    const { step, report } = answered(type, outcome);
    expect(report).toMatchObject({ state: outcome, answer: { outcome, answeredAt: now } });
    expect(step.account.holds).toEqual([]);
    expect(step.events.map((event) => [event.type, event.route?.queue])).toEqual([
      ["debtor_report.answered", termsOf(type).isAboutPerson ? "disputes" : undefined],
      ["hold.released", "deliveries"],
    ]);
  });

  it.each(withHold)("%s, CONFIRMED: recalls by its terms, or leaves the hold to the lender", (type) => {
    const { step, report } = answered(type, "CONFIRMED");
    const { recallCode } = termsOf(type);
    if (recallCode !== undefined) {
      expect(step.account).toMatchObject({ lifecycle: "RECALLED", holds: [] });
      expect(step.placement?.ended).toMatchObject({ code: recallCode });
      expect(step.events.map((event) => [event.type, event.route?.queue])).toEqual([
        ["debtor_report.answered", "disputes"],
        ["placement.recalled", "deliveries"],
        ["hold.released", undefined],
      ]);
      return;
    }
    const owner = { kind: "LENDER" as const, id: report.lenderId };
    expect(step.account.holds).toMatchObject([{ owner, state: "ACKNOWLEDGED" }]);
    expect(step.events.map((event) => event.type)).toEqual(["debtor_report.answered", "hold.handed_over"]);
    const release = { ...by, lenderId: report.lenderId, reason: "Over." };
    const { holdId } = step.account.holds[0]!;
    expect(valueOf(releaseHold(known(step.account), holdId, release)).account.holds).toEqual([]);
  });

  it("stops the report's clock and is not in the history in words", () => {
    const { step, report } = answered("complaint.raised", "RESOLVED");
    expect(step.clocksStopped).toContainEqual({ kind: "REPORT_REVIEW", ref: report.reportId });
    expect(JSON.stringify(step.events)).not.toContain("Checked.");
  });

  it.each(outcomes)("%s is given once", (outcome) => {
    const { account, report } = reported("debtor.deceased");
    const refusal = refusalOf(
      decideAnswer(
        known(account),
        { report: { ...report, state: outcome }, request: request("RESOLVED") },
        by,
      ),
    );
    expect(refusal).toMatchObject({ code: "invalid-transition", extra: { from: outcome, allowed: [] } });
  });

  it.each(["CLOSED", "RECALLED"] as const)("of an account that is %s recalls nothing", (lifecycle) => {
    const bare = withoutAgency(anAccount(), { lifecycle });
    const { step } = answered("debtor.deceased", "CONFIRMED", bare);
    expect(step.account).toMatchObject({ lifecycle, holds: [] });
    expect(step.events.map(({ type }) => type)).toEqual(["debtor_report.answered", "hold.released"]);
  });

  it("takes back a sibling that carries no hold of the report, and releases nothing there", () => {
    const { report } = reported("debtor.deceased");
    const told = (outcome: (typeof outcomes)[number]): AnsweredReport => ({
      ...report,
      state: outcome,
      answer: { ...request(outcome), answeredAt: now },
    });
    const sibling = anAccount();
    expect(answerEffect(known(sibling), told("CONFIRMED"), by)?.account.lifecycle).toBe("RECALLED");
    expect(answerEffect(known(sibling), told("UNFOUNDED"), by)).toBeUndefined();
  });

  it("alone ends the hold: nobody releases it by hand", () => {
    const { account, report } = reported("debtor.represented");
    const release = { ...by, lenderId: report.lenderId, reason: "x" };
    expect(refusalOf(releaseHold(known(account), report.holdId!, release))).toMatchObject({
      code: "hold-owned-by-another",
      detail: `It goes when ${report.reportId} is answered.`,
    });
  });
});

describe("a report that the lender did not answer", () => {
  it("shows on the account, and the hold stays", () => {
    const { account, report } = reported("complaint.raised");
    const clock = aClock(account, { kind: "REPORT_REVIEW", ref: report.reportId });
    const fired = fire(clock, known(account), now)!;
    expect(fired.account).toMatchObject({ attention: ["REPORT_UNANSWERED"], holds: [{ type: "COMPLAINT" }] });
    expect(fired.events).toMatchObject([
      { type: "debtor_report.overdue", data: { reportId: report.reportId, dueAt: clock.dueAt } },
    ]);
  });

  it("of a moratorium loses its hold when the time is over, and the agency hears so", () => {
    const { account, report } = reported("debtor.moratorium");
    const clock = aClock(account, { kind: "HOLD_EXPIRY", ref: report.holdId! });
    const fired = fire(clock, known(account), now)!;
    expect(fired.account.holds).toEqual([]);
    expect(fired.events).toMatchObject([
      { type: "hold.released", route: { group: placementOf(account) }, data: { reason: "EXPIRED" } },
    ]);
  });
});
