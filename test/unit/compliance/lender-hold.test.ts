import { describe, expect, it } from "vitest";
import { fire } from "../../../shared/clocks/fire.ts";
import { placeHold } from "../../../shared/compliance/place-hold.ts";
import { releaseHold } from "../../../shared/compliance/release-hold.ts";
import { reportHold, reportRelease } from "../../../shared/compliance/report-hold.ts";
import { PlaceHoldRequest } from "../../../shared/compliance/wire.ts";
import type { Account } from "../../../shared/accounts/model.ts";
import { holdIdOf, placementIdOf } from "../../../shared/kernel/ids.ts";
import {
  aClock,
  aHold,
  aLenderActor,
  anAccount,
  anAgencyId,
  inDispute,
  known,
  now,
  placementOf,
  received,
  refusalOf,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";

const asking = (over: object = {}) =>
  PlaceHoldRequest.parse({ type: "BREATHING_SPACE", reason: "Registered.", ...over });
const byLender = (account: Account) => ({ actor: aLenderActor, now, lenderId: account.lenderId });
const held = (over: Parameters<typeof aHold>[1] = {}) => {
  const bare = anAccount();
  const owner = { kind: "LENDER" as const, id: bare.lenderId };
  return { ...bare, holds: [aHold(bare, { type: "LENDER_PAUSE", state: "ORDERED", owner, ...over })] };
};

describe("a lender's hold", () => {
  it.each(["OFFERED", "INFO_REQUIRED", "ACTIVE"] as const)(
    "stands at once and orders the holder of an account that is %s to stop",
    (lifecycle) => {
      const account = anAccount({ lifecycle });
      const step = valueOf(placeHold(known(account), asking(), byLender(account)));
      expect(step.account.holds).toMatchObject([{ type: "BREATHING_SPACE", state: "ORDERED" }]);
      expect(step.events.map(({ type, route }) => [type, route?.group])).toEqual([
        ["hold.placed", undefined],
        ["hold.ordered", placementOf(account)],
      ]);
      expect(step.clocksStarted).toMatchObject([
        { kind: "HOLD_ACKNOWLEDGEMENT", dueAt: "2026-03-03T00:00:00.000Z" },
      ]);
    },
  );

  it("on an account that nobody has yet orders nobody", () => {
    const account = withoutAgency(anAccount({ holders: [] }), { lifecycle: "ELIGIBLE" });
    const step = valueOf(placeHold({ account }, asking(), byLender(account)));
    expect(step.account.holds).toMatchObject([{ state: "PLACED" }]);
    expect(step.events.map(({ type }) => type)).toEqual(["hold.placed"]);
  });

  it("needs an account that somebody works or may get, and room for one more", () => {
    const over = withoutAgency(anAccount(), { lifecycle: "CLOSED" });
    expect(refusalOf(placeHold({ account: over }, asking(), byLender(over))).code).toBe("invalid-transition");
    const bare = anAccount();
    const full = { ...bare, holds: Array.from({ length: 8 }, () => aHold(bare)) };
    expect(refusalOf(placeHold(known(full), asking(), byLender(full))).detail).toMatch(/at most 8/u);
  });

  it.each([
    ["is over", "2026-03-02T11:59:59Z"],
    ["is over where it was written", "2026-03-02T13:00:00+02:00"],
  ])("for a time that %s is refused", (_, until) => {
    const account = anAccount();
    expect(refusalOf(placeHold(known(account), asking({ until }), byLender(account)))).toMatchObject({
      code: "invalid-request",
      errors: [{ pointer: "/until", code: "in-the-past" }],
    });
  });

  it("ends at the moment that was said, wherever it was written", () => {
    const account = anAccount();
    const asked = asking({ until: "2026-05-01T02:00:00+02:00" });
    const step = valueOf(placeHold(known(account), asked, byLender(account)));
    expect(step.account.holds[0]?.until).toBe("2026-05-01T00:00:00.000Z");
  });

  it("for a time is released by its clock", () => {
    const until = "2026-05-01T00:00:00.000Z";
    const account = anAccount();
    const step = valueOf(placeHold(known(account), asking({ until }), byLender(account)));
    const clock = step.clocksStarted!.find(({ kind }) => kind === "HOLD_EXPIRY")!;
    expect(clock.dueAt).toBe(until);
    const over = fire(clock, known(step.account), now)!;
    expect(over.account.holds).toEqual([]);
    expect(over.events).toMatchObject([{ type: "hold.released", route: { queue: "deliveries" } }]);
  });

  it("is released by the lender, and the holder may go on", () => {
    const account = held();
    const holdId = account.holds[0]!.holdId;
    const step = valueOf(releaseHold(known(account), holdId, { ...byLender(account), reason: "Over." }));
    expect(step.account.holds).toEqual([]);
    expect(step.events).toMatchObject([{ type: "hold.released", route: { group: placementOf(account) } }]);
    expect(step.clocksStopped).toEqual([{ kind: "HOLD_ACKNOWLEDGEMENT", ref: holdId }]);
  });

  it("that kept an account from being offered brings it to the allocation when it goes", () => {
    const account = withoutAgency(held({ state: "PLACED" }), { lifecycle: "ELIGIBLE" });
    const step = valueOf(
      releaseHold({ account }, account.holds[0]!.holdId, { ...byLender(account), reason: "Over." }),
    );
    expect(step.events).toMatchObject([{ type: "hold.released", route: { queue: "placements" } }]);
  });

  it("is the only kind that a lender releases by hand", () => {
    const { account } = inDispute();
    const agencys = held({ owner: { kind: "AGENCY", id: anAgencyId() } });
    for (const one of [account, agencys])
      expect(
        refusalOf(releaseHold(known(one), one.holds[0]!.holdId, { ...byLender(one), reason: "x" })).code,
      ).toBe("hold-owned-by-another");
    const unknown = holdIdOf(account.accountId, 99);
    expect(refusalOf(releaseHold(known(account), unknown, { ...byLender(account), reason: "x" })).code).toBe(
      "not-found",
    );
  });
});

describe("a hold that the agency goes on ignoring", () => {
  const account = held({ state: "ESCALATED" });
  const clock = aClock(account, { kind: "HOLD_RECALL", ref: account.holds[0]!.holdId });

  it("costs it the account", () => {
    const step = fire(clock, known(account), now)!;
    expect(step.account.lifecycle).toBe("RECALLED");
    expect(step.placement?.ended?.code).toBe("HOLD_NOT_ACKNOWLEDGED");
  });

  it("does not once it was acknowledged or released", () => {
    expect(fire(clock, known(held({ state: "ACKNOWLEDGED" })), now)).toBeUndefined();
    expect(fire(clock, known({ ...account, holds: [] }), now)).toBeUndefined();
  });
});

describe("an agency's own hold", () => {
  it("stands from its report on and is the agency's to release", () => {
    const account = anAccount();
    const agencyId = account.placement!.agencyId;
    const put = valueOf(reportHold(account, received("hold.applied", account)));
    expect(put.account.holds).toMatchObject([
      { type: "CEASE_REQUEST", state: "ACKNOWLEDGED", owner: { kind: "AGENCY", id: agencyId } },
    ]);
    const { holdId } = put.account.holds[0]!;
    expect(put.answer).toEqual({ holdId });
    const after = { ...put.account, sequence: account.sequence + 1 };
    const gone = valueOf(reportRelease(after, received("hold.released", after, { data: { holdId } })));
    expect(gone.account.holds).toEqual([]);
  });

  it("cannot be put or released by an agency that does not have the account", () => {
    const account = anAccount({ holders: [anAgencyId(), anAgencyId()] });
    const former = received("hold.applied", account, {
      agencyId: account.holders[0]!,
      placementId: placementIdOf(account.accountId, 1),
    });
    expect(reportHold(account, former).ok).toBe(false);
    const lenders = held();
    const { holdId } = lenders.holds[0]!;
    expect(
      refusalOf(reportRelease(lenders, received("hold.released", lenders, { data: { holdId } }))).code,
    ).toBe("hold-owned-by-another");
  });
});
