import { describe, expect, it } from "vitest";
import { acknowledgeHold } from "../../../shared/compliance/acknowledge-hold.ts";
import { endHold } from "../../../shared/compliance/end-hold.ts";
import { replacedHold } from "../../../shared/compliance/hold.ts";
import { holdReasons } from "../../../shared/compliance/wire.ts";
import { reportContact } from "../../../shared/compliance/report-contact.ts";
import { disputeIdOf, holdIdOf } from "../../../shared/kernel/ids.ts";
import {
  aHold,
  anAccount,
  at,
  inDispute,
  now,
  received,
  refusalOf,
  valueOf,
} from "../../support/builders.ts";

const acknowledging = (account: ReturnType<typeof anAccount>, holdId: string) =>
  received("hold.acknowledged", account, { data: { holdId, appliedAt: "2026-03-02T11:00:00Z" } });

describe("an agency that says it stopped", () => {
  it.each([
    ["PLACED", "HOLD_ACKNOWLEDGEMENT"],
    ["ORDERED", "HOLD_ACKNOWLEDGEMENT"],
    ["ESCALATED", "HOLD_RECALL"],
  ] as const)("acknowledges a hold that is %s and stops its clock", (state, kind) => {
    const bare = anAccount();
    const hold = aHold(bare, { state });
    const account = { ...bare, holds: [hold] };
    const outcome = valueOf(acknowledgeHold(account, acknowledging(account, hold.holdId)));
    expect(outcome.account.holds).toEqual([{ ...hold, state: "ACKNOWLEDGED", acknowledgedAt: now }]);
    expect(outcome.clocksStopped).toEqual([{ kind, ref: hold.holdId }]);
    expect(outcome.events[0]).toMatchObject({
      type: "hold.acknowledged",
      data: { holdId: hold.holdId, appliedAt: "2026-03-02T11:00:00Z" },
    });
  });

  it("is heard even after the hold was released", () => {
    const account = anAccount();
    const holdId = holdIdOf(account.accountId, 2);
    const outcome = valueOf(acknowledgeHold(account, acknowledging(account, holdId)));
    expect(outcome.account).toEqual(account);
    expect(outcome.answer).toEqual({ reason: "hold-released-already" });
    expect(outcome.events[0].data).toMatchObject({ holdId, released: true });
  });

  it("cannot acknowledge a hold that was never put", () => {
    const account = anAccount({ sequence: 7 });
    const placed = holdIdOf(account.accountId, 7);
    const future = holdIdOf(account.accountId, 8);
    expect(acknowledgeHold(account, acknowledging(account, placed)).ok).toBe(true);
    expect(refusalOf(acknowledgeHold(account, acknowledging(account, future))).code).toBe("not-found");
  });

  it("cannot acknowledge a hold of another account", () => {
    const { account } = inDispute();
    const foreign = holdIdOf(anAccount().accountId, 3);
    expect(refusalOf(acknowledgeHold(account, acknowledging(account, foreign))).code).toBe("not-found");
    expect(refusalOf(acknowledgeHold(account, acknowledging(account, "hld_nonsense"))).code).toBe(
      "not-found",
    );
  });
});

describe("one hold", () => {
  it("changes without the others", () => {
    const account = anAccount();
    const other = aHold(account, {
      holdId: holdIdOf(account.accountId, 9),
      owner: { kind: "DISPUTE", id: disputeIdOf(account.accountId, 9) },
    });
    const changed = aHold(account, { state: "ESCALATED" });
    expect(replacedHold([aHold(account), other], changed)).toEqual([changed, other]);
  });

  it("has a reason that people understand", () => {
    expect(holdReasons.DISPUTE).toBe("The debtor disputes the debt.");
  });
});

describe("an attempt to reach the debtor", () => {
  const bare = anAccount();
  const account = { ...bare, holds: [aHold(bare, { placedAt: at("2026-03-02T12:00:00.000Z") })] };
  const calling = (startedAt: string, more: Record<string, unknown> = {}) =>
    received("contact.attempted", account, {
      data: { startedAt, attemptRef: "C-1", channel: "VOICE", outcome: "RIGHT_PARTY", ...more },
    });

  it("while a hold stands is a violation that is recorded, not refused", () => {
    const outcome = valueOf(reportContact(account, calling("2026-03-02T12:00:01Z")));
    expect(outcome.account.attention).toEqual(["CONTACT_DURING_HOLD"]);
    expect(outcome.contact?.violations).toEqual(["CONTACT_DURING_HOLD"]);
    expect(outcome.events[0].data).toMatchObject({
      violations: ["CONTACT_DURING_HOLD"],
      holds: [{ holdId: account.holds[0]?.holdId, placedAt: "2026-03-02T12:00:00.000Z" }],
    });
  });

  it("that started before the hold is none, whatever zone its clock was in", () => {
    for (const startedAt of [
      "2026-03-02T11:59:59Z",
      "2026-03-02T14:59:59+03:00",
      "2026-03-02T06:59:59-05:00",
    ]) {
      const outcome = valueOf(reportContact(account, calling(startedAt)));
      expect(outcome.account).toEqual(account);
      expect(outcome.contact?.violations).toEqual([]);
      expect(outcome.events[0].data).not.toHaveProperty("holds");
    }
  });

  it("while a hold stood is a violation also when it is reported after the hold has ended", () => {
    const over = endHold(account, account.holds[0]?.holdId, at("2026-03-03T12:00:00.000Z"));
    const violations = (startedAt: string) =>
      valueOf(reportContact(over, calling(startedAt))).contact?.violations;
    expect(violations("2026-03-02T11:59:59Z")).toEqual([]);
    expect(violations("2026-03-02T12:00:01Z")).toEqual(["CONTACT_DURING_HOLD"]);
    expect(violations("2026-03-03T11:59:59Z")).toEqual(["CONTACT_DURING_HOLD"]);
    expect(violations("2026-03-03T12:00:00Z")).toEqual([]);
  });

  it("in another zone's clock is still found out", () => {
    expect(
      valueOf(reportContact(account, calling("2026-03-02T07:00:01-05:00"))).contact?.violations,
    ).toHaveLength(1);
  });

  it("is kept with what the agency said of it", () => {
    const outcome = valueOf(reportContact(bare, calling("2026-03-01T09:00:00Z", { durationSeconds: 40 })));
    expect(outcome.contact).toMatchObject({
      accountId: account.accountId,
      attemptRef: "C-1",
      channel: "VOICE",
      outcome: "RIGHT_PARTY",
      durationSeconds: 40,
    });
  });
});
