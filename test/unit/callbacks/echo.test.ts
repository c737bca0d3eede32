import { describe, expect, it } from "vitest";
import { acknowledgeEcho } from "../../../shared/callbacks/acknowledge-echo.ts";
import { echoIn, isForeign, namedEvent, namedPayment } from "../../../shared/callbacks/echo.ts";
import { ToldEvent } from "../../../shared/callbacks/told-store.ts";
import type { EventType } from "../../../shared/callbacks/wire.ts";
import { balancesOf } from "../../../shared/ledger/balance.ts";
import {
  aDirectPayment,
  aHold,
  anAccount,
  anAgencyId,
  now,
  placementOf,
  received,
  usd,
  valueOf,
} from "../../support/builders.ts";

const account = anAccount({ paid: 10_000 });
const payment = aDirectPayment(account, { paymentRef: "D-1" });
const eventId = payment.told!.eventId;

const told = (type: string, data: object = {}): ToldEvent =>
  ToldEvent.parse({
    eventId,
    accountId: account.accountId,
    type,
    routes: "deliveries",
    data: { placementId: placementOf(account), agencyId: account.holders[0], ...data },
  });
const tellsPaid = told("payment.direct_received", { paymentRef: "D-1", amount: usd(10_000) });

const paid = (data: object = {}, more: object = {}) =>
  received("payment.received", account, {
    data: { paymentRef: "P-9", amount: usd(10_000), recipient: "LENDER", ...data },
    ...more,
  });
const foreign = { origin: "LENDER", correlationId: eventId } as const;

describe("what an agency only reports back", () => {
  it.each<readonly [string, EventType, boolean]>([
    ["money", "payment.received", true],
    ["a fee", "fee.added", true],
    ["a hold", "hold.applied", true],
    ["a dispute", "dispute.raised", true],
    ["the end of a placement", "placement.closed", true],
    ["its answer to an offer", "placement.acknowledged", false],
    ["its answer to a hold", "hold.acknowledged", false],
    ["its answer to a recall", "recall.acknowledged", false],
    ["its own contact", "contact.attempted", false],
    ["its own deletion", "data.deleted", false],
  ])("can be %s, if it says so: %s is %s", (_what, eventType, can) => {
    const { callback } = received(eventType, account);
    expect(isForeign(callback)).toBe(false);
    for (const origin of ["LENDER", "GATEWAY"] as const)
      expect(isForeign(received(eventType, account, { origin }).callback)).toBe(can);
  });

  it("is looked for only where an echo can be", () => {
    expect(namedEvent(received("fee.added", account, { correlationId: eventId }).callback)).toBeUndefined();
    expect(namedEvent(received("fee.added", account, { ...foreign }).callback)).toBe(eventId);
    expect(namedEvent(paid({ recipient: "AGENCY" }, { correlationId: "mine-17" }).callback)).toBeUndefined();
    expect(namedEvent(paid({ recipient: "AGENCY" }, { correlationId: eventId }).callback)).toBe(eventId);
    expect(namedPayment(paid({ recipient: "AGENCY" }).callback)).toBeUndefined();
    expect(namedPayment(paid().callback)).toBe("P-9");
    expect(namedPayment(paid({ recipient: "AGENCY" }, { origin: "LENDER" }).callback)).toBe("P-9");
    const back = { data: { originalPaymentRef: "D-1", amount: usd(1) } };
    expect(namedPayment(received("payment.reversed", account, back).callback)).toBeUndefined();
    expect(namedPayment(received("payment.reversed", account, { ...back, ...foreign }).callback)).toBe("D-1");
  });

  it("is found by the event of ours, or by the lender's own reference", () => {
    const nothing = { event: undefined, payment: undefined };
    expect(echoIn(paid({}, foreign), { event: tellsPaid, payment })).toEqual({ event: tellsPaid, payment });
    expect(echoIn(paid({ paymentRef: "D-1" }), { ...nothing, payment })).toEqual({ payment });
    expect(echoIn(paid({}, { correlationId: eventId }), { event: tellsPaid, payment })).toBeDefined();
    expect(echoIn(paid(), nothing)).toBeUndefined();
  });

  it.each([
    ["nothing", undefined],
    ["what another agency was told", told("payment.direct_received", { agencyId: anAgencyId() })],
    ["what says something else", told("hold.ordered")],
  ])("and names %s is kept for a person", (_name, event) => {
    expect(echoIn(paid({}, foreign), { event, payment: undefined })).toEqual({ fault: "echo-unknown" });
  });

  it("with another amount is kept for a person, whoever it says that it came from", () => {
    const cases = [
      echoIn(paid({ amount: usd(9_999) }, foreign), { event: tellsPaid, payment }),
      echoIn(paid({ amount: usd(9_999), paymentRef: "D-1" }), { event: undefined, payment }),
      echoIn(paid({ amount: { amount: 10_000, currency: "EUR" } }, foreign), { event: tellsPaid, payment }),
    ];
    expect(cases).toEqual(cases.map(() => ({ fault: "echo-differs" })));
  });

  it("of a reversal names what went back", () => {
    const event = told("payment.direct_reversed", { originalPaymentRef: "D-1", amount: usd(4_000) });
    const back = (amount: number) =>
      received("payment.reversed", account, { data: { amount: usd(amount) }, ...foreign });
    const part = { ...payment, reversed: 4_000 };
    expect(echoIn(back(4_000), { event, payment: part })).toEqual({ event, payment: part });
    expect(echoIn(back(3_000), { event, payment: part })).toEqual({ fault: "echo-differs" });
    expect(echoIn(back(4_000), { event: undefined, payment: part })).toEqual({ payment: part });
    expect(echoIn(back(4_000), { event: undefined, payment })).toEqual({ fault: "echo-differs" });
  });
});

describe("an echo", () => {
  it("of a payment to the lender is the word that its clock waits for, and moves no money", () => {
    const call = paid({}, foreign);
    const outcome = valueOf(acknowledgeEcho(account, { event: tellsPaid, payment }, call));
    expect(outcome.account).toBe(account);
    expect(outcome.events).toMatchObject([
      { type: "payment.direct_acknowledged", data: { paymentRef: "D-1", acknowledges: eventId } },
    ]);
    expect(outcome.events[0].postings).toBeUndefined();
    expect(outcome.directAcknowledged).toEqual({ payment, acknowledgedAt: call.receivedAt });
    expect(outcome.clocksStopped).toEqual([{ kind: "DIRECT_PAYMENT", ref: "D-1" }]);
    expect(outcome.answer).toEqual({ reason: "echo-acknowledged" });
    expect(outcome.payment).toBeUndefined();
  });

  const { told: _told, ...untold } = payment;
  it.each([
    ["once more", { ...payment, acknowledgedAt: now }],
    ["of an agency that was not told", { ...payment, told: { ...payment.told!, agencyId: anAgencyId() } }],
    ["of what nobody was told", untold],
  ])("%s is noted, and nothing else", (_name, one) => {
    const outcome = valueOf(acknowledgeEcho(account, { payment: one }, paid({}, foreign)));
    expect(outcome).toEqual({
      account,
      events: [
        expect.objectContaining({
          type: "event.echoed",
          data: expect.objectContaining({
            eventType: "payment.received",
            origin: "LENDER",
            paymentRef: "D-1",
          }),
        }),
      ],
      answer: { reason: "echo-acknowledged" },
    });
  });

  it("of a hold is the agency's word that it stopped", () => {
    const hold = aHold(account, { state: "ORDERED", owner: { kind: "LENDER", id: account.lenderId } });
    const held = { ...account, holds: [hold] };
    const event = told("hold.ordered", { holdId: hold.holdId });
    const call = received("hold.applied", account, { ...foreign, data: { type: "CEASE_REQUEST" } });
    const outcome = valueOf(acknowledgeEcho(held, { event }, call));
    expect(outcome.account.holds).toMatchObject([{ holdId: hold.holdId, state: "ACKNOWLEDGED" }]);
    expect(outcome.clocksStopped).toEqual([{ kind: "HOLD_ACKNOWLEDGEMENT", ref: hold.holdId }]);
  });

  it.each<EventType>([
    "payment.reversed",
    "payment.corrected",
    "fee.added",
    "cost.incurred",
    "hold.released",
    "dispute.raised",
    "complaint.raised",
    "placement.closed",
    "settlement.approved",
    "arrangement.activated",
  ])("that says %s has no effect of its own", (eventType) => {
    const outcome = valueOf(
      acknowledgeEcho(account, { event: told("balance.adjusted") }, received(eventType, account, foreign)),
    );
    expect(outcome.account).toBe(account);
    expect(balancesOf(outcome.account)).toEqual(balancesOf(account));
    expect(Object.keys(outcome).toSorted()).toEqual(["account", "answer", "events"]);
    expect(outcome.events).toMatchObject([{ type: "event.echoed", data: { acknowledges: eventId } }]);
  });
});
