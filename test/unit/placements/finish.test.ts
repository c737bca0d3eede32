import { describe, expect, it } from "vitest";
import { fire } from "../../../shared/clocks/fire.ts";
import { awaitClearing, reinstate } from "../../../shared/placements/balance-zero.ts";
import { attestDeletion } from "../../../shared/placements/finish.ts";
import { screenAgain } from "../../../shared/placements/screen-again.ts";
import { reopen, returnAccount } from "../../../shared/placements/reopen.ts";
import {
  aClock,
  aContract,
  aHold,
  aLenderActor,
  anAccount,
  at,
  known,
  now,
  placementOf,
  received,
  refusalOf,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";

const by = { actor: aLenderActor, now };
const closed = (over: Parameters<typeof anAccount>[0] = {}) =>
  withoutAgency(anAccount(over), { lifecycle: "CLOSED" });

describe("an agency that deleted the debtor's data", () => {
  it("attests it for a placement that ended, and its clock stops", () => {
    const account = closed();
    const outcome = valueOf(attestDeletion(known(account), received("data.deleted", account)));
    expect(outcome.attested).toEqual({ placementId: placementOf(account), deletedAt: now });
    expect(outcome.clocksStopped).toEqual([{ kind: "DELETION", ref: placementOf(account) }]);
  });

  it("keeps the first attestation when it attests again", () => {
    const account = closed();
    const before = at("2026-03-01T00:00:00.000Z");
    const again = attestDeletion(known(account, { deletedAt: before }), received("data.deleted", account));
    expect(valueOf(again).attested?.deletedAt).toBe(before);
  });

  it("cannot attest while it has the account", () => {
    const account = anAccount();
    expect(refusalOf(attestDeletion(known(account), received("data.deleted", account))).code).toBe(
      "invalid-transition",
    );
  });

  it("that says nothing in time is for a person to ask", () => {
    const account = closed();
    const clock = aClock(account, { kind: "DELETION", ref: placementOf(account) });
    expect(fire(clock, known(account), now)?.account.attention).toEqual(["DELETION_NOT_ATTESTED"]);
  });
});

describe("an ended account", () => {
  const clockOf = (account: ReturnType<typeof closed>) =>
    aClock(account, { kind: "FINALIZATION", ref: account.accountId });

  it("is final when its data are deleted, its tail is over and nothing is open", () => {
    const account = closed();
    const step = fire(clockOf(account), known(account, { deletedAt: now, tailUntil: now }), now)!;
    expect(step.account.lifecycle).toBe("FINALIZED");
    expect(step.clocksStarted).toBeUndefined();
  });

  it.each([
    ["DELETION_ATTESTATION", {}, {}],
    ["TAIL", {}, { deletedAt: now, tailUntil: "2026-03-03T12:00:00.000Z" }],
    ["OPEN_BREAKS", { attention: ["REVERSAL_EXCEEDS"] }, { deletedAt: now }],
    ["OPEN_BREAKS", { paid: 1_000_000 }, { deletedAt: now }],
    ["HOLDS", { holds: true }, { deletedAt: now }],
  ])("names %s and is looked at again later", (matter, over, placement) => {
    const bare = closed("holds" in over ? {} : over);
    const account = "holds" in over ? { ...bare, holds: [aHold(bare)] } : bare;
    const step = fire(clockOf(account), known(account, placement), now)!;
    expect(step.account.lifecycle).toBe("CLOSED");
    expect(step.events[0]?.data).toMatchObject({ waitsFor: [matter] });
    expect(step.clocksStarted).toMatchObject([{ kind: "FINALIZATION", dueAt: "2026-04-01T12:00:00.000Z" }]);
  });

  it("that went on is left alone", () => {
    const account = anAccount();
    expect(fire(clockOf(account), known(account), now)).toBeUndefined();
  });

  it("goes on at its agency when the lender reopens it, and takes a place in its capacity again", () => {
    const account = closed();
    const step = valueOf(reopen(known(account), aContract(), { ...by, reason: "By mistake." }));
    expect(step.account).toMatchObject({ lifecycle: "ACTIVE", placement: { number: 1 } });
    expect(step.placement).toMatchObject({ state: "ACTIVE", reopened: true });
    expect(step.occupied).toMatchObject({ usageShard: 0 });
    expect(step.events.map(({ type, route }) => [type, route?.queue])).toEqual([
      ["placement.reopened", "deliveries"],
    ]);
    expect(step.clocksStopped?.map(({ kind }) => kind)).toEqual(["DELETION", "FINALIZATION"]);
  });

  it("is reopened under the holds that stand, which its agency hears next", () => {
    const bare = closed();
    const account = { ...bare, holds: [aHold(bare)] };
    const step = valueOf(reopen(known(account), aContract(), { ...by, reason: "By mistake." }));
    expect(step.events.map(({ type }) => type)).toEqual(["placement.reopened", "hold.ordered"]);
    expect(step.account.holds).toMatchObject([{ state: "ORDERED" }]);
    expect(step.clocksStarted).toMatchObject([{ kind: "HOLD_ACKNOWLEDGEMENT" }]);
  });

  it("cannot be reopened at an agency that deleted its data, or whose contract is gone", () => {
    const account = closed();
    const reason = { ...by, reason: "x" };
    for (const refused of [
      reopen(known(account, { deletedAt: now }), aContract(), reason),
      reopen(known(account), undefined, reason),
      reopen({ account }, aContract(), reason),
    ])
      expect(refusalOf(refused)).toMatchObject({
        code: "invalid-transition",
        extra: { allowed: ["return"] },
      });
  });

  it("can be given to the next agency", () => {
    const account = closed();
    const step = valueOf(returnAccount(known(account), { ...by, reason: "Second placement." }));
    expect(step.account).toMatchObject({ lifecycle: "ELIGIBLE", holders: account.holders });
    expect(step.events[0]).toMatchObject({ type: "account.returned", route: { queue: "placements" } });
  });

  it("that is final goes nowhere any more", () => {
    const account = withoutAgency(anAccount(), { lifecycle: "FINALIZED" });
    expect(refusalOf(screenAgain(known(account), by)).extra?.["allowed"]).toEqual([]);
    expect(refusalOf(returnAccount(known(account), { ...by, reason: "x" })).extra?.["allowed"]).toEqual([]);
  });
});

describe("an account that is paid", () => {
  const paid = anAccount({ paid: 100_000 });
  const clock = aClock(paid, { kind: "CLEARING", ref: placementOf(paid) });

  it("waits until no payment can be reversed, then is closed and its agency told", () => {
    const waits = awaitClearing(known(paid, { terms: { reversalReserveDays: 5 } }), by)!;
    expect(waits.clocksStarted).toMatchObject([{ kind: "CLEARING", dueAt: "2026-03-07T12:00:00.000Z" }]);
    const step = fire(clock, known(paid), now)!;
    expect(step.account.lifecycle).toBe("CLOSED");
    expect(step.placement).toMatchObject({ state: "CLOSED", ended: { code: "PAID_IN_FULL" } });
    expect(step.events).toMatchObject([{ type: "placement.closed", route: { queue: "deliveries" } }]);
  });

  it("stays open when a payment went back meanwhile, or it came to another agency", () => {
    expect(fire(clock, known({ ...paid, paid: 99_999 }), now)).toBeUndefined();
    expect(awaitClearing(known({ ...paid, paid: 99_999 }), by)).toBeUndefined();
    const other = { ...clock, ref: "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_9" };
    expect(fire(other, known(paid), now)).toBeUndefined();
  });

  it("and closed goes on at its agency when a payment goes back, where the contract says so", () => {
    const account = withoutAgency(anAccount({ paid: 50_000 }), {
      lifecycle: "CLOSED",
      attention: ["REOPEN_REQUIRED"],
    });
    const facts = (over: object) => known(account, { endCode: "PAID_IN_FULL", ...over });
    const step = reinstate(facts({ terms: { reinstateOnReversal: true } }), aContract(), by)!;
    expect(step.account).toMatchObject({ lifecycle: "ACTIVE", attention: [] });
    expect(reinstate(facts({}), aContract(), by)).toBeUndefined();
    expect(
      reinstate(facts({ endCode: "EXHAUSTED", terms: { reinstateOnReversal: true } }), aContract(), by),
    ).toBeUndefined();
  });
});
