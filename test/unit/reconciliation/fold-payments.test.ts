import { describe, expect, it } from "vitest";
import { StoredExpectation } from "../../../shared/reconciliation/expectation-store.ts";
import { foldPayments, type Expected } from "../../../shared/reconciliation/fold-payments.ts";
import { refolded } from "../../../shared/reconciliation/refold.ts";
import { PlacementTerms } from "../../../shared/placements/wire.ts";
import {
  anAccount,
  aPlacement,
  at,
  now,
  received,
  usd,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";
import { after, aWorld, take, type World } from "../../support/builders-world.ts";
import { receiveDirectPayment } from "../../../shared/payments/direct-payment.ts";
import { reverseDirectPayment } from "../../../shared/payments/direct-reversal.ts";
import { DirectPaymentRequest, DirectReversalRequest } from "../../../shared/payments/direct-wire.ts";
import { aPlan } from "../../support/commissions.ts";
import { aStory, stored as asStored, type Story } from "../../support/disputed-payments.ts";
import { historyOf } from "../../support/history.ts";
import { reconciled, someTerms } from "../../support/reconciliation.ts";

const account = anAccount({ due: { PRINCIPAL: 100_000 } });
const [agencyId] = account.holders;
const commission = { plan: aPlan(), ageDays: 90, region: "US-CT" };
const placement = aPlacement(account, { offeredAt: at("2026-02-01T00:00:00Z"), commission });

const pay = (world: World, amount: number, more: object = {}): World =>
  take(
    world,
    received("payment.received", account, { data: { paymentRef: "P-1", amount: usd(amount), ...more } }),
  ).world;
const back = (world: World, reversalRef: string, amount: number): World => {
  const data = { reversalRef, originalPaymentRef: "P-1", amount: usd(amount), reason: "NSF" };
  return take(world, received("payment.reversed", account, { data })).world;
};
const correct = (world: World, right: object): World =>
  take(
    world,
    received("payment.corrected", account, { data: { paymentRef: "P-1", supersedesEventId: "e", ...right } }),
  ).world;

const fold = (world: World): readonly Expected[] => foldPayments(account, [placement], historyOf(world));
const face = ({ id, kind, amount, commission: due }: Expected) => [id, kind, amount, due?.amount];

describe("what is expected of a history", () => {
  it("is a payment with its commission, and what is known of its placement", () => {
    expect(fold(pay(aWorld(account), 10_000, { method: "CARD" }))).toEqual([
      expect.objectContaining({
        id: `${agencyId}/P/P-1`,
        kind: "PAYMENT",
        paymentRef: "P-1",
        amount: 10_000,
        method: "CARD",
        recipient: "AGENCY",
        effectiveOn: "2026-03-01",
        commission: { amount: 3_000, tax: 0, planRef: "standard", planVersion: 3 },
        placement: { placedOn: "2026-02-01", holderAgencyId: agencyId },
      }),
    ]);
  });

  it("is a reversal of its own, below zero, whose commission is the exact negative", () => {
    const world = back(back(pay(aWorld(account), 10_001), "R-1", 5_000), "R-2", 5_001);
    const [payment, first, second] = fold(world);
    expect([first, second].map((one) => [one?.kind, one?.amount, one?.originalPaymentRef])).toEqual([
      ["REVERSAL", -5_000, "P-1"],
      ["REVERSAL", -5_001, "P-1"],
    ]);
    const sum = [payment, first, second].reduce((total, one) => total + (one?.commission?.amount ?? 0), 0);
    expect(sum).toBe(0);
  });

  it("is a reversal that says nothing of its payment, where that is not in the history", () => {
    const history = historyOf(back(pay(aWorld(account), 10_000, { method: "CARD" }), "R-1", 4_000));
    const [known] = foldPayments(account, [placement], history).slice(1);
    expect(known).toMatchObject({ method: "CARD", reverses: `${agencyId}/P/P-1` });
    const alone = foldPayments(
      account,
      [placement],
      history.filter(({ type }) => type === "payment.reversed"),
    );
    expect(alone).toMatchObject([{ kind: "REVERSAL", amount: -4_000, recipient: "AGENCY", method: "OTHER" }]);
    expect(alone[0]).not.toHaveProperty("reverses");
    expect(alone[0]).not.toHaveProperty("commission");
  });

  it("bears no commission for what is reversed beyond the payment", () => {
    const world = back(back(pay(aWorld(account), 10_000), "R-1", 5_000), "R-2", 5_000);
    const tooMuch = historyOf(world).map((event) =>
      event.data["reversalRef"] === "R-2" ? { ...event, data: { ...event.data, amount: usd(5_001) } } : event,
    );
    const [, first, second] = foldPayments(account, [placement], tooMuch);
    expect(first?.commission?.amount).toBe(-1_500);
    expect(second).not.toHaveProperty("commission");
  });

  it("knows when its placement ended, and until when what comes in still counts", () => {
    const ended = aPlacement(account, {
      offeredAt: at("2026-02-01T00:00:00Z"),
      endedAt: at("2026-04-01T10:00:00Z"),
      tailUntil: at("2026-05-01T10:00:00Z"),
    });
    const [one] = foldPayments(account, [ended], historyOf(pay(aWorld(account), 10_000)));
    expect(one?.placement).toMatchObject({ endedOn: "2026-04-01", tailUntil: "2026-05-01" });
  });

  it("knows when its account was final, so that what is taken back after that is told as late", () => {
    const world = back(pay(aWorld(account), 10_000), "R-1", 4_000);
    const known = historyOf(world);
    const final = {
      ...known[0]!,
      type: "account.finalized",
      effectiveAt: at("2026-02-20T09:00:00Z"),
      data: {},
      postings: [],
    };
    const [payment, reversal] = foldPayments(account, [placement], [final, ...known]);
    expect(reversal?.placement).toMatchObject({ finalizedOn: "2026-02-20" });
    const expectations = [payment!, reversal!];
    const terms = [someTerms({ lenderId: account.lenderId, agencyId: agencyId! })];
    const { breaks } = reconciled({ terms, expectations, advices: [], lines: [], bankLines: [] });
    expect(breaks.filter(({ code }) => code === "REVERSAL_LATE")).toMatchObject([
      { amount: -4_000, subjects: { reported: [reversal!.id] } },
    ]);
    expect(fold(world)[1]?.placement).not.toHaveProperty("finalizedOn");
  });

  it("has corrections folded into their payment, those that are superseded left out", () => {
    const corrected = correct(pay(aWorld(account), 10_000), { amount: usd(8_000), method: "CASH" });
    expect(fold(corrected).map(face)).toEqual([[`${agencyId}/P/P-1`, "PAYMENT", 8_000, 2_400]]);
    expect(fold(corrected)[0]?.method).toBe("CASH");
  });

  it("is to be deposited as its placement's terms have it, where the agency has the money", () => {
    const world = pay(aWorld(account), 10_000);
    const terms = PlacementTerms.parse({ trustDepositDays: 2 });
    const [one] = foldPayments(account, [{ ...placement, terms }], historyOf(world));
    expect(one).toMatchObject({
      depositDueOn: "2026-03-03",
      depositRule: expect.stringContaining("contract"),
    });
    expect(fold(world)[0]).not.toHaveProperty("depositDueOn");
    const direct = pay(aWorld(account), 10_000, { recipient: "LENDER" });
    const [other] = foldPayments(account, [{ ...placement, terms }], historyOf(direct));
    expect(other).not.toHaveProperty("depositDueOn");
  });

  it("bears no commission where the placement has no plan, and no placement where none is known", () => {
    const world = pay(aWorld(account), 10_000);
    const bare = foldPayments(account, [aPlacement(account)], historyOf(world));
    expect(bare[0]).not.toHaveProperty("commission");
    expect(foldPayments(account, [], historyOf(world))[0]).not.toHaveProperty("placement");
  });
});

describe("what is expected of a payment to the lender", () => {
  const by = { actor: { kind: "LENDER" as const, id: account.lenderId }, now, requestHash: "c" };
  const request = { paymentRef: "P-1", amount: usd(10_000), effectiveAt: "2026-03-01T09:30:00Z" };
  const receive = (world: World, more: object = {}, placed = world.placement) => {
    const known = { account: world.account, placement: placed };
    const asked = DirectPaymentRequest.parse({ ...request, ...more });
    const { step, payment } = valueOf(receiveDirectPayment(known, asked, by));
    return { payment, world: after(world, step) };
  };
  const plan = aPlan({ directPayRateBp: 1_000 });
  const direct = aPlacement(account, {
    offeredAt: at("2026-02-01T00:00:00Z"),
    commission: { plan, ageDays: 90, region: "US-CT" },
  });
  const folded = (world: World, placements = [direct]) => foldPayments(account, placements, historyOf(world));

  it("is its agency's, with the commission of direct payments, and until when the agency must know of it", () => {
    expect(folded(receive(aWorld(account)).world)).toEqual([
      expect.objectContaining({
        id: `${agencyId}/D/P-1`,
        agencyId,
        kind: "PAYMENT",
        paymentRef: "P-1",
        amount: 10_000,
        recipient: "LENDER",
        effectiveOn: "2026-03-01",
        commission: { amount: 1_000, tax: 0, planRef: plan.planRef, planVersion: plan.version },
        notice: { dueOn: "2026-03-04" },
      }),
    ]);
  });

  it("bears nothing before the placement", () => {
    const early = { effectiveAt: "2026-01-31T09:30:00Z" };
    const [one] = folded(receive(aWorld(account), early).world);
    expect([one?.noFee, one?.commission?.amount]).toEqual([true, 0]);
  });

  it("stands beside what the agency reported under the same reference, reversals and all", () => {
    const { payment, world } = receive(pay(aWorld(account), 7_000));
    const back = DirectReversalRequest.parse({
      reversalRef: "R-1",
      amount: usd(10_000),
      reason: "NSF",
      effectiveAt: "2026-03-02T09:30:00Z",
    });
    const asked = { payment, request: back };
    const { step } = valueOf(reverseDirectPayment({ account: world.account }, asked, by));
    const all = folded(after(world, step));
    expect(all.map(face)).toEqual([
      [`${agencyId}/P/P-1`, "PAYMENT", 7_000, 2_100],
      [`${agencyId}/D/P-1`, "PAYMENT", 10_000, 1_000],
      [`${agencyId}/DR/R-1`, "REVERSAL", -10_000, -1_000],
    ]);
    // What went back whole need not be confirmed.
    expect(all.map(({ notice }) => notice)).toEqual([undefined, undefined, undefined]);
  });

  it("that nobody was told of is the agency's in whose tail it falls, and nobody's after that", () => {
    const free = withoutAgency(account, { lifecycle: "CLOSED" });
    const ended = (tailUntil: string) => ({
      ...direct,
      state: "CLOSED" as const,
      endedAt: at("2026-02-20T00:00:00Z"),
      tailUntil: at(tailUntil),
    });
    const { world } = receive(aWorld(free));
    const [one] = folded(world, [ended("2026-03-01T00:00:00Z")]);
    expect([one?.id, one?.notice]).toEqual([`${agencyId}/D/P-1`, undefined]);
    expect(folded(world, [ended("2026-02-28T00:00:00Z")])).toEqual([]);
    expect(folded(world, [{ ...direct, state: "DECLINED" }])).toEqual([]);
  });
});

describe("an account that is folded again", () => {
  const stored = (one: Expected, over: object = {}) =>
    StoredExpectation.parse({ ...one, revision: 1, ...over });
  const before = fold(pay(aWorld(account), 10_000));
  const corrected = fold(correct(pay(aWorld(account), 10_000), { amount: usd(8_000) }));
  const one = before[0]!;

  it("writes what is new and nothing that stands", () => {
    expect(refolded([], before)).toEqual([{ before: undefined, after: one }]);
    expect(refolded([stored(one)], before)).toEqual([]);
  });

  it("changes what is open", () => {
    expect(refolded([stored(one)], corrected)).toEqual([{ before: stored(one), after: corrected[0] }]);
  });

  it("expects the difference for itself once the payment is matched, and once", () => {
    const matched = stored(one, { matchId: "mat_1" });
    const [difference, ...others] = refolded([matched], corrected);
    expect(others).toEqual([]);
    expect(difference).toMatchObject({
      before: undefined,
      after: { id: `${agencyId}/P.1/P-1`, kind: "REVERSAL", amount: -2_000, originalPaymentRef: "P-1" },
    });
    const open = stored(difference!.after);
    expect(refolded([matched, open], corrected)).toEqual([]);
    const settled = { ...open, matchId: "mat_2" };
    expect(refolded([matched, settled], corrected)).toEqual([]);
    expect(refolded([matched, settled], before)).toMatchObject([
      { after: { id: `${agencyId}/P.2/P-1`, kind: "PAYMENT", amount: 2_000 } },
    ]);
  });

  it("expects of the agency, and of whoever has it, what a corrected recipient moves", () => {
    const right = { amount: usd(10_000), recipient: "LENDER" };
    const moved = fold(correct(pay(aWorld(account), 10_000), right));
    const matched = stored(one, { matchId: "mat_1" });
    const [back, elsewhere, ...others] = refolded([matched], moved).slice(-2);
    expect(others).toEqual([]);
    expect([back?.after, elsewhere?.after]).toMatchObject([
      { id: `${agencyId}/P.1/P-1`, kind: "REVERSAL", amount: -10_000, recipient: "AGENCY", corrects: one.id },
      { id: `${agencyId}/P.2/P-1`, kind: "PAYMENT", amount: 10_000, recipient: "LENDER", corrects: one.id },
    ]);
    expect(elsewhere?.after.depositDueOn).toBeUndefined();
    const [first, second] = [stored(back!.after), stored(elsewhere!.after)];
    expect(refolded([matched, first, second], before).map(({ after }) => [after.id, after.amount])).toEqual([
      [first.id, 0],
      [second.id, 0],
    ]);
  });

  it("expects no more than was paid once the match is taken back", () => {
    const [difference] = refolded([stored(one, { matchId: "mat_1" })], corrected);
    const open = stored(difference!.after);
    expect(refolded([stored(one), open], corrected)).toEqual([]);
    expect(refolded([stored(one), { ...open, matchId: "mat_2" }], before)).toMatchObject([
      { after: { id: `${agencyId}/P.2/P-1`, kind: "PAYMENT", amount: 2_000 } },
    ]);
  });

  it("has an id of its own, whoever reported the payment", () => {
    const direct = { ...one, id: `${agencyId}/D/D-1`, paymentRef: "D-1" };
    const matched = stored(direct, { matchId: "mat_1" });
    const [difference] = refolded([matched], [{ ...direct, amount: direct.amount - 100 }]);
    expect(difference?.after).toMatchObject({ id: `${agencyId}/D.1/D-1`, amount: -100 });
  });

  it("takes no payment for another one's correction, whatever its reference is made of", () => {
    const named = (paymentRef: string) => ({ ...one, paymentRef, id: `${agencyId}/P/${paymentRef}` });
    const [plain, alike] = [named("A"), named("A/C/1")];
    expect(refolded([stored(plain, { matchId: "mat_1" }), stored(alike)], [plain, alike])).toEqual([]);
  });
});

describe("commission by the stage of the law", () => {
  const rates = { PRE_LEGAL: 2_000, LEGAL: 3_000, ENFORCEMENT: 4_000 };
  const before = aStory({ PRINCIPAL: 100_000 }, { rule: { kind: "TIERED", by: "LEGAL_STAGE", rates } });
  const feesOf = (story: Story) =>
    story.fold().map(({ paymentRef, commission: due }) => [paymentRef, due?.amount]);
  const story = before
    .reaches("LEGAL", "2026-03-10")
    .pays("P-1", 10_000, "2026-03-09")
    .pays("P-2", 10_000, "2026-03-10")
    .reaches("ENFORCEMENT", "2026-03-20")
    .pays("P-3", 10_000, "2026-03-20");

  it("is by the stage on the day of each payment, at the rates that the placement keeps", () => {
    expect(feesOf(story)).toEqual([
      ["P-1", 2_000],
      ["P-2", 3_000],
      ["P-3", 4_000],
    ]);
  });

  it("is the same whenever it is folded, and whatever else is reported of the account", () => {
    expect(story.fold()).toEqual(story.fold());
    expect(feesOf(story.pays("P-4", 1_000, "2026-03-01")).slice(0, 3)).toEqual(feesOf(story));
    const kept = story.fold().map((one) => asStored(one));
    expect(refolded(kept, story.fold())).toEqual([]);
  });

  it("says by which event and since when it is in that stage", () => {
    const [first, second] = story.fold().map(({ line }) => line?.explain[0]);
    expect(first).toMatchObject({ step: "INPUTS", legalStage: "PRE_LEGAL" });
    expect(first).not.toHaveProperty("stagedBy");
    const [said] = story.history().filter(({ type }) => type === "placement.stage_changed");
    expect(second).toMatchObject({ legalStage: "LEGAL", stagedOn: "2026-03-10", stagedBy: said?.eventId });
  });

  it("is another one from a day that is reported late on, and a matched payment keeps what it bore", () => {
    const paid = before.pays("P-1", 10_000, "2026-03-12");
    const [one] = paid.fold();
    const matched = { ...asStored(one!), matchId: "mat_1" };
    const late = paid.reaches("LEGAL", "2026-03-10");
    expect(feesOf(late)).toEqual([["P-1", 3_000]]);
    expect(refolded([matched], late.fold())).toMatchObject([
      { after: { commission: { amount: 3_000 }, matchedAs: { amount: 2_000, tax: 0 } } },
    ]);
  });

  it("goes back with its payment as it was borne, in whatever stage the placement is by then", () => {
    const reversed = before
      .pays("P-1", 10_000, "2026-03-09")
      .reaches("LEGAL", "2026-03-10")
      .takesBack("P-1", 10_000);
    expect(reversed.fold().map(({ commission: due }) => due?.amount)).toEqual([2_000, -2_000]);
  });
});
