import { describe, expect, it } from "vitest";
import { takenAlready } from "../../../shared/callbacks/taken-already.ts";
import { Receipt } from "../../../shared/callbacks/model.ts";
import { replayed } from "../../../shared/callbacks/receipt.ts";
import { reversalFact } from "../../../shared/payments/reverse-payment.ts";
import { aPayment, aRef, anAccount, cash, now, received, usd } from "../../support/builders.ts";

const account = anAccount();
const paying = received("payment.received", account, { data: { paymentRef: "P-1", amount: usd(10_000) } });
const reversing = received("payment.reversed", account);

const receipt = Receipt.parse({
  agencyId: paying.agencyId,
  eventId: paying.callback.eventId,
  bodyHash: paying.payloadHash,
  answer: { receiptId: "rcp_1", eventId: paying.callback.eventId, disposition: "ACCEPTED" },
  receivedAt: now,
});

const known = aPayment(account, { agencyId: paying.agencyId, paymentRef: "P-1" });
const stands = (name: string, existing: unknown) => [{ name, existing }];

describe("what stands in the way of a callback", () => {
  it("its own receipt: it is a repeat, whatever else stands there", () => {
    const conflict = [
      ...stands("account", undefined),
      ...stands("payment", known),
      ...stands("receipt", { ...receipt, pk: "x" }),
    ];
    expect(takenAlready(conflict, paying)).toEqual({ kind: "replay", receipt });
  });

  it("the same payment under another event id: nothing more to do", () => {
    expect(takenAlready(stands("payment", known), paying)).toEqual({ kind: "duplicate" });
  });

  it.each([
    ["another amount", { amount: 10_001 }],
    ["another currency", { currency: cash(1, "EUR").currency }],
    ["another placement", { placementId: aPayment(anAccount()).placementId }],
  ])("the same reference for %s: a person must look", (_what, over) => {
    expect(takenAlready(stands("payment", { ...known, ...over }), paying)).toEqual({
      kind: "reused-reference",
    });
  });

  it("only the trace of its reversal: decided again, knowing it", () => {
    const awaited = aPayment(account, { status: "AWAITED", amount: 0, postings: [], clearing: "" });
    expect(takenAlready(stands("payment", awaited), paying)).toEqual({ kind: "moved", payment: awaited });
  });

  it("the same reversal under another event id, or another one under its reference", () => {
    const fact = reversalFact(reversing);
    expect(takenAlready(stands("reversal", fact), reversing)).toEqual({ kind: "duplicate" });
    expect(takenAlready(stands("reversal", { ...fact, amount: 1 }), reversing)).toEqual({
      kind: "reused-reference",
    });
    const other = { ...fact, originalPaymentRef: aRef("P") };
    expect(takenAlready(stands("reversal", other), reversing)).toEqual({ kind: "reused-reference" });
  });

  it("the same attempt to reach the debtor: nothing more to do", () => {
    expect(takenAlready(stands("contact", {}), received("contact.attempted", account))).toEqual({
      kind: "duplicate",
    });
  });

  it("somebody who was faster on the account or on the payment that is reversed: decided again", () => {
    expect(takenAlready(stands("account", { version: 9 }), paying)).toEqual({ kind: "moved" });
    expect(takenAlready(stands("payment", known), reversing)).toEqual({ kind: "moved" });
    expect(takenAlready([], paying)).toEqual({ kind: "moved" });
  });
});

describe("a repeat of the same event", () => {
  it("gets the answer that it got the first time", () => {
    expect(replayed(receipt, paying)).toEqual({ answer: receipt.answer, replayed: true });
  });

  it("with another body is refused and told which receipt stands", () => {
    expect(() => replayed({ ...receipt, bodyHash: "other" }, paying)).toThrow(
      expect.objectContaining({
        refusal: expect.objectContaining({ code: "event-id-reused", extra: { receiptId: "rcp_1" } }),
      }),
    );
  });
});
