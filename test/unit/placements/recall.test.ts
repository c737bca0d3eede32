import { describe, expect, it } from "vitest";
import { fire } from "../../../shared/clocks/fire.ts";
import { placementIdOf } from "../../../shared/kernel/ids.ts";
import { acknowledgeRecall, objectToRecall } from "../../../shared/placements/answer-recall.ts";
import { cancelRecall, requestRecall } from "../../../shared/placements/recall.ts";
import {
  mandatoryRecallCodes,
  negotiableRecallCodes,
  RecallRequest,
  type RecallCode,
} from "../../../shared/placements/wire.ts";
import {
  aClock,
  aHold,
  aLenderActor,
  anAccount,
  anAgencyId,
  aRecall,
  known,
  now,
  placementOf,
  received,
  refusalOf,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";

const by = { actor: aLenderActor, now };
const asking = (code: RecallCode, over: object = {}) => RecallRequest.parse({ code, ...over });
const deliveriesOf = (events: readonly { readonly type: string; readonly route?: unknown }[]) =>
  events.filter(({ route }) => route !== undefined).map(({ type }) => type);

describe("a lender that takes an account back", () => {
  it.each(negotiableRecallCodes)("for %s gives the agency the contract's notice", (code) => {
    const account = anAccount();
    const step = valueOf(
      requestRecall(known(account, { terms: { recallNoticeDays: 10 } }), asking(code), by),
    )!;
    expect(step.account).toMatchObject({
      lifecycle: "ACTIVE",
      recall: { code, state: "PENDING", finalAt: "2026-03-12T12:00:00.000Z", objections: [] },
    });
    expect(step.placement).toBeUndefined();
    expect(deliveriesOf(step.events)).toEqual(["recall.requested"]);
    expect(step.clocksStarted).toMatchObject([{ kind: "RECALL", dueAt: "2026-03-12T12:00:00.000Z" }]);
  });

  it.each(mandatoryRecallCodes)("for %s takes it at once, whatever guards it", (code) => {
    const guarded = anAccount({ arrangement: "ACTIVE" });
    const step = valueOf(requestRecall(known(guarded), asking(code), by))!;
    expect(step.account).toMatchObject({ lifecycle: "RECALLED" });
    expect(step.account.placement).toBeUndefined();
    expect(step.placement).toMatchObject({ state: "RECALLED", ended: { code } });
    expect(deliveriesOf(step.events)).toEqual(["placement.recalled"]);
    expect(step.clocksStarted?.map(({ kind }) => kind)).toEqual(["DELETION", "FINALIZATION"]);
  });

  it.each(["OFFERED", "INFO_REQUIRED"] as const)("that is %s withdraws the offer at once", (lifecycle) => {
    const step = valueOf(requestRecall(known(anAccount({ lifecycle })), asking("STRATEGY"), by))!;
    expect(step.account.lifecycle).toBe("RECALLED");
    expect(deliveriesOf(step.events)).toEqual(["placement.cancelled"]);
  });

  it("that nobody has withdraws it, and tells nobody", () => {
    const free = withoutAgency(anAccount({ holders: [] }), { lifecycle: "ELIGIBLE" });
    const step = valueOf(requestRecall({ account: free }, asking("STRATEGY"), by))!;
    expect(step.account.lifecycle).toBe("RECALLED");
    expect(deliveriesOf(step.events)).toEqual([]);
  });

  it.each([
    ["a payment is on its way", "PAYMENT_IN_TRANSIT"],
    ["the debtor keeps a plan", "ACTIVE_PLAN"],
    ["nothing is owed", "PAID"],
  ])("is stopped while %s, and can force it", (_why, guard) => {
    const bare = anAccount();
    const account = {
      PAYMENT_IN_TRANSIT: { ...bare, holds: [aHold(bare, { type: "PAYMENT_IN_TRANSIT" })] },
      ACTIVE_PLAN: { ...bare, arrangement: "ACTIVE" as const },
      PAID: { ...bare, paid: 100_000 },
    }[guard]!;
    expect(refusalOf(requestRecall(known(account), asking("STRATEGY"), by))).toMatchObject({
      code: "recall-guarded",
      extra: { guards: [guard] },
    });
    expect(requestRecall(known(account), asking("STRATEGY", { force: true }), by).ok).toBe(true);
  });

  it("twice for the same reason changes nothing; for another is told what is possible", () => {
    const bare = anAccount();
    const account = { ...bare, recall: aRecall(bare) };
    expect(valueOf(requestRecall(known(account), asking("STRATEGY"), by))).toBeUndefined();
    expect(refusalOf(requestRecall(known(account), asking("DEBT_SALE"), by))).toMatchObject({
      code: "invalid-transition",
      extra: { from: "PENDING", allowed: ["final-recall", "cancel-recall"] },
    });
  });

  it("can end a notice early, but not one that never began", () => {
    const bare = anAccount();
    const account = { ...bare, recall: aRecall(bare, { state: "OBJECTED" }) };
    const step = valueOf(requestRecall(known(account), asking("STRATEGY", { final: true }), by))!;
    expect(step.account).toMatchObject({ lifecycle: "RECALLED", recall: { state: "FINAL" } });
    expect(step.clocksStopped).toEqual([{ kind: "RECALL", ref: account.recall.recallId }]);
    expect(refusalOf(requestRecall(known(bare), asking("STRATEGY", { final: true }), by)).code).toBe(
      "invalid-transition",
    );
  });

  it("can change its mind until it is final", () => {
    const bare = anAccount();
    const step = valueOf(cancelRecall({ account: { ...bare, recall: aRecall(bare) } }, by));
    expect(step.account.recall).toBeUndefined();
    expect(deliveriesOf(step.events)).toEqual(["recall.cancelled"]);
    const over = withoutAgency(bare, { lifecycle: "RECALLED", recall: aRecall(bare, { state: "FINAL" }) });
    expect(refusalOf(cancelRecall({ account: over }, by)).code).toBe("invalid-transition");
    expect(refusalOf(cancelRecall({ account: bare }, by)).code).toBe("invalid-transition");
  });
});

describe("an agency that objects", () => {
  const bare = anAccount();
  const account = { ...bare, recall: aRecall(bare) };
  const { recallId } = account.recall;
  const terms = { objectionDays: { PROMISE_TO_PAY: 14, ACTIVE_PLAN: 30 } };
  const objecting = (reason: string, to = account) =>
    objectToRecall(
      known(to, { terms }),
      received("recall.objected", to, { data: { recallId, reason, text: "Pays on Friday." } }),
    );

  it("puts the recall off by the contract's days, once for each reason", () => {
    const first = valueOf(objecting("PROMISE_TO_PAY"));
    expect(first.account.recall).toMatchObject({
      state: "OBJECTED",
      finalAt: "2026-03-23T12:00:00.000Z",
      objections: ["PROMISE_TO_PAY"],
    });
    expect(deliveriesOf(first.events)).toEqual(["recall.objected"]);
    const after = { ...account, recall: first.account.recall! };
    expect(refusalOf(objecting("PROMISE_TO_PAY", after))).toMatchObject({
      code: "objection-not-allowed",
      extra: { allowed: ["ACTIVE_PLAN"] },
    });
    expect(valueOf(objecting("ACTIVE_PLAN", after)).account.recall?.finalAt).toBe("2026-04-22T12:00:00.000Z");
  });

  it("for a reason that the contract does not know is told which it knows", () => {
    expect(refusalOf(objecting("LEGAL_STEP_PENDING"))).toMatchObject({
      code: "objection-not-allowed",
      extra: { allowed: ["PROMISE_TO_PAY", "ACTIVE_PLAN"] },
    });
  });

  it("cannot object to what is final, nor to a recall from another agency", () => {
    const final = { ...account, recall: aRecall(bare, { state: "FINAL" }) };
    expect(refusalOf(objecting("PROMISE_TO_PAY", final)).code).toBe("invalid-transition");
    const second = anAccount({ holders: [anAgencyId(), anAgencyId()] });
    const recall = aRecall(second);
    const former = received("recall.objected", second, {
      placementId: placementIdOf(second.accountId, 1),
      data: { recallId: recall.recallId, reason: "PROMISE_TO_PAY" },
    });
    expect(refusalOf(objectToRecall(known({ ...second, recall }), former)).code).toBe("not-found");
  });
});

describe("an agency that gives the account back", () => {
  const bare = anAccount();
  const account = { ...bare, recall: aRecall(bare) };
  const giving = received("recall.acknowledged", account, { data: { recallId: account.recall.recallId } });

  it("ends its placement before the notice is over", () => {
    const outcome = valueOf(acknowledgeRecall(known(account), giving));
    expect(outcome.account).toMatchObject({
      lifecycle: "RECALLED",
      recall: { state: "FINAL", acknowledgedAt: now },
    });
    expect(outcome.placement).toMatchObject({ state: "RECALLED", ended: { code: "STRATEGY" } });
    expect(outcome.clocksStopped).toEqual([{ kind: "RECALL", ref: account.recall.recallId }]);
  });

  it("after it was final only confirms", () => {
    const over = withoutAgency(account, { lifecycle: "RECALLED", recall: aRecall(bare, { state: "FINAL" }) });
    const outcome = valueOf(acknowledgeRecall(known(over), giving));
    expect(outcome.account).toMatchObject({ lifecycle: "RECALLED", recall: { acknowledgedAt: now } });
    expect(outcome.placement).toBeUndefined();
  });
});

describe("a notice that is over", () => {
  const bare = anAccount();
  const account = { ...bare, recall: aRecall(bare, { state: "OBJECTED" }) };
  const clock = aClock(account, { kind: "RECALL", ref: account.recall.recallId });

  it("takes the account back and says until when payments and data are the agency's", () => {
    const step = fire(clock, known(account, { terms: { tailDays: 20, deletionDays: 10 } }), now)!;
    expect(step.account.lifecycle).toBe("RECALLED");
    expect(step.events).toMatchObject([
      {
        type: "placement.recalled",
        data: {
          placementId: placementOf(account),
          recallId: account.recall.recallId,
          tailUntil: "2026-03-22T12:00:00.000Z",
          deleteBy: "2026-03-12T12:00:00.000Z",
        },
      },
    ]);
  });

  it("does nothing once the recall was cancelled or the account went on", () => {
    expect(fire(clock, known(bare), now)).toBeUndefined();
    const other = { ...account, recall: aRecall({ ...bare, sequence: 9 }) };
    expect(fire(clock, known(other), now)).toBeUndefined();
    expect(fire(clock, known(withoutAgency(account, { lifecycle: "CLOSED" })), now)).toBeUndefined();
  });
});
