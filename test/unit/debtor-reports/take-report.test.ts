import { describe, expect, it } from "vitest";
import { HOLD_COUNT_MAX } from "../../../shared/compliance/hold.ts";
import { crowded } from "../../../shared/callbacks/crowded.ts";
import { reportContact } from "../../../shared/compliance/report-contact.ts";
import { takeReport } from "../../../shared/debtor-reports/take-report.ts";
import { termsOf } from "../../../shared/debtor-reports/terms.ts";
import { ReportType } from "../../../shared/debtor-reports/wire.ts";
import { eventSequenceOf } from "../../../shared/kernel/ids.ts";
import {
  aHold,
  anAccount,
  anAgencyId,
  now,
  placementOf,
  received,
  refusalOf,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";

const days = (count: number) => new Date(Date.parse(now) + count * 86_400_000).toISOString();

describe("what an agency reports of the debtor", () => {
  it.each(ReportType.options)("%s opens a report, and puts the hold of its type in the same step", (type) => {
    const account = anAccount();
    const { report, account: after, answer } = valueOf(takeReport(account, received(type, account)));
    const { holdType, attention } = termsOf(type);
    expect(report).toMatchObject({ type, state: "OPEN", lenderId: account.lenderId, receivedAt: now });
    expect(after.holds.map((hold) => [hold.type, hold.state, hold.owner])).toEqual(
      holdType === undefined ? [] : [[holdType, "ACKNOWLEDGED", { kind: "REPORT", id: report?.reportId }]],
    );
    expect(answer).toEqual({
      ...(holdType && { holdId: after.holds[0]?.holdId }),
      reportId: report?.reportId,
    });
    expect(after.attention).toEqual(attention === undefined ? [] : [attention]);
  });

  it.each(ReportType.options)("%s waits for the lender for the days of its type", (type) => {
    const account = anAccount();
    const { report, clocksStarted } = valueOf(takeReport(account, received(type, account)));
    const { reviewDays, holdDays } = termsOf(type);
    const count = reviewDays ?? holdDays;
    const due = count && days(count);
    expect(report?.reviewBy).toBe(due);
    expect(clocksStarted?.find(({ kind }) => kind === "REPORT_REVIEW")?.dueAt).toBe(due);
  });

  it("is numbered by the event that says it, as its hold is", () => {
    const account = anAccount();
    const { report } = valueOf(takeReport(account, received("debtor.deceased", account)));
    expect(report?.reportId.endsWith(`_${account.sequence + 1}`)).toBe(true);
    expect(eventSequenceOf(report!.holdId!)).toBe(account.sequence + 1);
  });

  it("goes to the worker where it is about the person, and stays where it is about the debt", () => {
    const account = anAccount();
    const routed = ReportType.options.filter((type) =>
      valueOf(takeReport(account, received(type, account))).events.some(
        ({ route }) => route?.queue === "disputes",
      ),
    );
    expect(routed).toEqual([
      "debtor.deceased",
      "debtor.insolvent",
      "debtor.represented",
      "debtor.cease_requested",
      "debtor.moratorium",
      "debtor.id_theft",
    ]);
  });

  it("by a former holder orders the agency that has the account now, with a time to answer", () => {
    const former = anAgencyId();
    const account = anAccount({ holders: [former, anAgencyId()] });
    const step = valueOf(takeReport(account, received("debtor.deceased", account, { agencyId: former })));
    expect(step.account.holds).toMatchObject([{ state: "ORDERED" }]);
    expect(step.events.map(({ type, route }) => [type, route?.group])).toEqual([
      ["debtor.deceased", account.accountId],
      ["hold.ordered", placementOf(account)],
    ]);
    expect(step.clocksStarted).toContainEqual(expect.objectContaining({ kind: "HOLD_ACKNOWLEDGEMENT" }));
  });

  it.each(["CLOSED", "RECALLED", "ELIGIBLE", "REJECTED"] as const)(
    "is taken late, of an account that is %s, and orders nobody",
    (lifecycle) => {
      const account = withoutAgency(anAccount(), { lifecycle });
      const step = valueOf(takeReport(account, received("debtor.deceased", account)));
      expect(step.account.holds).toMatchObject([{ state: "PLACED" }]);
      expect(step.events).toHaveLength(1);
    },
  );

  it("is refused of an account that is final", () => {
    const account = withoutAgency(anAccount(), { lifecycle: "FINALIZED" });
    expect(refusalOf(takeReport(account, received("debtor.moved", account))).code).toBe("invalid-transition");
  });

  it("keeps what was told in words with the report, and nowhere else", () => {
    const account = anAccount();
    const data = { narrative: "In hospital.", source: "RELATIVE", evidenceRef: "D-1" };
    const {
      report,
      events,
      account: after,
    } = valueOf(takeReport(account, received("debtor.deceased", account, { data })));
    expect(report).toMatchObject({
      narrative: "In hospital.",
      facts: { source: "RELATIVE", evidenceRef: "D-1" },
    });
    expect(JSON.stringify([events, after, report?.facts])).not.toContain("hospital");
  });

  it.each([
    ["as reported", { until: "2026-04-01T02:00:00+02:00" }, "2026-04-01T00:00:00.000Z"],
    ["after 60 days when nothing is said", {}, days(60)],
  ])("a moratorium ends by itself %s", (_name, over, until) => {
    const account = anAccount();
    const data = { kind: "STANDARD", ...over };
    const step = valueOf(takeReport(account, received("debtor.moratorium", account, { data })));
    expect(step.account.holds).toMatchObject([{ type: "BREATHING_SPACE", until }]);
    expect(step.clocksStarted).toContainEqual(expect.objectContaining({ kind: "HOLD_EXPIRY", dueAt: until }));
    expect(step.report).toMatchObject({ holdUntil: until, reviewBy: until });
  });

  it("a mental health crisis moratorium without an end stands until somebody ends it, and is reviewed", () => {
    const account = anAccount();
    const data = { kind: "MENTAL_HEALTH" };
    const step = valueOf(takeReport(account, received("debtor.moratorium", account, { data })));
    expect(step.account.holds).toMatchObject([{ type: "BREATHING_SPACE" }]);
    expect(step.account.holds[0]).not.toHaveProperty("until");
    expect(step.clocksStarted?.map(({ kind, dueAt }) => [kind, dueAt])).toEqual([
      ["REPORT_REVIEW", days(60)],
    ]);
  });

  it.each([
    ["the agency had it", "2026-02-20T12:00:00.000Z", "2026-04-17T12:00:00.000Z"],
    ["it came, when the agency says that it had it later", "2026-09-01T12:00:00.000Z", days(56)],
  ])("a complaint's eight weeks run from when %s", (_name, receivedAt, due) => {
    const account = anAccount();
    const { report } = valueOf(
      takeReport(account, received("complaint.raised", account, { data: { receivedAt } })),
    );
    expect(report?.reviewBy).toBe(due);
  });

  it("makes a contact after it a violation", () => {
    const account = anAccount();
    const { account: held } = valueOf(takeReport(account, received("complaint.raised", account)));
    const data = { startedAt: days(1) };
    const { contact } = valueOf(reportContact(held, received("contact.attempted", held, { data })));
    expect(contact?.violations).toEqual(["CONTACT_DURING_HOLD"]);
  });

  it("is kept for a person when the account carries as many holds as it may, unless it needs none", () => {
    const bare = anAccount();
    const account = { ...bare, holds: Array.from({ length: HOLD_COUNT_MAX }, () => aHold(bare)) };
    const why = (type: ReportType) => crowded({ account, payment: undefined }, received(type, account));
    expect(why("debtor.deceased")).toBe("too-many-holds");
    expect(why("debtor.moved")).toBeUndefined();
    expect(crowded({ account: bare, payment: undefined }, received("debtor.deceased", bare))).toBeUndefined();
  });
});
