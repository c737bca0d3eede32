import { describe, expect, it } from "vitest";
import type { Account } from "../../../shared/accounts/model.ts";
import { PlacementId, placementIdOf } from "../../../shared/kernel/ids.ts";
import { acknowledge, decline, requestInformation } from "../../../shared/placements/answer-offer.ts";
import { close } from "../../../shared/placements/close-placement.ts";
import {
  at,
  anAccount,
  anAgencyId,
  cash,
  known,
  now,
  placementOf,
  received,
  refusalOf,
  usd,
  valueOf,
} from "../../support/builders.ts";

const offered = (over: Parameters<typeof anAccount>[0] = {}): Account =>
  anAccount({ lifecycle: "OFFERED", ...over });

describe("an agency that takes an offer", () => {
  it("holds the account from then on and answers no clock any more", () => {
    const account = offered();
    const call = received("placement.acknowledged", account, {
      data: { balance: usd(100_000), agencyCaseRef: "CASE-7" },
    });
    const outcome = valueOf(acknowledge(account, call));
    expect(outcome.account.lifecycle).toBe("ACTIVE");
    expect(outcome.account.worked).toBe(1);
    expect(outcome.placement).toEqual({
      placementId: placementOf(account),
      lenderId: account.lenderId,
      agencyId: account.placement?.agencyId,
      usageShard: 0,
      state: "ACTIVE",
      agencyCaseRef: "CASE-7",
      acknowledgedAt: call.receivedAt,
    });
    expect(outcome.clocksStopped).toEqual([{ kind: "ACKNOWLEDGEMENT", ref: placementOf(account) }]);
    expect(outcome.events.map(({ type }) => type)).toEqual(["placement.acknowledged"]);
  });

  it.each([
    ["a cent less", usd(99_999)],
    ["a cent more", usd(100_001)],
    ["the same number of another currency", cash(100_000, "EUR")],
  ])("but has %s in its books is told what we have, and the offer stands", (_what, balance) => {
    const account = offered();
    const outcome = valueOf(
      acknowledge(account, received("placement.acknowledged", account, { data: { balance } })),
    );
    expect(outcome.account).toEqual(account);
    expect(outcome.answer).toEqual({ reason: "balance-mismatch" });
    expect(outcome.placement).toBeUndefined();
    expect(outcome.clocksStopped).toBeUndefined();
    expect(outcome.events[0]).toMatchObject({
      type: "placement.acknowledgement_mismatched",
      data: { theirs: balance, ours: usd(100_000) },
    });
  });

  it("compares with what is outstanding, not with what was placed", () => {
    const account = offered({ paid: 30_000 });
    const call = received("placement.acknowledged", account, { data: { balance: usd(70_000) } });
    expect(valueOf(acknowledge(account, call)).account.lifecycle).toBe("ACTIVE");
  });
});

describe("an agency that declines", () => {
  it.each(["OFFERED", "INFO_REQUIRED"] as const)(
    "while it is %s sends the account back to be placed again",
    (lifecycle) => {
      const account = offered({ lifecycle });
      const call = received("placement.declined", account, {
        data: { code: "JURISDICTION", text: "Not our state." },
      });
      const outcome = valueOf(decline(known(account), call));
      expect(outcome.account.lifecycle).toBe("ELIGIBLE");
      expect(outcome.account.placement).toBeUndefined();
      expect(outcome.account.holders).toEqual(account.holders);
      expect(outcome.placement).toMatchObject({
        state: "DECLINED",
        ended: { at: now, code: "JURISDICTION" },
      });
      expect(outcome.events[0]).toMatchObject({
        type: "placement.declined",
        data: { code: "JURISDICTION", text: "Not our state." },
        route: { queue: "placements", group: account.accountId },
      });
    },
  );
});

describe("an agency that asks for information", () => {
  it("keeps the offer until the lender answers", () => {
    const account = offered();
    const call = received("placement.info_requested", account, {
      data: { code: "PROOF", text: "Which?", fields: ["openedOn"] },
    });
    const outcome = valueOf(requestInformation(account, call));
    expect(outcome.account.lifecycle).toBe("INFO_REQUIRED");
    expect(outcome.account.placement).toEqual(account.placement);
    expect(outcome.placement?.state).toBe("INFO_REQUIRED");
    expect(outcome.events[0]).toMatchObject({
      data: { code: "PROOF", text: "Which?", fields: ["openedOn"] },
    });
  });

  it("has no clock of its own meanwhile; the lender has two business days where the debtor lives", () => {
    const account = offered();
    const asked = received("placement.info_requested", account, { data: { code: "PROOF" } });
    // A Thursday: the weekend does not count.
    const receivedAt = at("2026-03-05T15:00:00.000Z");
    const outcome = valueOf(requestInformation(account, { ...asked, receivedAt }));
    const ref = placementOf(account);
    expect(outcome.clocksStopped).toEqual([{ kind: "ACKNOWLEDGEMENT", ref }]);
    expect(outcome.clocksStarted).toEqual([
      { accountId: account.accountId, kind: "INFORMATION", ref, dueAt: "2026-03-09T15:00:00.000Z" },
    ]);
    expect(outcome.events[0]?.data["answerBy"]).toBe("2026-03-09T15:00:00.000Z");
  });

  it("and declines for want of an answer leaves nobody to be reminded", () => {
    const account = anAccount({ lifecycle: "INFO_REQUIRED", attention: ["INFORMATION_OVERDUE"] });
    const outcome = valueOf(
      decline(
        known(account),
        received("placement.declined", account, { data: { code: "DATA_INSUFFICIENT" } }),
      ),
    );
    expect(outcome.account).toMatchObject({ lifecycle: "ELIGIBLE", attention: [] });
  });
});

describe("an agency that closes", () => {
  const closing = (account: Account, code: string, final: number) =>
    close(
      known(account),
      received("placement.closed", account, { data: { code, finalBalance: usd(final) } }),
    );

  it("ends its placement with its code", () => {
    const account = anAccount();
    const outcome = valueOf(closing(account, "EXHAUSTED", 100_000));
    expect(outcome.account).toMatchObject({ lifecycle: "CLOSED", attention: [] });
    expect(outcome.account.placement).toBeUndefined();
    expect(outcome.placement).toMatchObject({ state: "CLOSED", ended: { at: now, code: "EXHAUSTED" } });
  });

  it("cannot say that all is paid while a cent is owed", () => {
    const account = anAccount({ due: { PRINCIPAL: 10_000 }, paid: 9_999 });
    expect(refusalOf(closing(account, "PAID_IN_FULL", 0))).toMatchObject({
      code: "close-code-inconsistent",
      errors: [{ pointer: "/data/code" }],
    });
    expect(closing({ ...account, paid: 10_000 }, "PAID_IN_FULL", 0).ok).toBe(true);
    expect(closing({ ...account, paid: 10_001 }, "PAID_IN_FULL", 0).ok).toBe(true);
  });

  it("says partly paid only when something is paid and something is left", () => {
    const due = { PRINCIPAL: 10_000 };
    expect(refusalOf(closing(anAccount({ due, paid: 0 }), "PARTIALLY_PAID_EXHAUSTED", 10_000)).code).toBe(
      "close-code-inconsistent",
    );
    expect(refusalOf(closing(anAccount({ due, paid: 10_000 }), "PARTIALLY_PAID_EXHAUSTED", 0)).code).toBe(
      "close-code-inconsistent",
    );
    expect(closing(anAccount({ due, paid: 1 }), "PARTIALLY_PAID_EXHAUSTED", 9_999).ok).toBe(true);
  });

  it("with another final balance than ours is heard, and a person looks at it", () => {
    expect(valueOf(closing(anAccount(), "EXHAUSTED", 99_999)).account.attention).toEqual([
      "FINAL_BALANCE_DIFFERS",
    ]);
  });

  it("leaves the hold of a dispute standing", () => {
    const account = anAccount({ dispute: "OPEN" });
    expect(valueOf(closing(account, "DISPUTE_UNRESOLVED", 100_000)).account.dispute).toBe("OPEN");
  });
});

describe("an answer to a placement that is not the present one", () => {
  it("is refused, whoever gives it", () => {
    const [former, present] = [anAgencyId(), anAgencyId()];
    const account = offered({ holders: [former, present] });
    const sent = { agencyId: former, placementId: placementIdOf(account.accountId, 1) };
    const active: Account = { ...account, lifecycle: "ACTIVE" };
    for (const decision of [
      acknowledge(account, received("placement.acknowledged", account, sent)),
      decline(known(account), received("placement.declined", account, sent)),
      requestInformation(account, received("placement.info_requested", account, sent)),
      close(known(active), received("placement.closed", active, sent)),
    ])
      expect(refusalOf(decision)).toMatchObject({
        code: "invalid-transition",
        extra: { from: "ENDED", allowed: [] },
      });
  });

  it("cannot name a placement that does not exist yet", () => {
    const account = offered();
    const placementId = PlacementId.parse(placementIdOf(account.accountId, 2));
    expect(acknowledge(account, received("placement.acknowledged", account, { placementId })).ok).toBe(false);
  });
});

describe("an answer in the wrong state", () => {
  it.each([
    ["acknowledge", "ACTIVE"],
    ["acknowledge", "INFO_REQUIRED"],
    ["decline", "ACTIVE"],
    ["request-information", "INFO_REQUIRED"],
    ["close", "OFFERED"],
  ] as const)("is refused: %s while %s", (event, lifecycle) => {
    const account = anAccount({ lifecycle });
    const decision = {
      acknowledge: () => acknowledge(account, received("placement.acknowledged", account)),
      decline: () => decline(known(account), received("placement.declined", account)),
      "request-information": () => requestInformation(account, received("placement.info_requested", account)),
      close: () => close(known(account), received("placement.closed", account)),
    }[event]();
    expect(refusalOf(decision)).toMatchObject({
      code: "invalid-transition",
      extra: { from: lifecycle, event },
    });
  });
});
