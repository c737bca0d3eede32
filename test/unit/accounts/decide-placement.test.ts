import { describe, expect, it } from "vitest";
import { decidePlacement } from "../../../shared/accounts/decide-placement.ts";
import { Account } from "../../../shared/accounts/model.ts";
import { accountView } from "../../../shared/accounts/view.ts";
import { AccountView, PlaceAccountRequest } from "../../../shared/accounts/wire.ts";
import type { Hold } from "../../../shared/compliance/hold.ts";
import type { Candidate } from "../../../shared/contracts/allocate.ts";
import { AMOUNT_MINOR_MAX } from "../../../shared/kernel/money.ts";
import { isBalanced } from "../../../shared/ledger/balance.ts";
import {
  aCandidate,
  aHold,
  aLender,
  aLenderActor,
  anAccount,
  anAccountId,
  aRequest,
  now,
  usd,
} from "../../support/builders.ts";

const deciding = (
  request = aRequest(),
  candidates: readonly Candidate[] = [aCandidate()],
  siblingHolds: readonly Hold[] = [],
) => {
  const lender = aLender({ policyVersion: 7 });
  return {
    lender,
    decision: decidePlacement({
      accountId: anAccountId(),
      lender,
      request,
      candidates,
      siblingHolds,
      actor: aLenderActor,
      now,
    }),
  };
};

describe("an eligible account", () => {
  const request = aRequest({
    balance: [
      { component: "PRINCIPAL", amount: usd(90_000) },
      { component: "INTEREST", amount: usd(1_500) },
    ],
  });
  const candidate = aCandidate();
  const { lender, decision } = deciding(request, [candidate]);

  it("opens its ledger, is screened and is offered, in this order", () => {
    expect(decision.events.map(({ type }) => type)).toEqual([
      "account.received",
      "account.screened",
      "placement.offered",
    ]);
    const [received] = decision.events;
    expect(received?.postings).toEqual([
      { account: "receivable/INTEREST", amount: 1_500 },
      { account: "receivable/PRINCIPAL", amount: 90_000 },
      { account: "opening", amount: -91_500 },
    ]);
    expect(isBalanced(received?.postings ?? [])).toBe(true);
  });

  it("is its lender's, with what is due by component", () => {
    expect(Account.parse(decision.account)).toMatchObject({
      lenderId: lender.lenderId,
      lenderAccountRef: request.lenderAccountRef,
      region: "US-CT",
      currency: "USD",
      due: { PRINCIPAL: 90_000, INTEREST: 1_500 },
      paid: 0,
      lifecycle: "OFFERED",
      holders: [candidate.agency.agencyId],
      version: 1,
    });
  });

  it("keeps by which policy it was screened", () => {
    expect(decision.policyVersion).toBe(7);
    expect(decision.events[1]?.data).toEqual({ outcome: "ELIGIBLE", policyVersion: 7, failed: [] });
  });

  it("puts the debtor into no event", () => {
    expect(JSON.stringify(decision.events)).not.toMatch(/Ada|example\.com/u);
  });
});

describe("an account that is not eligible", () => {
  it("is kept as REJECTED with its reasons, not dropped, and offered to nobody", () => {
    const { decision } = deciding(aRequest({ circumstances: { deceased: true } }));
    expect(decision.account.lifecycle).toBe("REJECTED");
    expect(decision.offer).toBeUndefined();
    expect(decision.waits).toBe(false);
    expect(decision.events.at(-1)).toMatchObject({
      type: "account.screened",
      data: { outcome: "REJECTED", failed: ["DECEASED"] },
    });
  });

  it("for want of a licensed agency says so", () => {
    const { decision } = deciding(aRequest(), []);
    expect(decision.events.at(-1)?.data["failed"]).toEqual(["NO_LICENSED_AGENCY"]);
  });
});

describe("an eligible account of a debtor under a hold", () => {
  it("is kept under the hold, and offered to nobody", () => {
    const other = anAccount();
    const hold = aHold(other, { type: "ATTORNEY", owner: { kind: "LENDER", id: other.lenderId } });
    const { decision } = deciding(aRequest(), [aCandidate()], [hold]);
    expect(decision).toMatchObject({ waits: true, account: { lifecycle: "ELIGIBLE", holders: [] } });
    expect(decision.account.holds).toMatchObject([{ type: "ATTORNEY", state: "PLACED" }]);
    expect(decision.events.map(({ type }) => type)).toEqual([
      "account.received",
      "account.screened",
      "hold.placed",
    ]);
    expect(decision.offer).toBeUndefined();
    expect(decision.clocksStarted).toMatchObject([{ kind: "PLACEMENT_RETRY" }]);
  });
});

describe("an eligible account that nobody has room for", () => {
  it("waits, to be tried again", () => {
    const { decision } = deciding(aRequest(), [aCandidate({ contract: { capacity: 0 } })]);
    expect(decision).toMatchObject({ waits: true, account: { lifecycle: "ELIGIBLE", holders: [] } });
    expect(decision.events).toHaveLength(2);
  });
});

describe("every request that its schema lets pass", () => {
  it("can be answered, however large its components are together", () => {
    const body = {
      ...aRequest(),
      balance: [
        { component: "PRINCIPAL", amount: usd(AMOUNT_MINOR_MAX) },
        { component: "INTEREST", amount: usd(AMOUNT_MINOR_MAX) },
      ],
    };
    const request = PlaceAccountRequest.safeParse(body);
    const answerable =
      !request.success ||
      AccountView.safeParse(
        accountView(deciding(request.data).decision.account, { verdicts: [], placements: [] }),
      ).success;
    expect(answerable).toBe(true);
  });
});
