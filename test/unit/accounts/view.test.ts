import { describe, expect, it } from "vitest";
import {
  accountSummary,
  accountView,
  balanceView,
  collectabilityFacet,
  paymentFacet,
} from "../../../shared/accounts/view.ts";
import { isOpen, withAttention, type Account } from "../../../shared/accounts/model.ts";
import { AccountView } from "../../../shared/accounts/wire.ts";
import { contractView } from "../../../shared/contracts/save-contract.ts";
import {
  aCandidate,
  aPlacement,
  anAccount,
  anAgencyId,
  cash,
  inDispute,
  now,
  usd,
  withoutAgency,
} from "../../support/builders.ts";

describe("the balance as shown", () => {
  it("lists what is open by component, in the order in which payments fill them", () => {
    const account = anAccount({ due: { PRINCIPAL: 1_000, INTEREST: 200, COURT_COST: 50 }, paid: 60 });
    expect(balanceView(account)).toEqual({
      currency: "USD",
      outstanding: usd(1_190),
      creditBalance: usd(0),
      components: [
        { component: "INTEREST", amount: usd(190) },
        { component: "PRINCIPAL", amount: usd(1_000) },
      ],
    });
  });

  it("shows a credit beside a debt of nothing", () => {
    const account = anAccount({ currency: "JPY", due: { PRINCIPAL: 500 }, paid: 700 });
    expect(balanceView(account)).toMatchObject({
      outstanding: cash(0, "JPY"),
      creditBalance: cash(200, "JPY"),
      components: [],
    });
  });
});

describe("what came in, in a word", () => {
  it.each([
    [0, "NONE"],
    [1, "PARTIAL"],
    [999, "PARTIAL"],
    [1_000, "PAID"],
    [1_001, "CREDIT_BALANCE"],
  ])("%i of 1000 is %s", (paid, facet) => {
    expect(paymentFacet(anAccount({ due: { PRINCIPAL: 1_000 }, paid }))).toBe(facet);
  });
});

describe("what became of an account that its agency closed", () => {
  const closed = (over: Partial<Account>) =>
    withoutAgency(anAccount(), { lifecycle: "CLOSED", due: { PRINCIPAL: 1_000 }, ...over });

  it.each([
    ["EXHAUSTED", 0, "NC"],
    ["UNTRACEABLE", 0, "NC"],
    ["PARTIALLY_PAID_EXHAUSTED", 400, "PARTLY_NC"],
    ["UNECONOMICAL", 400, "PARTLY_NC"],
    // The money came after all: whatever the agency had said.
    ["UNTRACEABLE", 1_000, "NORMAL"],
    // These speak of the case, not of whether anybody could pay.
    ["DISPUTE_UNRESOLVED", 0, "NORMAL"],
    ["CREDITOR_UNRESPONSIVE", 0, "NORMAL"],
    ["PAID_IN_FULL", 1_000, "NORMAL"],
  ] as const)("by %s with %i of 1000 paid is %s", (closeCode, paid, facet) => {
    expect(collectabilityFacet(closed({ closeCode, paid }))).toBe(facet);
  });

  it("is settled when less was agreed for all, until a payment of it goes back", () => {
    const settled = closed({ closeCode: "SETTLED_IN_FULL", due: { PRINCIPAL: 600 }, paid: 600 });
    expect(paymentFacet(settled)).toBe("SETTLED");
    expect(paymentFacet({ ...settled, paid: 200 })).toBe("PARTIAL");
  });

  it("is nothing yet while an agency works it", () => {
    expect(collectabilityFacet(anAccount())).toBe("NORMAL");
  });
});

describe("an account as its lender sees it", () => {
  const { account } = inDispute({ attention: ["DEBTOR_MOVED"] });
  const lines = [
    {
      agencyId: anAgencyId(),
      outcome: "CHOSEN" as const,
      reasons: ["FURTHEST_BEHIND_SHARE"],
      shortfall: 0.5,
    },
  ];
  const placement = aPlacement(account, {
    allocation: lines,
    state: "DECLINED",
    endedAt: now,
    endCode: "CAPACITY",
    agencyCaseRef: "C",
  });
  const view = accountView(account, { verdicts: [], placements: [placement] });

  it("fits its schema and says why the hold stands", () => {
    expect(AccountView.parse(view)).toEqual(view);
    expect(view.holds).toEqual([
      {
        holdId: account.holds[0]?.holdId,
        type: "DISPUTE",
        state: "ORDERED",
        owner: account.holds[0]?.owner,
        placedAt: now,
        reason: "The debtor disputes the debt.",
      },
    ]);
  });

  it("explains why each agency had it and how that ended", () => {
    expect(view.placements).toEqual([
      {
        placementId: placement.placementId,
        agencyId: placement.agencyId,
        state: "DECLINED",
        offeredAt: now,
        acknowledgeBy: now,
        endedAt: now,
        endCode: "CAPACITY",
        allocation: lines,
      },
    ]);
  });

  it("keeps the gateway's own bookkeeping to itself", () => {
    for (const internal of ["head", "sequence", "version", "due", "paid", "holders", "placement", "region"])
      expect(view).not.toHaveProperty(internal);
  });

  it("has dispute and payment beside the lifecycle, never folded into it", () => {
    expect(accountSummary(account)).toMatchObject({
      lifecycle: "ACTIVE",
      facets: { dispute: "OPEN", payment: "NONE" },
      attention: ["DEBTOR_MOVED"],
    });
  });
});

describe("an account", () => {
  it.each([
    ["REJECTED", false],
    ["ELIGIBLE", false],
    ["OFFERED", true],
    ["INFO_REQUIRED", true],
    ["ACTIVE", true],
    ["CLOSED", false],
    ["RECALLED", false],
  ] as const)("that is %s is with an agency: %s", (lifecycle, open) => {
    expect(isOpen(anAccount({ lifecycle }))).toBe(open);
  });

  it("asks for attention once for each reason", () => {
    const account = anAccount({ attention: ["A"] });
    expect(withAttention(account, "A")).toEqual(["A"]);
    expect(withAttention(account, "B")).toEqual(["A", "B"]);
  });
});

describe("a contract as shown", () => {
  it("counts over all its counters and over no other agency's", () => {
    const { contract } = aCandidate();
    const usage = [
      { agencyId: contract.agencyId, shard: 0, open: 2, placed: 5 },
      { agencyId: contract.agencyId, shard: 3, open: 1, placed: 1 },
      { agencyId: anAgencyId(), shard: 0, open: 9, placed: 9 },
    ];
    expect(contractView(contract, usage)).toEqual({ ...contract, open: 3, placed: 6 });
  });
});
