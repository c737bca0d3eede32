import { describe, expect, it } from "vitest";
import { decideAgain, type AgainFacts } from "../../../shared/accounts/decide-again.ts";
import type { Account } from "../../../shared/accounts/model.ts";
import { holdIdOf } from "../../../shared/kernel/ids.ts";
import {
  aCandidate,
  aHold,
  aLender,
  aLenderActor,
  anAccount,
  anAgencyId,
  aRequest,
  aScreening,
  at,
  now,
  today,
  usd,
  withoutAgency,
} from "../../support/builders.ts";

const rejected = (): Account => withoutAgency(anAccount({ holders: [] }), { lifecycle: "REJECTED" });
const returned = (over: Partial<Account> = {}): Account =>
  withoutAgency(anAccount(), { lifecycle: "ELIGIBLE", ...over });

const deciding = (account: Account, over: Partial<AgainFacts> = {}) =>
  decideAgain({
    account,
    screening: aScreening(),
    circumstances: undefined,
    lender: aLender({ policyVersion: 4 }),
    candidates: [aCandidate()],
    siblings: [],
    siblingHolds: [],
    lastWorked: undefined,
    actor: aLenderActor,
    now,
    ...over,
  });

const policy = (over: object) =>
  aLender({ policy: { balanceMin: usd(5_000), balanceMax: usd(5_000_000), ...over } });

const { circumstances: died } = aRequest({ circumstances: { deceased: true } });
const types = ({ events }: ReturnType<typeof deciding>) => events.map(({ type }) => type);

describe("a rejected account", () => {
  it("that may be placed by now is screened and offered in one go", () => {
    const decision = deciding(rejected());
    expect(types(decision)).toEqual(["account.screened", "placement.offered"]);
    expect(decision.account.lifecycle).toBe("OFFERED");
    expect(decision.screening).toMatchObject({ policyVersion: 4, screenedAt: now });
    expect(decision.offer?.placement.number).toBe(1);
    expect(decision.room).toBeDefined();
  });

  it("whose debtor is under a hold by now is kept under it, and offered to nobody", () => {
    const other = anAccount();
    const siblingHolds = [aHold(other, { type: "ATTORNEY", owner: { kind: "LENDER", id: other.lenderId } })];
    const account = rejected();
    const decision = deciding(account, { siblingHolds });
    expect(types(decision)).toEqual(["account.screened", "hold.placed", "account.waits"]);
    expect(decision.account).toMatchObject({
      lifecycle: "ELIGIBLE",
      holds: [{ holdId: holdIdOf(account.accountId, account.sequence + 2), state: "PLACED" }],
    });
    expect(decision.events.at(-1)?.data).toMatchObject({ reason: "ON_HOLD" });
    expect(decision.offer).toBeUndefined();
  });

  it("that nobody has room for waits as an eligible one", () => {
    const decision = deciding(rejected(), { candidates: [aCandidate({ contract: { capacity: 0 } })] });
    expect(types(decision)).toEqual(["account.screened", "account.waits"]);
    expect(decision).toMatchObject({
      account: { lifecycle: "ELIGIBLE" },
      clocksStarted: [{ kind: "PLACEMENT_RETRY", dueAt: "2026-03-03T12:00:00.000Z" }],
    });
  });

  it("that is too young still is looked at again on its day", () => {
    const screening = aScreening();
    const young = { ...screening, facts: { ...screening.facts, delinquencyDate: today } };
    const decision = deciding(rejected(), { screening: young });
    expect(types(decision)).toEqual(["account.screened"]);
    expect(decision).toMatchObject({
      account: { lifecycle: "REJECTED" },
      clocksStarted: [{ kind: "RESCREEN", dueAt: "2026-04-01T00:00:00.000Z" }],
    });
  });

  it("that no time cures is not looked at again by itself", () => {
    const decision = deciding(rejected(), { circumstances: died });
    expect(decision.account.lifecycle).toBe("REJECTED");
    expect(decision).not.toHaveProperty("retry");
  });
});

describe("an account that came back from an agency", () => {
  it("is offered to the next one, without another screening in its history", () => {
    const decision = deciding(returned());
    expect(types(decision)).toEqual(["placement.offered"]);
    expect(decision).not.toHaveProperty("screening");
    expect(decision.offer?.placement.number).toBe(2);
  });

  it("is offered to nobody when the debtor has died meanwhile", () => {
    const decision = deciding(returned(), { circumstances: died });
    expect(decision.account.lifecycle).toBe("REJECTED");
    expect(decision.events).toMatchObject([
      { type: "account.screened", data: { outcome: "REJECTED", failed: ["DECEASED"] } },
    ]);
    expect(decision.screening?.facts.circumstances.deceased).toBe(true);
  });

  it("is offered to nobody when it was paid meanwhile", () => {
    const decision = deciding(returned({ paid: 100_000 }));
    expect(decision.events[0]?.data["failed"]).toEqual(["PAID", "BELOW_MIN"]);
  });

  it("waits under a hold, whatever else is true", () => {
    const account = returned();
    const decision = deciding({ ...account, holds: [aHold(account)] }, { circumstances: died });
    expect(decision.events).toMatchObject([{ type: "account.waits", data: { reason: "ON_HOLD" } }]);
    expect(decision.account.lifecycle).toBe("ELIGIBLE");
  });

  it("rests between placements for the policy's days, to the moment", () => {
    const resting = { lender: policy({ replacementCooldownDays: 3 }) };
    const ended = (instant: string) => ({ lastWorked: { endedAt: at(instant) } });
    expect(deciding(returned(), { ...resting, ...ended("2026-02-27T12:00:00.001Z") })).toMatchObject({
      events: [{ data: { reason: "COOLDOWN", until: "2026-03-02T12:00:00.001Z" } }],
      clocksStarted: [{ kind: "PLACEMENT_RETRY", dueAt: "2026-03-02T12:00:00.001Z" }],
    });
    const rested = deciding(returned(), { ...resting, ...ended("2026-02-27T12:00:00.000Z") });
    expect(types(rested)).toEqual(["placement.offered"]);
  });

  it("does not rest after an offer that nobody took: no debtor heard of it", () => {
    const decision = deciding(returned(), { lender: policy({ replacementCooldownDays: 3 }) });
    expect(types(decision)).toEqual(["placement.offered"]);
  });

  it.each([
    ["was declined", 0, 1],
    ["was worked once", 1, 2],
    ["was worked twice", 2, 3],
  ])("and %s counts placements by who worked it", (_how, worked, placementNumber) => {
    const account = returned({ holders: [anAgencyId(), anAgencyId()], worked });
    const candidates = [aCandidate({ contract: { placementNumbers: [placementNumber] } })];
    const decision = deciding(account, { candidates });
    expect(decision.events).toMatchObject([{ type: "placement.offered", data: { placementNumber } }]);
    expect(decision.offer?.placement.number).toBe(3);
  });

  it("takes its history along: what was paid, disputed and agreed, and how the last work on it ended", () => {
    const account = returned({ paid: 40_000, dispute: "REJECTED", arrangement: "BROKEN", worked: 1 });
    const lastWorked = { endedAt: at("2026-02-27T12:00:00Z"), endCode: "PARTIALLY_PAID_EXHAUSTED" };
    const decision = deciding(account, { lastWorked });
    expect(decision.events[0]?.data["history"]).toEqual({
      paid: usd(40_000),
      dispute: "REJECTED",
      arrangement: "BROKEN",
      lastEndedOn: "2026-02-27",
      lastEndCode: "PARTIALLY_PAID_EXHAUSTED",
    });
    expect(decision.account.arrangement).toBe("NONE");
  });

  it("that nobody had has no history to take along", () => {
    const [, offered] = deciding(rejected()).events;
    expect(offered?.data).not.toHaveProperty("history");
  });

  it("waits for a person after the most placements that the policy gives it", () => {
    const twice = returned({ holders: [anAgencyId(), anAgencyId()] });
    const decision = deciding(twice, { lender: policy({ placementCountMax: 2 }) });
    expect(decision.account).toMatchObject({ lifecycle: "ELIGIBLE", attention: ["PLACEMENTS_EXHAUSTED"] });
    expect(decision.events).toMatchObject([{ data: { reason: "PLACEMENTS_EXHAUSTED" } }]);
    expect(decision).not.toHaveProperty("retry");
    const third = deciding(decision.account, { lender: policy({ placementCountMax: 3 }) });
    expect(types(third)).toEqual(["placement.offered"]);
    expect(third.account.attention).toEqual([]);
  });
});
