import { describe, expect, it } from "vitest";
import type { Actor } from "../../../shared/kernel/event.ts";
import { plusHours } from "../../../shared/kernel/time.ts";
import type { StoredMatch } from "../../../shared/reconciliation/stored-match.ts";
import {
  allowAgain,
  confirmUnmatch,
  rejectUnmatch,
  unmatch,
  type KnownOfMatch,
} from "../../../shared/reconciliation/unmatch.ts";
import { aMatch } from "../../support/a-match.ts";
import { cash, now, usd, valueOf } from "../../support/builders.ts";

const one: Actor = { kind: "FINANCE", id: "key_one" };
const other: Actor = { kind: "FINANCE", id: "key_other" };
const later = plusHours(now, 1);
const by = (actor: Actor) => ({ actor, now: later });
const request = { reason: "Another account's money.", mayMatchAgain: false };

const known = (over: Partial<KnownOfMatch> = {}): KnownOfMatch => ({ postings: [], final: [], ...over });

const taken = (before: StoredMatch, over: Partial<KnownOfMatch> = {}, mayMatchAgain = false) =>
  unmatch(before, { ...request, mayMatchAgain }, { known: known(over), by: by(one) });

const proposed = (before = aMatch()): StoredMatch => valueOf(taken(before, { fourEyesAbove: usd(1) })).after;

const refusalOf = (decided: ReturnType<typeof taken> | ReturnType<typeof allowAgain>) =>
  decided.ok
    ? undefined
    : [decided.error.code, decided.error.extra?.["event"], decided.error.extra?.["allowed"]];

describe("taking a match back", () => {
  it("says who, why and when, and whether it may be made again", () => {
    const before = aMatch();
    const { after, event, isBarred } = valueOf(taken(before));
    expect(after).toEqual({
      ...before,
      state: "UNMATCHED",
      unmatched: { ...request, by: one.id, at: later },
    });
    expect(event).toEqual({
      type: "match.unmatched",
      actor: one,
      effectiveAt: later,
      receivedAt: later,
      data: request,
      postings: [],
      route: { queue: "finance", group: `${before.lenderId}#USD` },
    });
    expect(isBarred).toBe(true);
    expect(valueOf(taken(before, {}, true))).toMatchObject({
      after: { unmatched: { mayMatchAgain: true } },
      isBarred: false,
    });
  });

  it("posts the exact opposite of what stands of it in the books", () => {
    const postings = [
      { account: "bank-clearing", amount: 9_990 },
      { account: "in-transit/agy_1", amount: -10_000 },
      { account: "tolerance", amount: 10 },
    ];
    expect(valueOf(taken(aMatch(), { postings })).event.postings).toEqual([
      { account: "bank-clearing", amount: -9_990 },
      { account: "in-transit/agy_1", amount: 10_000 },
      { account: "tolerance", amount: -10 },
    ]);
  });

  it("is refused once it was taken back, and where an advice of it is final", () => {
    const { after } = valueOf(taken(aMatch()));
    expect(refusalOf(taken(after))).toEqual(["invalid-transition", "unmatch", ["make"]]);
    const final = taken(aMatch(), { final: ["rem_1"] });
    expect(refusalOf(final)).toEqual(["invalid-transition", "unmatch", []]);
    expect(final.ok ? "" : final.error.detail).toContain("rem_1");
  });
});

describe("an amount above which two keys are needed", () => {
  it.each([
    { amount: 10_000, fourEyesAbove: usd(10_000), state: "UNMATCHED" },
    { amount: 10_001, fourEyesAbove: usd(10_000), state: "MADE" },
    { amount: -10_001, fourEyesAbove: usd(10_000), state: "MADE" },
    { amount: 1, fourEyesAbove: cash(10_000, "EUR"), state: "MADE" },
  ])("of $fourEyesAbove leaves a match of $amount $state", ({ amount, fourEyesAbove, state }) => {
    expect(valueOf(taken(aMatch({ amount }), { fourEyesAbove })).after.state).toBe(state);
  });

  it("makes of it a proposal, which moves nothing", () => {
    const before = aMatch();
    const { after, event, isBarred } = valueOf(taken(before, { fourEyesAbove: usd(1) }));
    expect(after).toEqual({ ...before, proposal: { ...request, proposedBy: one.id, proposedAt: later } });
    expect(event).toMatchObject({ type: "match.unmatch_proposed", actor: one, data: request });
    expect(event).not.toHaveProperty("postings");
    expect(isBarred).toBeUndefined();
  });

  it("lets nobody propose what is refused anyway, nor twice", () => {
    const limit = { fourEyesAbove: usd(1) };
    expect(refusalOf(taken(aMatch(), { ...limit, final: ["rem_1"] }))).toEqual([
      "invalid-transition",
      "unmatch",
      [],
    ]);
    expect(refusalOf(taken(proposed(), limit))).toEqual([
      "invalid-transition",
      "unmatch",
      ["confirm", "reject"],
    ]);
  });
});

describe("a proposal to take a match back", () => {
  const confirmed = (before: StoredMatch, actor: Actor, over: Partial<KnownOfMatch> = {}) =>
    confirmUnmatch(before, { known: known(over), by: by(actor) });

  it("is confirmed by another key, and names both", () => {
    const { after, event, isBarred } = valueOf(
      confirmed(proposed(), other, {
        fourEyesAbove: usd(1),
        postings: [{ account: "tolerance", amount: 3 }],
      }),
    );
    expect(after).not.toHaveProperty("proposal");
    expect(after).toMatchObject({
      state: "UNMATCHED",
      unmatched: { ...request, by: one.id, confirmedBy: other.id, at: later },
    });
    expect(event).toMatchObject({
      type: "match.unmatched",
      actor: other,
      data: { ...request, proposedBy: one.id },
      postings: [{ account: "tolerance", amount: -3 }],
    });
    expect(isBarred).toBe(true);
  });

  it("is confirmed by nobody who made it, and not once an advice is final", () => {
    expect(refusalOf(confirmed(proposed(), one))?.[0]).toBe("four-eyes-needed");
    expect(refusalOf(confirmed(proposed(), other, { final: ["rem_1"] }))?.[0]).toBe("invalid-transition");
  });

  it("is rejected with a reason, and the match stands as before", () => {
    const before = aMatch();
    const { after, event } = valueOf(rejectUnmatch(proposed(before), "It is right.", by(other)));
    expect(after).toEqual(before);
    expect(event).toMatchObject({
      type: "match.unmatch_rejected",
      actor: other,
      data: { reason: "It is right.", proposedBy: one.id },
    });
  });

  it("is neither confirmed nor rejected where there is none", () => {
    expect(refusalOf(confirmed(aMatch(), other))).toEqual(["invalid-transition", "confirm", []]);
    expect(refusalOf(rejectUnmatch(aMatch(), "No.", by(other)))).toEqual([
      "invalid-transition",
      "reject",
      [],
    ]);
  });
});

describe("allowing a match again", () => {
  it("lifts the bar from what was taken back, and once is enough", () => {
    const { after: barred } = valueOf(taken(aMatch()));
    const allowed = valueOf(allowAgain(barred, "It was right.", by(other)));
    expect(allowed).toMatchObject({
      after: { state: "UNMATCHED", unmatched: { by: one.id, mayMatchAgain: true } },
      event: { type: "match.allowed_again", actor: other, data: { reason: "It was right." } },
      isBarred: false,
    });
    expect(valueOf(allowAgain(allowed!.after, "It was right.", by(other)))).toBeUndefined();
  });

  it("is refused of a match that stands", () => {
    expect(refusalOf(allowAgain(aMatch(), "Why not.", by(other)))).toEqual([
      "invalid-transition",
      "allow",
      ["unmatch"],
    ]);
  });
});
