import { describe, expect, it } from "vitest";
import { withHistory } from "../../../shared/accounts/history.ts";
import type { Account } from "../../../shared/accounts/model.ts";
import type { EventDraft, GatewayEvent } from "../../../shared/kernel/event.ts";
import { checkHistory } from "../../../shared/ledger/check-history.ts";
import { movement, opening } from "../../../shared/ledger/balance.ts";
import { hashOf } from "../../../shared/platform/events.ts";
import { eventView } from "../../../shared/accounts/event-view.ts";
import { aDraft, anAccount, now, raisedBefore } from "../../support/builders.ts";

const due = { PRINCIPAL: 1_000, TAX: 50 };

function lived(paid: number): { readonly account: Account; readonly history: readonly GatewayEvent[] } {
  const before = anAccount({ due, paid: 0 });
  const drafts: EventDraft[] = [
    aDraft({ type: "account.received", postings: opening(due) }),
    aDraft({ type: "placement.offered" }),
    aDraft({
      type: "payment.received",
      postings: [
        ...movement({ due, paid: 0 }, { due, paid }),
        { account: "agency-clearing/agy_1", amount: paid },
      ],
    }),
  ];
  const { account, events } = withHistory(
    { ...before, sequence: 0, head: "0".repeat(64), paid },
    drafts,
    now,
  );
  return { account, history: events.map(({ item }) => eventView(item) as GatewayEvent) };
}

/** The same, and then disputed. */
function disputedWith(paid: number): ReturnType<typeof lived> {
  const { account, history } = lived(paid);
  const disputed = { ...account, dispute: "OPEN" as const, disputedApart: true as const };
  const raised = aDraft({ type: "dispute.raised", postings: movement(account, disputed) });
  const { account: after, events } = withHistory(disputed, [raised], now);
  return {
    account: after,
    history: [...history, ...events.map(({ item }) => eventView(item) as GatewayEvent)],
  };
}

/** The same history, rewritten from an event on as somebody would who can compute hashes. */
function rewritten(
  history: readonly GatewayEvent[],
  at: number,
  change: Partial<GatewayEvent>,
): GatewayEvent[] {
  let previousHash = "0".repeat(64);
  return history.map((event, index) => {
    const { hash: _old, ...rest } = { ...event, previousHash, ...(index === at && change) };
    const hash = hashOf(rest);
    previousHash = hash;
    return { ...rest, hash };
  });
}

describe("a history is verified", () => {
  it.each([0, 30, 1_050, 1_200])("and holds when %i was paid of 1,050", (paid) => {
    const { account, history } = lived(paid);
    expect(checkHistory(account, history)).toBeUndefined();
  });

  it.each([0, 30, 1_050, 1_200])("and holds while it is disputed when %i was paid of 1,050", (paid) => {
    const { account, history } = disputedWith(paid);
    expect(checkHistory(account, history)).toBeUndefined();
  });

  it("and does not hold when what is disputed stands with the rest, or what is not stands apart", () => {
    const { account, history } = disputedWith(30);
    expect(checkHistory(raisedBefore(account), history)).toMatchObject({
      code: "BALANCE_DIFFERS",
      detail: "disputed/PRINCIPAL is 0, its postings sum to 1000",
    });
    const quiet = lived(30);
    expect(checkHistory({ ...quiet.account, disputedApart: true }, quiet.history)).toMatchObject({
      code: "BALANCE_DIFFERS",
      detail: "disputed/PRINCIPAL is 1000, its postings sum to 0",
    });
  });

  it("and holds for a dispute that was raised before there were accounts for what is disputed", () => {
    const { account, history } = lived(30);
    expect(checkHistory({ ...account, dispute: "OPEN" }, history)).toBeUndefined();
  });

  it("and names the event whose content was changed", () => {
    const { account, history } = lived(30);
    const forged = history.map((event, n) => (n === 1 ? { ...event, type: "placement.declined" } : event));
    expect(checkHistory(account, forged)).toMatchObject({ code: "CHAIN_BROKEN", sequence: 2 });
  });

  it("and does not hold when an event is missing, at the end or before", () => {
    const { account, history } = lived(30);
    expect(checkHistory(account, history.slice(0, -1))).toMatchObject({
      code: "HISTORY_INCOMPLETE",
      sequence: 2,
    });
    expect(checkHistory(account, history.slice(1))).toMatchObject({ code: "CHAIN_BROKEN", sequence: 1 });
  });

  it("and does not hold when it was rewritten with hashes that fit each other", () => {
    const { account, history } = lived(30);
    const forged = rewritten(history, 1, { type: "placement.declined" });
    expect(checkHistory(account, forged)).toMatchObject({ code: "HISTORY_INCOMPLETE" });
  });

  it("and names the event whose postings do not sum to zero", () => {
    const { account, history } = lived(30);
    const forged = rewritten(history, 2, { postings: [{ account: "receivable/TAX", amount: -30 }] });
    const there = { ...account, head: forged.at(-1)?.hash ?? "" };
    expect(checkHistory(there, forged)).toMatchObject({ code: "UNBALANCED_EVENT", sequence: 3 });
  });

  it("and names the component that stands otherwise than its postings say", () => {
    const { account, history } = lived(30);
    expect(checkHistory({ ...account, paid: 31 }, history)).toMatchObject({
      code: "BALANCE_DIFFERS",
      detail: "receivable/TAX is 19, its postings sum to 20",
    });
    expect(checkHistory({ ...account, due: { ...due, OTHER: 1 } }, history)).toMatchObject({
      code: "BALANCE_DIFFERS",
      detail: "receivable/OTHER is 1, its postings sum to 0",
    });
    expect(checkHistory({ ...account, paid: 1_050 }, history)).toMatchObject({
      code: "BALANCE_DIFFERS",
      detail: "receivable/PRINCIPAL is 0, its postings sum to 1000",
    });
    const over = lived(1_200);
    expect(checkHistory({ ...over.account, paid: 1_201 }, over.history)).toMatchObject({
      code: "CREDIT_DIFFERS",
      detail: "the credit balance is 151, its postings sum to 150",
    });
  });
});
