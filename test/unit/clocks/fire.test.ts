import { plusHours } from "../../../shared/kernel/time.ts";
import { describe, expect, it } from "vitest";
import { fire } from "../../../shared/clocks/fire.ts";
import {
  aClock,
  aHold,
  anAccount,
  inDispute,
  known,
  now,
  placementOf,
  withoutAgency,
} from "../../support/builders.ts";

describe("an offer that nobody answered", () => {
  const account = anAccount({ lifecycle: "OFFERED" });
  const clock = aClock(account, { kind: "ACKNOWLEDGEMENT", ref: placementOf(account) });

  it("is withdrawn, and the account goes to another agency", () => {
    const fired = fire(clock, known(account), now)!;
    expect(fired.account.lifecycle).toBe("ELIGIBLE");
    expect(fired.account.placement).toBeUndefined();
    expect(fired.placement).toMatchObject({ state: "TIMED_OUT", ended: { at: now, code: "NO_ANSWER" } });
    expect(fired.events.map(({ type, route }) => [type, route])).toEqual([
      ["placement.timed_out", { queue: "placements", group: account.accountId }],
      ["placement.cancelled", { queue: "deliveries", group: placementOf(account) }],
    ]);
    expect(fired.events[1]?.data).toMatchObject({ agencyId: account.placement?.agencyId, code: "NO_ANSWER" });
  });

  it.each(["ACTIVE", "INFO_REQUIRED"] as const)("is left alone once it is %s", (lifecycle) => {
    expect(fire(clock, known({ ...account, lifecycle }), now)).toBeUndefined();
  });

  it("is left alone once the account went on to another offer", () => {
    const next = anAccount({
      accountId: account.accountId,
      lifecycle: "OFFERED",
      holders: [...account.holders, ...anAccount().holders],
    });
    expect(fire(clock, known(next), now)).toBeUndefined();
    expect(fire(clock, known(withoutAgency(account, { lifecycle: "ELIGIBLE" })), now)).toBeUndefined();
  });
});

describe("a question that the lender did not answer", () => {
  const account = anAccount({ lifecycle: "INFO_REQUIRED" });
  const clock = aClock(account, { kind: "INFORMATION", ref: placementOf(account) });

  it("goes on waiting, and a person hears of it", () => {
    const fired = fire(clock, known(account), now)!;
    expect(fired.account).toEqual({ ...account, attention: ["INFORMATION_OVERDUE"] });
    expect(fired.events).toMatchObject([
      { type: "placement.information_overdue", data: { placementId: placementOf(account) } },
    ]);
  });

  it.each(["OFFERED", "ACTIVE"] as const)("is forgotten once the account is %s", (lifecycle) => {
    expect(fire(clock, known({ ...account, lifecycle }), now)).toBeUndefined();
  });

  it("is forgotten once another agency has the account, which asks for itself", () => {
    const next = anAccount({
      accountId: account.accountId,
      lifecycle: "INFO_REQUIRED",
      holders: [...account.holders, ...anAccount().holders],
    });
    expect(fire(clock, known(next), now)).toBeUndefined();
  });
});

describe("a payment to the lender that its agency did not confirm", () => {
  const account = anAccount();
  const dueAt = "2026-03-04T12:00:00.000Z";
  const clock = {
    ...aClock(account, { kind: "DIRECT_PAYMENT", ref: "B-1", dueAt }),
    placementId: placementOf(account),
  };

  it("calls a person, for the agency may go on collecting what is paid", () => {
    const fired = fire(clock, known(account), now)!;
    expect(fired.account).toEqual({ ...account, attention: ["DIRECT_PAYMENT_NOT_ACKNOWLEDGED"] });
    expect(fired.events).toMatchObject([
      {
        type: "payment.direct_unacknowledged",
        data: { placementId: placementOf(account), agencyId: account.holders[0], paymentRef: "B-1", dueAt },
      },
    ]);
    expect(fired.events[0]?.postings).toBeUndefined();
  });

  it("is forgotten once that agency has the account no more", () => {
    const next = anAccount({
      accountId: account.accountId,
      holders: [...account.holders, ...anAccount().holders],
    });
    expect(fire(clock, known(next), now)).toBeUndefined();
    expect(fire(clock, known(withoutAgency(account, { lifecycle: "CLOSED" })), now)).toBeUndefined();
  });
});

describe("a hold that nobody acknowledged", () => {
  const { account } = inDispute();
  const hold = account.holds[0]!;
  const clock = aClock(account, { kind: "HOLD_ACKNOWLEDGEMENT", ref: hold.holdId });

  it("is told to its agency again, with the time that is left", () => {
    const fired = fire(clock, known(account), now)!;
    expect(fired.account.holds).toEqual([{ ...hold, remindedAt: now }]);
    const acknowledgeBy = plusHours(clock.dueAt, 12);
    expect(fired.events).toMatchObject([
      { type: "hold.reminded", data: { holdId: hold.holdId, acknowledgeBy }, route: { queue: "deliveries" } },
    ]);
    expect(fired.clocksStarted).toEqual([{ ...clock, dueAt: acknowledgeBy, lenderId: account.lenderId }]);
  });

  it("is escalated to a person then and goes on standing", () => {
    const reminded = { ...hold, remindedAt: now };
    const fired = fire(clock, known({ ...account, holds: [reminded] }), now)!;
    expect(fired.account.holds).toEqual([{ ...reminded, state: "ESCALATED" }]);
    expect(fired.account.attention).toEqual(["HOLD_NOT_ACKNOWLEDGED"]);
    expect(fired.events).toMatchObject([
      { type: "hold.escalated", data: { holdId: hold.holdId, owner: hold.owner } },
    ]);
  });

  it.each(["ACKNOWLEDGED", "ESCALATED"] as const)("is left alone once it is %s", (state) => {
    expect(fire(clock, known({ ...account, holds: [aHold(account, { state })] }), now)).toBeUndefined();
  });

  it("is left alone once it was released", () => {
    expect(fire(clock, known({ ...account, holds: [] }), now)).toBeUndefined();
  });
});

describe("a dispute that the lender did not answer", () => {
  const { account, dispute } = inDispute();
  const clock = aClock(account, { kind: "LENDER_ANSWER", ref: dispute.disputeId });

  it("is for a person to look at; the hold stands", () => {
    const fired = fire(clock, known(account), now)!;
    expect(fired.account.holds).toEqual(account.holds);
    expect(fired.account.attention).toEqual(["DISPUTE_UNANSWERED"]);
    expect(fired.events).toMatchObject([{ type: "dispute.overdue", data: { disputeId: dispute.disputeId } }]);
  });

  it("is overdue also when the placement ended meanwhile", () => {
    expect(fire(clock, known(withoutAgency(account, { lifecycle: "CLOSED" })), now)?.events[0]?.type).toBe(
      "dispute.overdue",
    );
  });

  it("is not overdue once it was answered, though the agency still has the account", () => {
    expect(fire(clock, known({ ...account, holds: [], dispute: "REJECTED" }), now)).toBeUndefined();
  });

  it("is not overdue once it was answered and the account recalled", () => {
    expect(
      fire(
        clock,
        known(withoutAgency(account, { lifecycle: "RECALLED", holds: [], dispute: "UPHELD" })),
        now,
      ),
    ).toBeUndefined();
  });
});

describe("an account that waited for room", () => {
  const account = withoutAgency(anAccount(), { lifecycle: "ELIGIBLE" });
  const clock = aClock(account, { kind: "PLACEMENT_RETRY", ref: account.accountId });

  it("is tried again", () => {
    expect(fire(clock, known(account), now)).toEqual({
      account,
      events: [
        expect.objectContaining({
          type: "placement.retry_due",
          route: { queue: "placements", group: account.accountId },
          actor: { kind: "SYSTEM", id: "clock" },
        }),
      ],
    });
  });

  it("is left alone once it was placed", () => {
    expect(fire(clock, known(anAccount({ lifecycle: "OFFERED" })), now)).toBeUndefined();
  });
});

describe("a rejected account that time has cured", () => {
  const account = withoutAgency(anAccount({ holders: [] }), { lifecycle: "REJECTED" });
  const clock = aClock(account, { kind: "RESCREEN", ref: account.accountId });

  it("is screened again", () => {
    expect(fire(clock, { account }, now)).toEqual({
      account,
      events: [
        expect.objectContaining({
          type: "account.rescreen_due",
          route: { queue: "placements", group: account.accountId },
        }),
      ],
    });
  });

  it("is left alone once it is rejected no more", () => {
    expect(fire(clock, { account: { ...account, lifecycle: "ELIGIBLE" } }, now)).toBeUndefined();
  });
});
