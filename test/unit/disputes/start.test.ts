import { describe, expect, it } from "vitest";
import { answerDuplicative, orderHold } from "../../../shared/disputes/start.ts";
import { disputeIdOf, holdIdOf, placementIdOf } from "../../../shared/kernel/ids.ts";
import { aDispute, aHold, anAccount, anAgencyId, now, placementOf } from "../../support/builders.ts";

describe("taking a dispute on", () => {
  const bare = anAccount({ dispute: "OPEN" });
  const account = { ...bare, holds: [aHold(bare)] };
  const dispute = aDispute(account);
  const step = orderHold(account, dispute, now);

  it("orders the agency to stop and says until when it must say so", () => {
    expect(step.account.holds[0]?.state).toBe("ORDERED");
    expect(step.events).toHaveLength(1);
    expect(step.events[0]).toMatchObject({
      type: "hold.ordered",
      data: {
        holdId: dispute.holdId,
        holdType: "DISPUTE",
        disputeId: dispute.disputeId,
        placementId: dispute.placementId,
        agencyId: dispute.agencyId,
        acknowledgeBy: "2026-03-03T12:00:00.000Z",
      },
      route: { queue: "deliveries", group: dispute.placementId },
    });
  });

  it("starts the agency's half day and the lender's week", () => {
    expect(step.clocks).toEqual([
      {
        accountId: account.accountId,
        kind: "HOLD_ACKNOWLEDGEMENT",
        ref: dispute.holdId,
        dueAt: "2026-03-03T00:00:00.000Z",
        lenderId: account.lenderId,
      },
      {
        accountId: account.accountId,
        kind: "LENDER_ANSWER",
        ref: dispute.disputeId,
        dueAt: "2026-03-09T12:00:00.000Z",
      },
    ]);
    expect(step.dispute).toMatchObject({
      state: "AWAITING_LENDER",
      lenderAnswerBy: "2026-03-09T12:00:00.000Z",
    });
  });

  it("does not ask an agency again that stopped by itself", () => {
    const stopped = { ...bare, holds: [aHold(bare, { state: "ACKNOWLEDGED", acknowledgedAt: now })] };
    const again = orderHold(stopped, dispute, now);
    expect(again.account.holds[0]?.state).toBe("ACKNOWLEDGED");
    expect(again.clocks.map(({ kind }) => kind)).toEqual(["LENDER_ANSWER"]);
  });
});

describe("an order to stop", () => {
  it("reaches the agency that has the account now, also when a former one passed the dispute on", () => {
    const [former, present] = [anAgencyId(), anAgencyId()];
    const bare = anAccount({ holders: [former, present] });
    const account = { ...bare, holds: [aHold(bare)] };
    const dispute = aDispute(account, { placementId: placementIdOf(account.accountId, 1), agencyId: former });
    expect(orderHold(account, dispute, now).events[0]).toMatchObject({
      type: "hold.ordered",
      data: { agencyId: present, placementId: placementOf(account) },
      route: { group: placementOf(account) },
    });
  });
});

describe("a dispute that repeats an earlier one", () => {
  const bare = anAccount({ dispute: "OPEN" });
  const earlierHold = aHold(bare, { state: "ORDERED" });
  const ownHold = aHold(bare, {
    holdId: holdIdOf(bare.accountId, 9),
    owner: { kind: "DISPUTE", id: disputeIdOf(bare.accountId, 9) },
  });
  const account = { ...bare, holds: [earlierHold, ownHold] };
  const dispute = aDispute(account, { disputeId: disputeIdOf(bare.accountId, 9), holdId: ownHold.holdId });

  it("is answered at once, names the one it repeats and releases its own hold only", () => {
    const earlier = aDispute(account, { state: "AWAITING_LENDER" });
    const step = answerDuplicative(account, { dispute, earlier }, now);
    expect(step.dispute).toMatchObject({
      state: "DUPLICATIVE",
      outcome: "DUPLICATIVE",
      duplicativeOf: earlier.disputeId,
      resolvedAt: now,
    });
    expect(step.account.holds).toEqual([earlierHold]);
    expect(step.account.dispute).toBe("OPEN");
    expect(step.clocks).toEqual([]);
    expect(step.events.map(({ type }) => type)).toEqual(["dispute.resolved", "hold.released"]);
  });

  it.each(["REJECTED", "PARTLY_UPHELD"] as const)(
    "that was %s leaves the account at that answer",
    (state) => {
      const alone = { ...bare, holds: [ownHold] };
      const step = answerDuplicative(alone, { dispute, earlier: aDispute(alone, { state }) }, now);
      expect(step.account).toMatchObject({ dispute: state, holds: [] });
    },
  );

  it("moves back what it had set apart, unless an open one still does", () => {
    const apart = { ...account, disputedApart: true as const };
    const open = answerDuplicative(apart, { dispute, earlier: aDispute(apart) }, now);
    expect([open.account.disputedApart, open.events[0]?.postings]).toEqual([true, []]);
    const alone = { ...apart, holds: [ownHold] };
    const last = answerDuplicative(alone, { dispute, earlier: aDispute(alone, { state: "REJECTED" }) }, now);
    expect(last.account).not.toHaveProperty("disputedApart");
    expect(last.events.map(({ postings = [] }) => postings)).toEqual([
      [
        { account: "disputed/PRINCIPAL", amount: -100_000 },
        { account: "receivable/PRINCIPAL", amount: 100_000 },
      ],
      [],
    ]);
  });

  it("leaves the account in dispute while a third dispute is open", () => {
    const third = aHold(bare, {
      holdId: holdIdOf(bare.accountId, 5),
      owner: { kind: "DISPUTE", id: disputeIdOf(bare.accountId, 5) },
    });
    const busy = { ...bare, holds: [third, ownHold] };
    const step = answerDuplicative(busy, { dispute, earlier: aDispute(busy, { state: "REJECTED" }) }, now);
    expect(step.account.holds).toEqual([third]);
    expect(step.account.dispute).toBe("OPEN");
  });
});
