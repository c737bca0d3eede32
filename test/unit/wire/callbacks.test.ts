import { describe, expect, it } from "vitest";
import { eventData } from "../../../shared/callbacks/event-data.ts";
import { AnyCallback, Callback } from "../../../shared/callbacks/any-callback.ts";
import { CallbackAnswer, Envelope, type EventType } from "../../../shared/callbacks/wire.ts";
import { anAdvice } from "../../support/advice.ts";
import { aSnapshot, aSnapshotLine } from "../../support/snapshot.ts";
import { aLenderId, anAccount, placementOf, received, usd } from "../../support/builders.ts";

const account = anAccount();
/** Of accounts; advices and inventories are of no account and have tests of their own. */
const ofNone = ["remittance.advised", "reconciliation.snapshot"];
const types = Object.keys(eventData).filter((type) => !ofNone.includes(type)) as EventType[];
const callbackOf = (type: EventType, over: object = {}) => ({ ...received(type, account).callback, ...over });
const paying = (data: object) =>
  callbackOf("payment.received", { data: { paymentRef: "P-1", amount: usd(100), ...data } });

const faultIn = (value: unknown): string | undefined =>
  Callback.safeParse(value).error?.issues[0]?.path.join("/");

describe("a callback", () => {
  it.each(types)("of type %s is told apart by its type and comes back as it was", (type) => {
    const callback = callbackOf(type);
    expect(Callback.parse(JSON.parse(JSON.stringify(callback)))).toEqual(callback);
  });

  it("of an advice names no placement, and is told apart like the others", () => {
    const data = eventData["remittance.advised"].parse(anAdvice(aLenderId()));
    const { placementId: _none, ...advice } = callbackOf("payment.received", {
      eventType: "remittance.advised",
      data,
    });
    expect(AnyCallback.parse(JSON.parse(JSON.stringify(advice)))).toEqual(advice);
    expect(Callback.safeParse(advice).success).toBe(false);
  });

  it("of an inventory names no placement, and is told apart like the others", () => {
    const data = eventData["reconciliation.snapshot"].parse(
      aSnapshot([aSnapshotLine("plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_1")]),
    );
    const { placementId: _none, ...snapshot } = callbackOf("payment.received", {
      eventType: "reconciliation.snapshot",
      data,
    });
    expect(AnyCallback.parse(JSON.parse(JSON.stringify(snapshot)))).toEqual(snapshot);
    expect(Callback.safeParse(snapshot).success).toBe(false);
  });

  it.each(["payment.made", "PAYMENT.RECEIVED", "", "toString", "__proto__"])(
    "of type %j is not known",
    (eventType) => {
      expect(Callback.safeParse(callbackOf("payment.received", { eventType })).success).toBe(false);
      expect(Object.hasOwn(eventData, eventType)).toBe(false);
    },
  );

  it("of an unknown type still has an envelope that can be kept", () => {
    const known = { ...callbackOf("payment.received"), eventType: "moon.landed", data: { anything: [1] } };
    expect(Envelope.parse(known)).toMatchObject({ eventType: "moon.landed", data: { anything: [1] } });
  });

  it("may carry members that are not known yet; they are ignored", () => {
    const parsed = Callback.parse({ ...paying({ tip: 1 }), mood: "good" });
    expect(parsed).not.toHaveProperty("mood");
    expect(parsed.data).not.toHaveProperty("tip");
  });

  it.each([
    ["eventId", { eventId: "" }],
    ["eventId", { eventId: "x".repeat(129) }],
    ["eventId", { eventId: "with space" }],
    ["eventId", { eventId: "ctrl\u0000" }],
    ["eventId", { eventId: "żółw" }],
    ["placementId", { placementId: "plc_1" }],
    ["placementId", { placementId: account.accountId }],
    ["effectiveAt", { effectiveAt: "2026-03-01" }],
    ["effectiveAt", { effectiveAt: "2026-03-01T00:00:00" }],
    ["reportedAt", { reportedAt: "yesterday" }],
    ["specVersion", { specVersion: "2.0" }],
    ["schemaVersion", { schemaVersion: 0 }],
    ["sequence", { sequence: -1 }],
    ["data", { data: [] }],
    ["data", { data: null }],
  ])("is refused for its %s: %o", (pointer, over) => {
    expect(faultIn(callbackOf("payment.received", over))).toBe(pointer);
  });
});

describe("money in a callback", () => {
  it.each([
    ["a float", { amount: 10.5, currency: "USD" }, "data/amount/amount"],
    ["a negative amount", usd(-1), "data/amount/amount"],
    ["nothing", usd(0), "data/amount/amount"],
    ["a text", { amount: "100", currency: "USD" }, "data/amount/amount"],
    ["an unknown currency", { amount: 100, currency: "USX" }, "data/amount/currency"],
    ["a bare number", 100, "data/amount"],
    ["nothing at all", undefined, "data/amount"],
  ])("is not %s", (_what, amount, pointer) => {
    expect(faultIn(paying({ amount }))).toBe(pointer);
    expect(
      faultIn(
        callbackOf("payment.reversed", {
          data: { ...received("payment.reversed", account).callback.data, amount },
        }),
      ),
    ).toBe(pointer);
  });

  it("may be nothing where it says what is left", () => {
    expect(
      Callback.safeParse(callbackOf("placement.acknowledged", { data: { balance: usd(0) } })).success,
    ).toBe(true);
    expect(faultIn(callbackOf("placement.acknowledged", { data: { balance: usd(-1) } }))).toBe(
      "data/balance/amount",
    );
    expect(faultIn(callbackOf("placement.closed", { data: { code: "OTHER", finalBalance: usd(-1) } }))).toBe(
      "data/finalBalance/amount",
    );
  });
});

describe("what a callback leaves out", () => {
  it("has its usual meaning", () => {
    expect(Callback.parse(paying({})).data).toMatchObject({ method: "OTHER", recipient: "AGENCY" });
    expect(Callback.parse(callbackOf("dispute.raised", { data: { type: "NOT_MINE" } })).data).toEqual({
      type: "NOT_MINE",
      channel: "OTHER",
      inWriting: false,
      narrative: "",
      evidence: [],
    });
  });
});

describe("what a callback says beside money", () => {
  it.each([
    ["placement.declined", { code: "BORED" }, "data/code"],
    ["placement.closed", { code: "PAID", finalBalance: usd(0) }, "data/code"],
    ["dispute.raised", { type: "BAD_MOOD" }, "data/type"],
    ["dispute.raised", { type: "NOT_MINE", narrative: "x".repeat(20_001) }, "data/narrative"],
    ["dispute.raised", { type: "NOT_MINE", evidence: Array(21).fill("x") }, "data/evidence"],
    ["dispute.raised", { type: "NOT_MINE", evidence: ["x".repeat(201)] }, "data/evidence/0"],
    [
      "contact.attempted",
      { attemptRef: "C", channel: "PIGEON", outcome: "BUSY", startedAt: "2026-03-01T00:00:00Z" },
      "data/channel",
    ],
    [
      "contact.attempted",
      { attemptRef: "C", channel: "SMS", outcome: "BUSY", startedAt: "2026-03-01" },
      "data/startedAt",
    ],
    ["hold.acknowledged", { holdId: "", appliedAt: "2026-03-01T00:00:00Z" }, "data/holdId"],
    ["payment.received", { paymentRef: "a b", amount: usd(1) }, "data/paymentRef"],
    ["payment.received", { paymentRef: "x".repeat(65), amount: usd(1) }, "data/paymentRef"],
  ] as const)("%s is refused for %o", (type, data, pointer) => {
    expect(faultIn(callbackOf(type, { data }))).toBe(pointer);
  });

  it("keeps a long narrative whole", () => {
    const narrative = "ż".repeat(20_000);
    expect(
      Callback.parse(callbackOf("dispute.raised", { data: { type: "NOT_MINE", narrative } })).data,
    ).toMatchObject({ narrative });
  });
});

describe("the answer to a callback", () => {
  it("says how it was taken, and nothing that is not known", () => {
    const answer = {
      receiptId: "rcp_1",
      eventId: "cb-1",
      disposition: "ACCEPTED",
      outstanding: usd(5),
      lifecycle: "ACTIVE",
    };
    expect(CallbackAnswer.parse({ ...answer, placementId: placementOf(account) })).toEqual(answer);
    expect(CallbackAnswer.safeParse({ ...answer, disposition: "LOST" }).success).toBe(false);
  });
});
