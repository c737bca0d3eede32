import { describe, expect, it } from "vitest";
import { raiseDispute } from "../../../shared/disputes/raise-dispute.ts";
import { disputeIdOf, holdIdOf } from "../../../shared/kernel/ids.ts";
import {
  aHold,
  anAccount,
  inDispute,
  now,
  placementOf,
  raisedBefore,
  received,
  refusalOf,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";

describe("a dispute", () => {
  const account = anAccount({ sequence: 41 });
  const call = received("dispute.raised", account, {
    data: {
      type: "NOT_MINE",
      channel: "LETTER",
      inWriting: true,
      narrative: "Never heard of it.",
      raisedAt: "2026-02-27T08:00:00Z",
    },
  });
  const outcome = valueOf(raiseDispute(account, call));
  const [disputeId, holdId] = [disputeIdOf(account.accountId, 42), holdIdOf(account.accountId, 42)];

  it("puts a hold on the account at once, so that nobody may contact the debtor", () => {
    expect(outcome.account).toMatchObject({
      dispute: "OPEN",
      lifecycle: "ACTIVE",
      holds: [
        {
          holdId,
          type: "DISPUTE",
          state: "PLACED",
          owner: { kind: "DISPUTE", id: disputeId },
          placedAt: now,
        },
      ],
    });
    expect(outcome.answer).toEqual({ disputeId, holdId });
  });

  it("is kept as it was said, with who said it and when", () => {
    expect(outcome.dispute).toEqual({
      disputeId,
      accountId: account.accountId,
      lenderId: account.lenderId,
      placementId: placementOf(account),
      agencyId: call.agencyId,
      state: "RAISED",
      type: "NOT_MINE",
      channel: "LETTER",
      inWriting: true,
      narrative: "Never heard of it.",
      evidence: [],
      withinValidationPeriod: true,
      holdId,
      raisedAt: "2026-02-27T08:00:00Z",
      receivedAt: now,
      paidWhenRaised: 0,
      lenderAnswerBy: "2026-03-09T12:00:00.000Z",
      answerRule: expect.stringContaining("5 business days"),
      extensions: [],
      noteCount: 0,
      documentCount: 0,
    });
  });

  it("is queued in the order of its account, without the debtor's words", () => {
    expect(outcome.events).toHaveLength(1);
    expect(outcome.events[0]).toMatchObject({
      type: "dispute.raised",
      route: { queue: "disputes", group: account.accountId },
      data: { disputeId, holdId, type: "NOT_MINE", channel: "LETTER", inWriting: true },
    });
    expect(JSON.stringify(outcome.events)).not.toContain("Never heard");
  });

  it("was raised when it happened if nobody says otherwise", () => {
    const silent = received("dispute.raised", account, { effectiveAt: "2026-03-01T00:00:00Z" });
    expect(valueOf(raiseDispute(account, silent)).dispute?.raisedAt).toBe("2026-03-01T00:00:00Z");
  });

  it("sets apart what is owed, in its own entry", () => {
    expect(outcome.account.disputedApart).toBe(true);
    expect(outcome.events[0]?.postings).toEqual([
      { account: "receivable/PRINCIPAL", amount: -100_000 },
      { account: "disputed/PRINCIPAL", amount: 100_000 },
    ]);
  });

  it("moves nothing that another one set apart", () => {
    const second = valueOf(raiseDispute(outcome.account, received("dispute.raised", account)));
    expect(second.events[0]?.postings).toEqual([]);
    expect(second.account.disputedApart).toBe(true);
  });

  it("sets apart what an earlier one, from before there were accounts for it, did not", () => {
    const old = raisedBefore(inDispute().account);
    const second = valueOf(raiseDispute(old, received("dispute.raised", old)));
    expect(second.events[0]?.postings).toHaveLength(2);
    expect(second.account.disputedApart).toBe(true);
  });

  it("can follow another one on the same account, with a hold of its own", () => {
    const second = valueOf(raiseDispute(outcome.account, received("dispute.raised", account)));
    expect(second.account.holds).toHaveLength(2);
  });
});

describe("a dispute that an agency passes on late", () => {
  it.each(["REJECTED", "ELIGIBLE", "CLOSED", "RECALLED"] as const)(
    "is opened and holds the account although it is %s",
    (lifecycle) => {
      const account = withoutAgency(anAccount(), { lifecycle });
      const { account: held } = valueOf(raiseDispute(account, received("dispute.raised", account)));
      expect(held).toMatchObject({
        lifecycle,
        dispute: "OPEN",
        holds: [{ type: "DISPUTE", state: "PLACED" }],
      });
    },
  );
});

describe("a dispute that cannot be opened", () => {
  it("because the account is final says so", () => {
    const account = withoutAgency(anAccount(), { lifecycle: "FINALIZED" });
    expect(refusalOf(raiseDispute(account, received("dispute.raised", account)))).toMatchObject({
      code: "invalid-transition",
      extra: { from: "FINALIZED", event: "dispute.raised", allowed: [] },
    });
  });

  it("because eight holds stand already is refused and the account keeps its size", () => {
    const bare = anAccount();
    const holds = Array.from({ length: 8 }, (_, n) =>
      aHold(bare, {
        holdId: holdIdOf(bare.accountId, n + 1),
        owner: { kind: "DISPUTE", id: disputeIdOf(bare.accountId, n + 1) },
      }),
    );
    expect(raiseDispute({ ...bare, holds: holds.slice(1) }, received("dispute.raised", bare)).ok).toBe(true);
    expect(refusalOf(raiseDispute({ ...bare, holds }, received("dispute.raised", bare))).code).toBe(
      "invalid-transition",
    );
  });
});
