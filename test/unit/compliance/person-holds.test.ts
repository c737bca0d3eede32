import { describe, expect, it } from "vitest";
import { Account } from "../../../shared/accounts/model.ts";
import { endHold } from "../../../shared/compliance/end-hold.ts";
import { HOLD_COUNT_MAX } from "../../../shared/compliance/hold.ts";
import { orderedAgain } from "../../../shared/compliance/order-again.ts";
import { carryHolds } from "../../../shared/compliance/person-holds.ts";
import { disputeIdOf, holdIdOf, reportIdOf } from "../../../shared/kernel/ids.ts";
import {
  aHold,
  aLenderActor,
  anAccount,
  anAgencyId,
  at,
  now,
  placementOf,
  withoutAgency,
} from "../../support/builders.ts";

const by = { actor: aLenderActor, now };
const sibling = anAccount();
const fresh = (over: Partial<Account> = {}) =>
  withoutAgency(anAccount({ holders: [], sequence: 0 }), { lifecycle: "ELIGIBLE", ...over });
const reportId = reportIdOf(sibling.accountId, 5);
const ofReport = { owner: { kind: "REPORT" as const, id: reportId } };
const carry = (standing: Parameters<typeof carryHolds>[1]["standing"], account = fresh()) =>
  carryHolds(account, { standing, after: 2 }, by);

describe("an account of a debtor under a hold", () => {
  it.each(["DECEASED_CHECK", "INSOLVENCY_CHECK", "ATTORNEY", "CEASE_REQUEST", "VALIDATION"] as const)(
    "stands under a report's %s hold too, which goes with the report's answer",
    (type) => {
      const account = fresh();
      const carried = carry([aHold(sibling, { type, state: "ORDERED", ...ofReport })], account);
      const holdId = holdIdOf(account.accountId, 3);
      expect(carried.account.holds).toEqual([{ holdId, type, state: "PLACED", placedAt: now, ...ofReport }]);
      expect(carried.events).toMatchObject([
        {
          type: "hold.placed",
          data: { holdId, holdType: type, reason: "STANDS_ON_OTHER_ACCOUNT", reportId },
        },
      ]);
    },
  );

  it.each([
    ["DISPUTE", { kind: "DISPUTE", id: disputeIdOf(sibling.accountId, 3) }],
    ["COMPLAINT", ofReport.owner],
    ["VULNERABILITY", ofReport.owner],
    ["VALIDATION", { kind: "LENDER", id: sibling.lenderId }],
    ["LENDER_PAUSE", { kind: "LENDER", id: sibling.lenderId }],
  ] as const)("is left alone by %s of %o, which is about one debt", (type, owner) => {
    expect(carry([aHold(sibling, { type, owner })]).account.holds).toEqual([]);
  });

  it("has the hold of an agency or of the lender as the lender's own to release", () => {
    const account = fresh();
    const owners = [
      { kind: "AGENCY" as const, id: anAgencyId() },
      { kind: "LENDER" as const, id: account.lenderId },
    ];
    const holds = owners.map((owner) => aHold(sibling, { type: "CEASE_REQUEST", owner }));
    expect(carry(holds, account).account.holds.map(({ owner }) => owner)).toEqual([owners[1]]);
  });

  it("has each hold once, for as long as it stands, with a clock that ends it", () => {
    const until = at("2026-04-01T00:00:00.000Z");
    const over = aHold(sibling, { type: "ATTORNEY", ...ofReport, until: now });
    const space = aHold(sibling, { type: "BREATHING_SPACE", ...ofReport, until });
    const { account, clocksStarted } = carry([over, space, space]);
    expect(account.holds).toMatchObject([{ type: "BREATHING_SPACE", until }]);
    expect(clocksStarted).toMatchObject([
      { kind: "HOLD_EXPIRY", ref: account.holds[0]?.holdId, dueAt: until },
    ]);
    expect(carry([space], account).events).toEqual([]);
  });

  it("carries no more holds than an account may", () => {
    const holds = Array.from({ length: 2 * HOLD_COUNT_MAX }, (_, n) =>
      aHold(sibling, {
        type: "ATTORNEY",
        owner: { kind: "REPORT", id: reportIdOf(sibling.accountId, n + 1) },
      }),
    );
    const { account } = carry(holds);
    expect(account.holds).toHaveLength(HOLD_COUNT_MAX);
    expect(new Set(account.holds.map(({ holdId }) => holdId)).size).toBe(HOLD_COUNT_MAX);
  });
});

describe("an agency that gets an account back", () => {
  it("is ordered to stop under every hold that stands, whatever it said of it before", () => {
    const bare = anAccount();
    const held = {
      ...bare,
      holds: [
        aHold(bare, { state: "ESCALATED", remindedAt: now }),
        aHold(bare, {
          holdId: holdIdOf(bare.accountId, 4),
          type: "ATTORNEY",
          state: "ACKNOWLEDGED",
          acknowledgedAt: now,
          ...ofReport,
        }),
      ],
    };
    const step = orderedAgain(held, by);
    expect(
      step.account.holds.map(({ state, remindedAt, acknowledgedAt }) => [state, remindedAt, acknowledgedAt]),
    ).toEqual([
      ["ORDERED", undefined, undefined],
      ["ORDERED", undefined, undefined],
    ]);
    expect(step.events.map(({ type, route, data }) => [type, route?.group, data["holdType"]])).toEqual([
      ["hold.ordered", placementOf(bare), "DISPUTE"],
      ["hold.ordered", placementOf(bare), "ATTORNEY"],
    ]);
    expect(step.clocksStarted?.map(({ kind, ref }) => [kind, ref])).toEqual(
      held.holds.map(({ holdId }) => ["HOLD_ACKNOWLEDGEMENT", holdId]),
    );
    expect(step.clocksStopped).toEqual([{ kind: "HOLD_RECALL", ref: held.holds[0]?.holdId }]);
  });
});

describe("a hold that ended", () => {
  it("is remembered with both times, the latest few of them", () => {
    let account: Account = anAccount();
    for (let n = 1; n <= 6; n += 1) {
      const hold = aHold(account, { holdId: holdIdOf(account.accountId, n) });
      account = endHold({ ...account, holds: [hold] }, hold.holdId, now);
    }
    expect(account.holds).toEqual([]);
    expect(account.formerHolds?.map(({ holdId }) => holdId)).toEqual(
      [3, 4, 5, 6].map((n) => holdIdOf(account.accountId, n)),
    );
    expect(Account.parse(account)).toEqual(account);
  });

  it("that never stood changes nothing", () => {
    const account = anAccount();
    expect(endHold(account, holdIdOf(account.accountId, 9), now)).toBe(account);
  });
});
