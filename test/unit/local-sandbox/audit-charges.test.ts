import { describe, expect, it } from "vitest";
import { aHistory, aSent, agencyId, anEvent, broken, payment, someFacts, usd } from "./some-facts.ts";

const clearing = `agency-clearing/${agencyId}`;
const moved = (amount: number) => [
  { account: clearing, amount },
  { account: "receivable/PRINCIPAL", amount: -amount },
];
const sentAs = (eventId: string, eventType: string, data: Readonly<Record<string, unknown>>) =>
  aSent({ eventId, eventType, data });

describe("the audit of money that is reported", () => {
  const right = { paymentRef: "P1", amount: usd(120) };
  const correction = (amount: number) =>
    anEvent(2, {
      type: "payment.corrected",
      data: { sourceEventId: "cb-2", ...right },
      postings: moved(amount),
    });
  const corrected = (amount: number) =>
    someFacts({
      histories: [aHistory([payment, correction(amount)])],
      sent: [aSent(), sentAs("cb-2", "payment.corrected", right)],
    });

  it("takes a payment for what was last said of it", () => {
    expect(broken(corrected(20))).toEqual([]);
    expect(broken(corrected(120))).toEqual(["paymentsStandAsLastSaid", "agencyBooksAgree"]);
  });

  const back = { reversalRef: "R1", originalPaymentRef: "P1", amount: usd(100), reason: "NSF" };
  const bounced = anEvent(2, {
    type: "payment.reversed",
    data: { sourceEventId: "cb-2", ...back },
    postings: moved(-100),
  });
  const sent = [aSent(), sentAs("cb-2", "payment.reversed", back)];

  it("lets no older file make good what bounced", () => {
    expect(broken(someFacts({ histories: [aHistory([payment, bounced])], sent }))).toEqual([]);
    const again = { ...payment, sequence: 3, data: { ...payment.data, sourceEventId: "cb-3" } };
    const facts = someFacts({
      histories: [aHistory([payment, bounced, again])],
      sent: [...sent, aSent({ eventId: "cb-3" })],
    });
    expect(broken(facts)).toContain("whatBouncedStaysBounced");
  });

  const cost = { costRef: "C1", amount: usd(30), authorisationRef: "A1" };
  const incurred = (amount: number) =>
    anEvent(2, {
      type: "cost.incurred",
      data: { sourceEventId: "cb-2", ...cost },
      postings: [
        { account: "cost-expense", amount },
        { account: `agency-payable/${agencyId}`, amount: -amount },
      ],
    });

  it("has each cost once, with its amount", () => {
    const charged = [aSent(), sentAs("cb-2", "cost.incurred", cost)];
    const of = (amount: number) =>
      someFacts({ histories: [aHistory([payment, incurred(amount)])], sent: charged });
    expect(broken(of(30))).toEqual([]);
    expect(broken(of(31))).toEqual(["everyChargePostedOnce"]);
    expect(broken(someFacts({ sent: charged, histories: [aHistory([payment])] }))).toContain(
      "everyChargePostedOnce",
    );
  });

  it("has a cost that nobody authorised recorded, and not posted", () => {
    const { authorisationRef: _none, ...unauthorised } = cost;
    const charged = [aSent(), sentAs("cb-2", "cost.incurred", unauthorised)];
    const of = (postings: ReturnType<typeof incurred>["postings"]) => {
      const event = { ...incurred(30), data: { sourceEventId: "cb-2", ...unauthorised }, postings };
      return broken(someFacts({ histories: [aHistory([payment, event])], sent: charged }));
    };
    expect(of([])).toEqual([]);
    expect(of(incurred(30).postings)).toEqual(["everyChargePostedOnce"]);
  });

  const owed = anEvent(1, {
    type: "account.received",
    postings: [
      { account: "receivable/PRINCIPAL", amount: 300 },
      { account: "opening", amount: -300 },
    ],
  });
  const asked = anEvent(2, { type: "settlement.requested", data: { settlementRef: "S1" } });
  const agreed = anEvent(3, {
    type: "settlement.decided",
    data: { settlementRef: "S1", decision: "APPROVED", offer: usd(100) },
  });
  const closed = anEvent(5, {
    type: "placement.closed",
    data: { code: "SETTLED_IN_FULL" },
    postings: [
      { account: "waivers", amount: 200 },
      { account: "receivable/PRINCIPAL", amount: -200 },
    ],
  });
  const waived = (...events: Parameters<typeof aHistory>[0]) =>
    broken(someFacts({ histories: [aHistory(events)] })).filter((name) => name.startsWith("onlyWhat"));

  it("waives a rest only where a part was agreed to, and paid", () => {
    const paid = { ...payment, sequence: 4 };
    expect(waived(owed, asked, agreed, paid, closed)).toEqual([]);
    expect(waived(owed, asked, paid, closed)).toEqual(["onlyWhatWasSettledIsWaived"]);
    expect(waived(owed, asked, agreed, closed)).toEqual(["onlyWhatWasSettledIsWaived"]);
    expect(waived(owed, paid, asked, agreed, closed)).toEqual(["onlyWhatWasSettledIsWaived"]);
  });
});

describe("the audit of money that nobody knows whose it is", () => {
  const stray = { paymentRef: "P2", amount: usd(70) };
  const [outcome] = aSent().outcomes;
  const suspended = aSent({
    eventId: "cb-2",
    data: stray,
    outcomes: [{ ...outcome!, answer: { ...outcome!.answer!, reason: "posted-to-suspense" } }],
  });
  const of = (...suspense: readonly number[]) =>
    broken(
      someFacts({
        sent: [aSent(), suspended],
        suspense: suspense.map((amount) => ({ agencyId, reference: "P2", amount })),
      }),
    );

  it("is kept once, to the cent", () => {
    expect(of(-70)).toEqual([]);
    expect(of()).toEqual(["moneyWithoutAHomeIsKept"]);
    expect(of(-71)).toEqual(["moneyWithoutAHomeIsKept"]);
    expect(of(-70, -70)).toEqual(["moneyWithoutAHomeIsKept"]);
  });

  it("leaves nothing once it was given back", () => {
    const leftOfNobodys = ["suspense/agy_1: -70"];
    expect(broken(someFacts({ sent: [aSent()], leftOfNobodys }))).toEqual(["moneyGivenBackLeavesNothing"]);
  });
});

describe("the audit of what is true of a person", () => {
  const at = (receivedAt: string) => ({ receivedAt });
  const offered = anEvent(1, { type: "placement.offered", ...at("2026-03-01T10:00:00Z") });
  const reported = anEvent(2, {
    type: "debtor.deceased",
    data: { holdId: "hld_1", reportId: "rep_1" },
    ...at("2026-03-02T10:00:00Z"),
  });
  const held = anEvent(2, {
    type: "hold.placed",
    data: { holdId: "hld_2", reportId: "rep_1" },
    ...at("2026-03-02T10:00:01Z"),
  });
  const ended = anEvent(2, { type: "placement.closed", ...at("2026-03-01T12:00:00Z") });
  const unreached = (...other: Parameters<typeof aHistory>[0]) =>
    broken(
      someFacts({
        histories: [
          aHistory([offered, reported]),
          aHistory(other, { accountId: "acc_2", lenderAccountRef: "LC-2" }),
        ],
        persons: new Map([
          ["LC-1", "CN-1"],
          ["LC-2", "CN-1"],
        ]),
      }),
    ).filter((name) => name.startsWith("personal"));

  it("wants the hold on every other debt that somebody works", () => {
    expect(unreached(offered, held)).toEqual([]);
    expect(unreached(offered)).toEqual(["personalHoldsReachEveryDebt"]);
    expect(unreached(offered, ended)).toEqual([]);
  });
});
