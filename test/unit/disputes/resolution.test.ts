import { describe, expect, it } from "vitest";
import { resolution } from "../../../shared/disputes/resolution.ts";
import type { Dispute } from "../../../shared/disputes/model.ts";
import { ResolveDisputeRequest } from "../../../shared/disputes/resolution-wire.ts";
import type { Account } from "../../../shared/accounts/model.ts";
import { disputeIdOf, holdIdOf, placementIdOf } from "../../../shared/kernel/ids.ts";
import { balancesOf, isBalanced } from "../../../shared/ledger/balance.ts";
import {
  aKeyId,
  aHold,
  aLenderActor,
  anAgencyId,
  cash,
  inDispute,
  known,
  now,
  placementOf,
  raisedBefore,
  refusalOf,
  usd,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";

type Request = Parameters<typeof ResolveDisputeRequest.parse>[0];

const answering = (account: Account, dispute: Dispute, request: Request) =>
  resolution(
    { ...known(account), dispute },
    ResolveDisputeRequest.parse({ explanation: "We looked.", ...(request as object) }),
    { actor: aLenderActor, keyId: aKeyId, now },
  );

const partly = (component: string, amount: ReturnType<typeof usd>) => ({
  outcome: "PARTLY_UPHELD",
  adjustment: { component, amount },
});

/** What was set apart stands with the rest again. */
const back = [
  { account: "disputed/PRINCIPAL", amount: -100_000 },
  { account: "receivable/PRINCIPAL", amount: 100_000 },
];

describe("a lender that upholds a dispute", () => {
  const { account, dispute } = inDispute();
  const done = valueOf(answering(account, dispute, { outcome: "UPHELD" }));

  it("recalls the account from the agency", () => {
    expect(done.account).toMatchObject({ lifecycle: "RECALLED", dispute: "UPHELD", holds: [] });
    expect(done.account.placement).toBeUndefined();
    expect(done.placement).toMatchObject({
      placementId: placementOf(account),
      state: "RECALLED",
      ended: { at: now, code: "DISPUTE_UPHELD" },
    });
  });

  it("tells the agency the outcome, then the recall; the hold goes last and silently", () => {
    expect(done.events.map(({ type, route }) => [type, route?.queue])).toEqual([
      ["dispute.resolved", "deliveries"],
      ["placement.recalled", "deliveries"],
      ["hold.released", undefined],
    ]);
    expect(new Set(done.events.flatMap(({ route }) => route?.group ?? []))).toEqual(
      new Set([placementOf(account)]),
    );
  });

  it("keeps the money as it was", () => {
    expect(balancesOf(done.account)).toEqual(balancesOf(account));
    expect(done.events.map(({ postings = [] }) => postings)).toEqual([back, [], []]);
  });

  it("after the placement ended has nothing to recall", () => {
    const ended = withoutAgency(account, { lifecycle: "CLOSED" });
    const late = valueOf(answering(ended, dispute, { outcome: "UPHELD" }));
    expect(late.account).toMatchObject({ lifecycle: "CLOSED", dispute: "UPHELD", holds: [] });
    expect(late.placement).toBeUndefined();
    expect(late.events.map(({ type }) => type)).toEqual(["dispute.resolved", "hold.released"]);
  });
});

describe("the commission of an account", () => {
  it.each([
    ["UPHELD", {}, true],
    ["PARTLY_UPHELD", { adjustment: { component: "PRINCIPAL", amount: usd(1) } }, true],
    ["REJECTED", {}, false],
    ["WITHDRAWN", {}, false],
  ])("%s has it worked out again: %#", (outcome, more, expected) => {
    const { account, dispute } = inDispute();
    const done = valueOf(answering(account, dispute, { outcome, ...more }));
    expect(done.movesCommission ?? false).toBe(expected);
  });

  it.each([
    ["2026-02-27T23:30:00-05:00", "2026-02-28"],
    ["2099-01-01T00:00:00Z", now.slice(0, 10)],
  ])("is told what the dispute was about and since when: raised at %s", (raisedAt, raisedOn) => {
    const { account, dispute } = inDispute({}, { type: "NOT_MINE", raisedAt });
    const done = valueOf(answering(account, dispute, { outcome: "UPHELD" }));
    expect(done.events[0]?.data).toMatchObject({ type: "NOT_MINE", raisedOn });
  });
});

describe("a lender that upholds a part", () => {
  const { account, dispute } = inDispute({ due: { PRINCIPAL: 100_000, INTEREST: 4_000 }, paid: 1_000 });

  it("lowers the component with a balanced entry and tells the agency before the hold goes", () => {
    const done = valueOf(answering(account, dispute, partly("INTEREST", usd(2_500))));
    expect(done.account.due).toEqual({ PRINCIPAL: 100_000, INTEREST: 1_500 });
    expect(done.events.map(({ type, route }) => [type, route?.queue])).toEqual([
      ["dispute.resolved", "deliveries"],
      ["balance.adjusted", "deliveries"],
      ["hold.released", "deliveries"],
    ]);
    expect(done.events[1]?.postings).toEqual([
      { account: "adjustments", amount: 2_500 },
      { account: "disputed/INTEREST", amount: -2_500 },
    ]);
    expect(done.account.lifecycle).toBe("ACTIVE");
  });

  it("writes it down where it stood, and moves back no more than what is owed all the same", () => {
    const done = valueOf(answering(account, dispute, partly("INTEREST", usd(2_500))));
    expect(done.events[0]?.postings).toEqual([
      { account: "disputed/INTEREST", amount: -500 },
      { account: "receivable/INTEREST", amount: 500 },
      { account: "disputed/PRINCIPAL", amount: -100_000 },
      { account: "receivable/PRINCIPAL", amount: 100_000 },
    ]);
    expect(done.account).not.toHaveProperty("disputedApart");
  });

  it("takes nothing out of accounts into which a dispute from before them put nothing", () => {
    const done = valueOf(answering(raisedBefore(account), dispute, partly("INTEREST", usd(2_500))));
    expect(done.events.map(({ postings = [] }) => postings)).toEqual([
      [],
      [
        { account: "adjustments", amount: 2_500 },
        { account: "receivable/INTEREST", amount: -2_500 },
      ],
      [],
    ]);
  });

  it("turns into credit what was paid on the lowered component", () => {
    const settled = { ...account, paid: 104_000 };
    const done = valueOf(answering(settled, dispute, partly("INTEREST", usd(4_000))));
    expect(balancesOf(done.account).credit).toBe(4_000);
    expect(isBalanced(done.events[1]?.postings ?? [])).toBe(true);
  });

  it("cannot lower what is not there", () => {
    expect(refusalOf(answering(account, dispute, partly("INTEREST", usd(4_001))))).toMatchObject({
      code: "amount-exceeds-balance",
    });
    expect(refusalOf(answering(account, dispute, partly("TAX", usd(1)))).code).toBe("amount-exceeds-balance");
    expect(refusalOf(answering(account, dispute, partly("INTEREST", cash(1, "EUR")))).code).toBe(
      "currency-mismatch",
    );
  });
});

describe("a lender that rejects, or a debtor that withdraws", () => {
  it.each(["REJECTED", "WITHDRAWN"] as const)(
    "%s releases the hold after the outcome and changes no balance",
    (outcome) => {
      const { account, dispute } = inDispute();
      const done = valueOf(answering(account, dispute, { outcome }));
      expect(done.account).toMatchObject({
        lifecycle: "ACTIVE",
        dispute: outcome,
        holds: [],
        due: account.due,
      });
      expect(done.dispute).toMatchObject({
        state: outcome,
        outcome,
        explanation: "We looked.",
        resolvedAt: now,
      });
      expect(done.events.map(({ type }) => type)).toEqual(["dispute.resolved", "hold.released"]);
      expect(done.events[0]?.postings).toEqual(back);
      expect(done.events[1]).toMatchObject({
        data: { holdId: dispute.holdId, holdType: "DISPUTE" },
        route: { queue: "deliveries" },
      });
    },
  );

  it("tells an agency that has nothing any more only the outcome", () => {
    const { account, dispute } = inDispute();
    const ended = withoutAgency(account, { lifecycle: "CLOSED" });
    const done = valueOf(answering(ended, dispute, { outcome: "REJECTED" }));
    expect(done.events[1]?.route).toBeUndefined();
  });
});

describe("an answer", () => {
  it.each(["UPHELD", "REJECTED", "WITHDRAWN", "PARTLY_UPHELD", "DUPLICATIVE"] as const)(
    "is given once: not to a dispute that is %s",
    (state) => {
      const { account, dispute } = inDispute({}, { state });
      expect(refusalOf(answering(account, dispute, { outcome: "REJECTED" }))).toMatchObject({
        code: "invalid-transition",
        extra: { from: state, event: "reject", allowed: [] },
      });
    },
  );

  it("can come before the worker ordered the hold", () => {
    const { account, dispute } = inDispute({}, { state: "RAISED" });
    expect(answering(account, dispute, { outcome: "REJECTED" }).ok).toBe(true);
  });

  it("to one of two disputes leaves the other's hold, and the account in dispute", () => {
    const { account, dispute } = inDispute();
    const other = aHold(account, {
      holdId: holdIdOf(account.accountId, 9),
      owner: { kind: "DISPUTE", id: disputeIdOf(account.accountId, 9) },
    });
    const done = valueOf(
      answering({ ...account, holds: [...account.holds, other] }, dispute, { outcome: "REJECTED" }),
    );
    expect(done.account.holds).toEqual([other]);
    expect(done.account).toMatchObject({ dispute: "OPEN", disputedApart: true });
    expect(done.events[0]?.postings).toEqual([]);
  });
});

describe("what follows from an answer reaches the agency that has the account now", () => {
  const present = anAgencyId();
  const { account, dispute } = inDispute({ holders: [anAgencyId(), present] });
  const former: Dispute = {
    ...dispute,
    placementId: placementIdOf(account.accountId, 1),
    agencyId: account.holders[0]!,
  };

  it("when the dispute came through a former agency and the account is recalled", () => {
    const done = valueOf(answering(account, former, { outcome: "UPHELD" }));
    const recall = done.events.find(({ type }) => type === "placement.recalled");
    expect(recall).toMatchObject({
      data: { placementId: placementOf(account), agencyId: present },
      route: { queue: "deliveries", group: placementOf(account) },
    });
  });

  it("when the dispute came through a former agency and the balance is adjusted", () => {
    const done = valueOf(answering(account, former, partly("PRINCIPAL", usd(100))));
    const adjusted = done.events.find(({ type }) => type === "balance.adjusted");
    expect(adjusted).toMatchObject({ data: { placementId: placementOf(account), agencyId: present } });
  });
});

describe("the body of an answer", () => {
  it("has an adjustment with PARTLY_UPHELD and only with it", () => {
    const says = (body: object) => ResolveDisputeRequest.safeParse({ explanation: "x", ...body });
    expect(says({ outcome: "PARTLY_UPHELD" }).error?.issues[0]?.path).toEqual(["adjustment"]);
    expect(says({ ...partly("TAX", usd(1)), outcome: "REJECTED" }).success).toBe(false);
    expect(says(partly("TAX", usd(1))).success).toBe(true);
    expect(says({ outcome: "UPHELD", explanation: "" }).success).toBe(false);
    expect(says({ outcome: "DUPLICATIVE" }).success).toBe(false);
    expect(says({ outcome: "UPHELD", explanation: "x".repeat(2_001) }).success).toBe(false);
  });
});
