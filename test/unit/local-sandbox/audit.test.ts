import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Facts } from "../../../infra/local/audit/audit-facts.ts";
import { balanceFault, componentsFault, entryFault } from "../../../infra/local/audit/audit-ledger.ts";
import { balancesOf, movement, opening } from "../../../shared/ledger/balance.ts";
import { components } from "../../../shared/ledger/model.ts";
import {
  aHistory,
  aRecord,
  aSent,
  aTaken,
  agencyId,
  anEvent,
  broken,
  payment,
  someFacts,
  usd,
} from "./some-facts.ts";

describe("the audit", () => {
  it("finds nothing where nothing is wrong", () => {
    expect(broken(someFacts())).toEqual([]);
  });

  it.each<readonly [string, Partial<Facts>]>([
    [
      "everyAccountKept",
      {
        placed: [
          { accountId: "acc_1", repeats: [] },
          { accountId: "acc_2", repeats: [] },
        ],
      },
    ],
    [
      "duplicatesChangedNothing",
      { placed: [{ accountId: "acc_1", repeats: [{ accountId: "acc_1", replayed: false }] }] },
    ],
    [
      "duplicatesChangedNothing",
      { sent: [aSent({ outcomes: [aSent().outcomes[0]!, aSent().outcomes[0]!] })] },
    ],
    [
      "everyCallbackRecorded",
      {
        sent: [
          aSent(),
          aSent({
            eventId: "cb-2",
            eventType: "contact.attempted",
            outcomes: [{ status: 0, replayed: false, problem: "given-up", attempts: 40 }],
          }),
        ],
      },
    ],
    ["deadLettersEmpty", { deadLetters: 1 }],
    ["agenciesUnderstoodEverything", { complaints: ["1 deliveries were not signed well"] }],
    ["everyContactJudged", { histories: [aHistory([payment], { attention: ["CONTACT_DURING_HOLD"] })] }],
    ["everyEventRouted", { delivered: new Map([["evt_7", aTaken({ eventType: "hold.apply", data: {} })]]) }],
    [
      "atMostOneOpenPlacementPerAccount",
      { histories: [aHistory([payment], { lifecycle: "CLOSED" })], inventories: [] },
    ],
    ["inventoryAgrees", { inventories: [{ agencyId, listed: [], believed: ["plc_1"] }] }],
    ["inventoryAgrees", { inventories: [{ agencyId, listed: ["plc_1"], believed: [] }] }],
    ["inventoryAgrees", { inventories: [{ agencyId, listed: ["plc_1", "plc_2"], believed: ["plc_1"] }] }],
    ["noPersonalDataLeaks", { leaks: ["outbox: Debtor 000001"] }],
  ])("names %s", (name, facts) => {
    expect(broken(someFacts(facts))).toEqual([name]);
  });

  it("notices what was taken and is in no history", () => {
    const lost = aSent({ eventId: "cb-2", eventType: "contact.attempted", data: {} });
    expect(broken(someFacts({ sent: [aSent(), lost] }))).toEqual([
      "everyCallbackRecorded",
      "everyEventAccountedFor",
    ]);
  });

  it("notices money that was posted twice, or never", () => {
    const twice = someFacts({ histories: [aHistory([payment, { ...payment, sequence: 2 }])] });
    expect(broken(twice)).toEqual([
      "duplicatesChangedNothing",
      "everyPaymentPostedOnce",
      "paymentsStandAsLastSaid",
      "agencyBooksAgree",
    ]);
    const never = someFacts({ histories: [aHistory([{ ...payment, type: "payment.noted", postings: [] }])] });
    expect(broken(never)).toEqual(["everyPaymentPostedOnce", "agencyBooksAgree"]);
  });

  it("does not take a refused payment for lawful, but an illegal transition of a placement is", () => {
    const refused = { status: 409, replayed: false, problem: "invalid-transition", attempts: 1 };
    expect(broken(someFacts({ sent: [aSent(), aSent({ eventId: "cb-2", outcomes: [refused] })] }))).toEqual([
      "everyCallbackRecorded",
    ]);
    const closing = aSent({ eventId: "cb-2", eventType: "placement.closed", outcomes: [refused] });
    expect(broken(someFacts({ sent: [aSent(), closing] }))).toEqual([]);
  });

  it("follows a dispute from the order to stop to the release", () => {
    const offered = anEvent(1, { type: "placement.offered" });
    const ordered = anEvent(3, { type: "hold.ordered", data: { holdId: "hld_1" } });
    const raised = anEvent(2, { type: "dispute.raised", data: { holdId: "hld_1", disputeId: "dsp_1" } });
    const dispute = {
      disputeId: "dsp_1",
      receivedAt: "2026-03-02T12:00:00.000Z",
      accountId: "acc_1",
      agencyId,
      state: "AWAITING_LENDER",
      holdId: "hld_1",
    };
    const delivered = new Map([
      ["evt_1", aTaken()],
      ["evt_3", aTaken({ eventType: "hold.apply", data: {} })],
    ]);
    const open = someFacts({
      sent: [],
      histories: [aHistory([offered, raised, ordered])],
      disputes: [dispute],
      delivered,
      disclosures: [aRecord],
    });
    expect(broken(open)).toEqual(["everyDisputeResolved", "holdsAcknowledged"]);
    const duplicative = { ...open, disputes: [{ ...dispute, state: "DUPLICATIVE" }] };
    expect(broken(duplicative)).toContain("disputesQueuedOnce");
  });
});

describe("the fold of the postings", () => {
  const due = fc.dictionary(fc.constantFrom(...components), fc.integer({ min: 1, max: 100_000 }), {
    minKeys: 1,
  });

  it("is the gateway's balance after any payments and reversals", () => {
    fc.assert(
      fc.property(due, fc.array(fc.integer({ min: 1, max: 50_000 })), (owed, payments) => {
        let before = { due: owed, paid: 0 };
        const events = [anEvent(1, { postings: [...opening(owed)] })];
        for (const amount of [...payments, ...payments.slice(0, 1).map((first) => -first)]) {
          const after = { ...before, paid: before.paid + amount };
          events.push(
            anEvent(2, { postings: [{ account: "agency-clearing/a", amount }, ...movement(before, after)] }),
          );
          before = after;
        }
        const balances = balancesOf(before);
        const history = aHistory(events, {
          balance: {
            currency: "USD",
            outstanding: usd(balances.outstanding),
            creditBalance: usd(balances.credit),
            components: Object.entries(balances.components).map(([component, amount]) => ({
              component,
              amount: usd(amount),
            })),
          },
        });
        expect([balanceFault(history), componentsFault(history), entryFault(events)]).toEqual([
          undefined,
          undefined,
          undefined,
        ]);
        const unmoved = balances.outstanding === 0 ? undefined : expect.any(String);
        expect(balanceFault(aHistory(events, { ...history.view, facets: { dispute: "OPEN" } }))).toEqual(
          unmoved,
        );
        const { outstanding } = history.view.balance;
        const off = { ...history.view.balance, outstanding: usd(outstanding.amount + 1) };
        expect(componentsFault(aHistory(events, { balance: off }))).toBeDefined();
        const credited = { ...history.view.balance, creditBalance: usd(balances.credit + 1) };
        expect(balanceFault(aHistory(events, { balance: credited }))).toBeDefined();
      }),
    );
  });
});
