import { describe, expect, it } from "vitest";
import { ResolveBreakRequest } from "../../shared/breaks/resolution-wire.ts";
import type { BreakCommand } from "../../shared/breaks/wire.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { aLine, aReversalLine } from "../support/advice.ts";
import { newReconcilingWorld, type ReconcilingWorld } from "../support/reconciling-world.ts";
import { usd } from "../support/tenant.ts";

const writeOff: BreakCommand = {
  kind: "RESOLVE",
  resolution: ResolveBreakRequest.parse({
    method: "WRITE_OFF_TOLERANCE",
    explanation: "Nobody will ask for it.",
    posting: { entry: "WRITE_OFF_CLEARING" },
  }),
};

/** Runs once; the next one is a day later. */
async function ran(world: ReconcilingWorld, times = 1): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await world.useCases().answer(await world.requested());
    world.pass(24);
  }
}

const breaksOf = async ({ useCases, lenderId }: ReconcilingWorld, list: "OPEN" | "RESOLVED") => {
  const { records } = await breakStore(useCases().reader).page({ lenderId, list, limit: 100 });
  return records.map(({ code, amount, action, owner, resolution }) => ({
    code,
    amount,
    action,
    owner,
    method: resolution?.method,
  }));
};

const openBreaks = async (world: ReconcilingWorld) =>
  (await breaksOf(world, "OPEN")).map(({ code, amount }) => [code, amount]);

const clearing = async (world: ReconcilingWorld): Promise<number> =>
  (await world.balances())["agency-clearing"] ?? 0;

const corrects = async (world: ReconcilingWorld, data: object, paymentRef = "p-1") =>
  world.report("payment.corrected", { paymentRef, supersedesEventId: "e-1", ...data });

const other = { ref: "p-0", reported: 12_000, advised: 12_000 };

/** A payment that was matched, and all that an advice may take its time for has passed. */
async function matched(recipient?: "LENDER"): Promise<ReconcilingWorld> {
  const payment = { ref: "p-1", reported: 30_000, advised: 30_000, ...(recipient && { recipient }) };
  const world = await newReconcilingWorld([other, payment]);
  world.pass(24 * 60);
  await ran(world);
  expect([await clearing(world), await openBreaks(world)]).toEqual([0, []]);
  return world;
}

describe("a payment whose recipient is corrected once it is matched", () => {
  it.each([
    { why: "the agency never had it", before: undefined, recipient: "LENDER", amount: -30_000 },
    { why: "a court has it", before: undefined, recipient: "COURT", amount: -30_000 },
    { why: "the agency has it after all", before: "LENDER", recipient: "AGENCY", amount: 30_000 },
  ] as const)(
    "is a break of all of it, whose write-off leaves nothing on the clearing: $why",
    async ({ before, recipient, amount }) => {
      const world = await matched(before);
      await corrects(world, { recipient });
      expect(await clearing(world)).toBe(amount);
      await ran(world);
      expect(await breaksOf(world, "OPEN")).toEqual([
        { code: "PAY_MISSING_AT_AGENCY", amount, action: "CLAIM_FUNDS", owner: "LENDER" },
      ]);
      await world.useCases().onBreak("PAY_MISSING_AT_AGENCY", writeOff);
      await ran(world, 2);
      expect([await clearing(world), await openBreaks(world)]).toEqual([0, []]);
    },
  );

  it("is settled by an advice that takes it back, and lists it as the lender's", async () => {
    const world = await matched();
    await corrects(world, { recipient: "LENDER" });
    await ran(world);
    const back = aReversalLine({ paymentRef: "r-1", originalPaymentRef: "p-1", gross: 30_000 });
    const direct = aLine({ kind: "DIRECT_PAYMENT", paymentRef: "p-1", gross: 30_000 });
    const more = aLine({ paymentRef: "p-2", gross: 40_000 });
    await world.report("payment.received", { paymentRef: "p-2", amount: usd(40_000), method: "CARD" });
    await world.advises(
      ...[back, direct, more].map((line) => ({ ...line, paidOn: "2026-03-02", commission: 0, tax: 0 })),
    );
    await ran(world, 2);
    const { expected } = await world.state();
    expect(expected.every(([, , isMatched]) => isMatched)).toBe(true);
    expect(await clearing(world)).toBe(0);
    expect(await openBreaks(world)).not.toContainEqual(["PAY_MISSING_AT_AGENCY", expect.any(Number)]);
  });

  it("is as if nothing had been said when it is corrected back, whatever was given up meanwhile", async () => {
    for (const isGivenUp of [false, true]) {
      const world = await matched();
      await corrects(world, { recipient: "LENDER" });
      await ran(world);
      if (isGivenUp) await world.useCases().onBreak("PAY_MISSING_AT_AGENCY", writeOff);
      await corrects(world, { recipient: "AGENCY" });
      await ran(world, 2);
      expect([await clearing(world), await openBreaks(world)]).toEqual([0, []]);
      expect((await world.balances())["tolerance"]).toBeUndefined();
    }
  });

  it("is a break of what is left of it, where a part went back before", async () => {
    const world = await matched();
    const part = { reversalRef: "r-1", originalPaymentRef: "p-1", amount: usd(10_000), reason: "NSF" };
    await world.report("payment.reversed", part);
    await world.advises(
      aReversalLine({ paymentRef: "r-1", originalPaymentRef: "p-1", gross: 10_000, paidOn: "2026-03-02" }),
    );
    await ran(world);
    await corrects(world, { recipient: "LENDER" });
    await ran(world);
    expect([await clearing(world), await openBreaks(world)]).toEqual([
      -20_000,
      expect.arrayContaining([["PAY_MISSING_AT_AGENCY", -20_000]]),
    ]);
  });

  it("can still be taken back, and that is no more than was paid", async () => {
    const world = await matched();
    await corrects(world, { recipient: "LENDER" });
    const whole = { reversalRef: "r-1", originalPaymentRef: "p-1", amount: usd(30_000), reason: "NSF" };
    await world.report("payment.reversed", whole);
    await ran(world);
    expect(await openBreaks(world)).toEqual([["PAY_MISSING_AT_AGENCY", -30_000]]);
  });

  it("is a break of an agency without advices, too", async () => {
    const world = await newReconcilingWorld([{ ref: "p-1", reported: 30_000 }], { sendsAdvices: false });
    world.pass(24 * 60);
    await ran(world);
    await corrects(world, { recipient: "LENDER" });
    await ran(world);
    expect(await openBreaks(world)).toEqual([["PAY_MISSING_AT_LENDER", -30_000]]);
    await world.useCases().onBreak("PAY_MISSING_AT_LENDER", writeOff);
    expect(await clearing(world)).toBe(0);
    await corrects(world, { recipient: "AGENCY" });
    await ran(world, 2);
    expect([await clearing(world), await openBreaks(world)]).toEqual([0, []]);
  });
});

describe("a payment whose amount is corrected once it is matched", () => {
  it.each([
    ["more", 31_000, 1_000],
    ["less", 28_000, -2_000],
  ])("is a break of the difference, and no repeat of itself: %s", async (_name, amount, difference) => {
    const world = await matched();
    await corrects(world, { amount: usd(amount) });
    await ran(world);
    expect([await clearing(world), await openBreaks(world)]).toEqual([
      difference,
      [["PAY_MISSING_AT_AGENCY", difference]],
    ]);
    await world.useCases().onBreak("PAY_MISSING_AT_AGENCY", writeOff);
    await ran(world);
    expect([await clearing(world), await openBreaks(world)]).toEqual([0, []]);
  });

  it("may go back as a whole", async () => {
    const world = await matched();
    await corrects(world, { amount: usd(31_000) });
    const whole = { reversalRef: "r-1", originalPaymentRef: "p-1", amount: usd(31_000), reason: "NSF" };
    await world.report("payment.reversed", whole);
    await ran(world);
    expect((await openBreaks(world)).map(([code]) => code)).not.toContain("REVERSAL_EXCEEDS");
  });
});

describe("what was given up of an agency's account, and is at odds no more", () => {
  async function givenUp(
    code: "PAY_MISSING_AT_AGENCY" | "PAY_MISSING_AT_LENDER" | "AMOUNT_DIFF",
    of: object,
  ) {
    const world = await newReconcilingWorld([other, { ref: "p-1", ...of }]);
    world.pass(24 * 60);
    await ran(world);
    await world.useCases().onBreak(code, writeOff);
    await ran(world);
    expect([await clearing(world), await openBreaks(world)]).toEqual([0, []]);
    return world;
  }

  const whole = { reversalRef: "r-1", originalPaymentRef: "p-1", amount: usd(30_000), reason: "NSF" };
  const advised = aLine({ paymentRef: "p-1", gross: 30_000, paidOn: "2026-03-02" });
  const reported = { paymentRef: "p-1", amount: usd(30_000), method: "CARD" };

  it.each([
    {
      why: "a payment that the agency never had",
      code: "PAY_MISSING_AT_AGENCY",
      of: { reported: 30_000 },
      happens: async (world: ReconcilingWorld) => corrects(world, { recipient: "LENDER" }),
    },
    {
      why: "a payment that was taken back",
      code: "PAY_MISSING_AT_AGENCY",
      of: { reported: 30_000 },
      happens: async (world: ReconcilingWorld) => world.report("payment.reversed", whole),
    },
    {
      why: "a payment that is advised after all",
      code: "PAY_MISSING_AT_AGENCY",
      of: { reported: 30_000 },
      happens: async (world: ReconcilingWorld) => world.advises(advised),
    },
    {
      why: "a line whose payment is reported after all",
      code: "PAY_MISSING_AT_LENDER",
      of: { advised: 30_000 },
      happens: async (world: ReconcilingWorld) => world.report("payment.received", reported),
    },
    {
      why: "a difference that was corrected",
      code: "AMOUNT_DIFF",
      of: { reported: 30_000, advised: 20_000 },
      happens: async (world: ReconcilingWorld) => corrects(world, { amount: usd(20_000) }),
    },
  ] as const)("comes back by the run that finds it so: $why", async ({ code, of, happens }) => {
    const world = await givenUp(code, of);
    await happens(world);
    expect(await clearing(world)).not.toBe(0);
    await ran(world, 2);
    expect(await clearing(world)).toBe(0);
    expect((await world.balances())["tolerance"]).toBeUndefined();
    expect(await breaksOf(world, "RESOLVED")).toContainEqual(
      expect.objectContaining({ code, method: "MATCH" }),
    );
  });

  it("is a break of what is left, where it was corrected to something else", async () => {
    const world = await givenUp("PAY_MISSING_AT_AGENCY", { reported: 30_000 });
    await corrects(world, { amount: usd(17_000) });
    await ran(world);
    expect([await clearing(world), await openBreaks(world)]).toEqual([
      17_000,
      [["PAY_MISSING_AT_AGENCY", 17_000]],
    ]);
    await world.useCases().onBreak("PAY_MISSING_AT_AGENCY", writeOff);
    await ran(world);
    expect([await clearing(world), await openBreaks(world)]).toEqual([0, []]);
  });
});
