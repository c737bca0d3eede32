import { describe, expect, it } from "vitest";
import type { Account } from "../../../shared/accounts/model.ts";
import { refundCredit } from "../../../shared/balances/refund-credit.ts";
import { RefundRequest, WriteOffRequest } from "../../../shared/balances/wire.ts";
import { writeOff } from "../../../shared/balances/write-off.ts";
import { balancesOf, isBalanced, movement } from "../../../shared/ledger/balance.ts";
import { accepted } from "../../../shared/kernel/problems.ts";
import { anAccount, now, usd } from "../../support/builders.ts";

const due = { PRINCIPAL: 100_000, INTEREST: 5_000 };
const by = { actor: { kind: "LENDER", id: "lnd" }, now, standing: undefined } as const;

const refund = (account: Account, changes: object = {}, standing?: never) =>
  refundCredit(
    { account },
    RefundRequest.parse({ refundRef: "RF-1", amount: usd(700), refundedOn: now.slice(0, 10), ...changes }),
    { ...by, standing },
  );

const give = (account: Account, changes: object = {}, standing?: never) =>
  writeOff(
    { account },
    WriteOffRequest.parse({ writeOffRef: "WO-1", code: "UNECONOMICAL", reason: "Old.", ...changes }),
    { ...by, standing },
  );

const stepOf = (step: ReturnType<typeof refund> | ReturnType<typeof give>) => {
  const taken = accepted(step)!;
  const [event] = taken.events;
  expect(isBalanced(event!.postings!)).toBe(true);
  return { ...taken, type: event!.type, postings: event!.postings! };
};

const overpaid = anAccount({ due, paid: 105_700 });

describe("a refund", () => {
  it("takes the credit balance down, out of the lender's money or the agency's", () => {
    const { account, type, postings } = stepOf(refund(overpaid));
    expect(type).toBe("credit.refunded");
    expect(postings).toEqual([
      { account: "credit-balance", amount: 700 },
      { account: "refund-clearing", amount: -700 },
    ]);
    expect(balancesOf(account)).toMatchObject({ outstanding: 0, credit: 0 });
    const [agencyId] = overpaid.holders;
    expect(stepOf(refund(overpaid, { paidBy: "AGENCY" })).postings[1]).toEqual({
      account: `agency-clearing/${agencyId}`,
      amount: -700,
    });
  });

  it("is owed by the debtor when the payment goes back as well", () => {
    const { account } = stepOf(refund(overpaid));
    const bounced = { ...account, paid: 0 };
    expect(balancesOf(bounced)).toMatchObject({
      outstanding: 105_700,
      components: { OTHER: 700 },
      credit: 0,
    });
    expect(movement(account, bounced).reduce((sum, { amount }) => sum + amount, 0)).toBe(105_700);
  });

  it.each([
    [
      "of more than is the debtor's",
      { account: overpaid, changes: { amount: usd(701) }, code: "amount-exceeds-balance" },
    ],
    [
      "of an account that shows none",
      { account: anAccount({ due, paid: 5 }), changes: {}, code: "amount-exceeds-balance" },
    ],
    [
      "in another currency",
      { account: overpaid, changes: { amount: { amount: 700, currency: "EUR" } }, code: "currency-mismatch" },
    ],
    [
      "that lies ahead",
      { account: overpaid, changes: { refundedOn: "2099-01-01" }, code: "invalid-request" },
    ],
    [
      "by an agency that there never was",
      { account: { ...overpaid, holders: [] }, changes: { paidBy: "AGENCY" }, code: "invalid-request" },
    ],
  ])("%s is refused", (_what, { account, changes, code }) => {
    expect(refund(account, changes)).toMatchObject({ ok: false, error: { code } });
  });
});

describe("a write-off", () => {
  const ended = anAccount({ due, paid: 1_000, lifecycle: "FINALIZED" });

  it("gives up all that is owed", () => {
    const { account, postings } = stepOf(give(ended));
    expect(balancesOf(account)).toMatchObject({ outstanding: 0, credit: 0 });
    expect(account.writtenOff).toBe(104_000);
    expect(postings).toEqual([
      { account: "receivable/INTEREST", amount: -4_000 },
      { account: "receivable/PRINCIPAL", amount: -100_000 },
      { account: "write-offs", amount: 104_000 },
    ]);
  });

  it("gives up a part as a payment would have filled it, and another part after it", () => {
    const first = stepOf(give(ended, { amount: usd(6_000) }));
    expect(balancesOf(first.account).components).toEqual({ PRINCIPAL: 98_000 });
    const second = stepOf(give(first.account, { writeOffRef: "WO-2" }));
    expect(second.account.writtenOff).toBe(104_000);
    expect(balancesOf(second.account).outstanding).toBe(0);
  });

  it("is made good by what comes in all the same, and undone by what goes back", () => {
    const { account } = stepOf(give(ended));
    const late = { ...account, paid: account.paid + 500 };
    expect(movement(account, late)).toEqual([{ account: "write-offs", amount: -500 }]);
    expect(balancesOf(late).credit).toBe(0);
    expect(balancesOf({ ...account, paid: 0 }).outstanding).toBe(1_000);
  });

  it.each([
    [
      "of more than is owed",
      { account: ended, changes: { amount: usd(104_001) }, code: "amount-exceeds-balance" },
    ],
    ["of nothing", { account: { ...ended, paid: 105_000 }, changes: {}, code: "amount-exceeds-balance" }],
    [
      "in another currency",
      { account: ended, changes: { amount: { amount: 1, currency: "EUR" } }, code: "currency-mismatch" },
    ],
    [
      "while an agency works the account",
      { account: anAccount({ due }), changes: {}, code: "invalid-transition" },
    ],
    [
      "while it waits for one",
      { account: anAccount({ due, lifecycle: "ELIGIBLE" }), changes: {}, code: "invalid-transition" },
    ],
  ])("%s is refused", (_what, { account, changes, code }) => {
    expect(give(account, changes)).toMatchObject({ ok: false, error: { code } });
  });

  it("under a reference that stands does nothing again, and nothing else", () => {
    const { change } = accepted(give(ended))!;
    expect(give(ended, {}, change as never)).toEqual({ ok: true, value: undefined });
    expect(give(ended, { amount: usd(1) }, change as never)).toMatchObject({
      error: { code: "balance-ref-reused" },
    });
  });
});
