import { describe, expect, it } from "vitest";
import type { MatchId } from "../../shared/reconciliation/stored-match.ts";
import { UnmatchRequest } from "../../shared/reconciliation/unmatch-wire.ts";
import { atEach, Crash, crashing, effects, type CrashPoint } from "../support/crash.ts";
import {
  newReconcilingWorld,
  type ReconcilingWorld,
  type Told,
  type Wish,
} from "../support/reconciling-world.ts";

/** One of each: exact, a cent apart and before the account was placed, never reported, never advised. */
const payments: readonly Told[] = [
  { ref: "p-1", reported: 30_000, advised: 30_000 },
  { ref: "p-2", reported: 10_000, advised: 9_999, paidOn: "2026-03-01" },
  { ref: "p-3", advised: 500 },
  { ref: "p-4", reported: 700 },
];

type Cases = ReturnType<ReconcilingWorld["useCases"]>;

type Scenario = {
  readonly payments?: readonly Told[];
  readonly wish?: Wish;
  readonly before?: (world: ReconcilingWorld) => Promise<unknown>;
  readonly step: (cases: Cases, world: ReconcilingWorld) => Promise<(cases: Cases) => Promise<unknown>>;
};

async function ended({ before, step, ...of }: Scenario, point?: CrashPoint) {
  const world = await newReconcilingWorld(of.payments ?? payments, of.wish);
  await before?.(world);
  const start = await world.state();
  const take = await step(world.useCases(), world);
  const crash = crashing(point);
  const crashed = await take(world.useCases(crash.around)).then(
    () => false,
    (error: unknown) => {
      if (error instanceof Crash) return true;
      throw error;
    },
  );
  expect(crashed, "every point is reached").toBe(point !== undefined);
  if (crashed) for (let n = 0; n < 2; n += 1) await take(world.useCases());
  const end = await world.state();
  expect(end, "a step that leaves nothing proves nothing").not.toEqual(start);
  return { end, points: crash.points() };
}

async function survives(scenario: Scenario) {
  const { end, points } = await ended(scenario);
  expect(points).not.toEqual([]);
  await atEach(effects(points), async (point) => {
    const crashed = await ended(scenario, point);
    expect(crashed.end, `crashed ${point.when} call ${point.call}`).toEqual(end);
  });
  return end;
}

const aRun: Scenario["step"] = async (_cases, world) => {
  const id = await world.requested();
  return async (cases) => cases.answer(id);
};

const ran = async (world: ReconcilingWorld): Promise<void> => {
  await world.useCases().answer(await world.requested());
  world.pass(24);
};

const matchOf = async (world: ReconcilingWorld, reference: string): Promise<MatchId> => {
  const { items } = await world.useCases().matches.page(world.book, 100);
  return items.find((one) => one.reference === reference)!.matchId;
};

const request = UnmatchRequest.parse({ reason: "The wrong one." });

describe("a run of the reconciliation that crashes anywhere and is told again", () => {
  it("ends as if nothing had crashed, the first one of a book", async () => {
    const end = await survives({ step: aRun });
    expect(end).toMatchObject({
      matches: [
        { of: ["ADVISED", "REF", "p-", "MADE", 1], sums: [30_000, 0, 1, 1] },
        { of: ["ADVISED", "REF-NEAR", "p-", "MADE", 1], sums: [9_999, -1, 1, 1] },
        { of: ["FUNDED", "BANK-REF", "B-", "MADE", 1], sums: [40_499, 0, 1, 1] },
      ],
      banked: 0,
      advice: ["BROKEN", expect.any(Number)],
      unsettled: 0,
      // What is told of facts that are matched then is told by no later run.
      breaks: expect.arrayContaining([["PAY_BEFORE_PLACEMENT", expect.any(Number), "OPEN", 1, 1]]),
      runs: [["DONE", { found: 3, matched: 3, notMade: 0 }]],
    });
  }, 600_000);

  it("ends as if nothing had crashed, when facts came since the run before", async () => {
    const end = await survives({
      before: async (world) => {
        await ran(world);
        await world.report("payment.received", {
          paymentRef: "p-3",
          amount: { amount: 500, currency: "USD" },
        });
        await world.report("payment.received", {
          paymentRef: "p-5",
          amount: { amount: 10_000, currency: "USD" },
          method: "CARD",
        });
        await world.report("payment.corrected", {
          supersedesEventId: "e-2",
          paymentRef: "p-1",
          amount: { amount: 28_000, currency: "USD" },
        });
      },
      step: aRun,
    });
    expect(end.matches).toHaveLength(4);
    expect(end.expected).toContainEqual(["P.1/p-1", -2_000, false]);
    // What was matched before explains what is open: the payment that is corrected, and the one that comes again.
    const codes = end.breaks.map(([code]) => code);
    expect(codes).not.toContain("REVERSAL_ORPHAN");
    expect(codes).toContain("SUSPECTED_DUPLICATE");
  }, 600_000);
});

describe("a run of the reconciliation that goes over a book in many parts", () => {
  /** Each of another account, so that they have nothing to do with each other. */
  const spread = payments.map((one, account) => ({ ...one, account }));
  const inOne: Scenario = { payments: spread, step: aRun };
  const inParts: Scenario = { ...inOne, wish: { partSize: 1 } };

  it("ends as in one, wherever it crashes", async () => {
    const whole = await ended(inOne);
    expect(await survives(inParts)).toEqual(whole.end);
  }, 600_000);

  it("ends as in one when time is up again and again, and is handed over each time", async () => {
    const world = await newReconcilingWorld(spread, inParts.wish);
    const id = await world.requested();
    const seen: number[] = [];
    // Until it is planned it gets a little further each time; then it is left behind every part.
    for (let allowed = 3; ; allowed = seen.at(-1) === 0 ? allowed + 1 : 2) {
      let rest = allowed;
      const counts = await world.useCases().answer(id, () => (rest -= 1) < 0);
      if (counts !== "LEFT") break;
      const { planId, partsDone, settledTo } = await world.useCases().runs.progress(id);
      seen.push(settledTo === undefined ? partsDone + (planId === undefined ? 0 : 1) : 9);
      expect((await world.historyOf(id)).at(-1)).toMatchObject({
        type: "reconciliation.continued",
        sequence: 1 + seen.length,
      });
      expect(await world.useCases().runs.find(id)).toMatchObject({ state: "RUNNING" });
    }
    const handedOver = seen.length;
    expect(seen, "it was left before it was planned, and behind parts").toEqual(seen.toSorted());
    expect(new Set(seen).size).toBeGreaterThan(3);
    expect(await world.state()).toEqual((await ended(inOne)).end);
    expect(await world.useCases().runs.find(id)).toMatchObject({ state: "DONE", parts: 4, partsDone: 4 });
    expect(await world.useCases().answer(id), "once it is done").toBeUndefined();
    expect(await world.historyOf(id)).toHaveLength(1 + handedOver);
  });

  it("counts and makes nothing when it only looks, in as many parts", async () => {
    const world = await newReconcilingWorld(spread, inParts.wish);
    const before = await world.state();
    const id = await world.requested({ dryRun: true });
    const counts = await world.useCases().answer(id);
    expect(counts).toMatchObject({ found: 3, matched: 0, expectations: 3, adviceLines: 3, bankLines: 1 });
    const { runs, expected, ...after } = await world.state();
    expect(after).toEqual({ ...before, runs: undefined, expected: undefined, ...after });
    expect({ matches: after.matches, breaks: after.breaks }).toEqual({ matches: [], breaks: [] });
    expect(expected.filter(([, , isMatched]) => isMatched === true)).toEqual([]);
    expect(runs).toMatchObject([["DONE", { found: 3, matched: 0 }]]);
  });
});

describe("two runs of a book at once", () => {
  it("make each match once, post it once and open each break once", async () => {
    const alone = await newReconcilingWorld(payments);
    await ran(alone);
    const world = await newReconcilingWorld(payments);
    const ids = [await world.requested(), await world.requested()];
    await Promise.all(ids.map(async (id) => world.useCases().answer(id)));
    const [one, both] = [await alone.state(), await world.state()];
    expect(both.matches).toEqual(one.matches);
    expect(both.expected).toEqual(one.expected);
    expect(both.banked).toBe(0);
    expect(both.breaks.map(([code, amount]) => [code, amount])).toEqual(
      one.breaks.map(([code, amount]) => [code, amount]),
    );
    const counts = both.runs.map(
      ([, said]) => said as { readonly matched: number; readonly notMade: number },
    );
    expect(counts.reduce((sum, { matched }) => sum + matched, 0)).toBe(3);
    expect(counts.map(({ notMade }) => notMade)).toEqual([0, 0]);
  });
});

describe("a match that is taken back, where whoever does it crashes anywhere", () => {
  it("is taken back once, and its facts are open", async () => {
    const end = await survives({
      before: ran,
      step: async (_cases, world) => {
        const matchId = await matchOf(world, "p-1");
        return async (cases) => {
          await cases.change(matchId, { kind: "UNMATCH", request }, { once: `${matchId}-1` });
          await cases.release(matchId);
        };
      },
    });
    expect(end.matches).toContainEqual(
      expect.objectContaining({ of: ["ADVISED", "REF", "p-", "UNMATCHED", 1], unmatched: "The wrong one." }),
    );
    expect(end.expected).toContainEqual(["P/p-1", 30_000, false]);
    expect(end.unsettled).toBe(0);
  }, 600_000);

  it("has its facts given back by the next run, where nobody else did", async () => {
    const world = await newReconcilingWorld(payments);
    await ran(world);
    const matchId = await matchOf(world, "p-2");
    await world.useCases().change(matchId, { kind: "UNMATCH", request });
    expect((await world.state()).unsettled).toBe(1);
    await ran(world);
    const { unsettled, expected, matches } = await world.state();
    expect(unsettled).toBe(0);
    expect(expected).toContainEqual(["P/p-2", 10_000, false]);
    expect(matches).toContainEqual(
      expect.objectContaining({
        events: [
          [
            "match.made",
            [
              ["agency-clearing", -1],
              ["tolerance", 1],
            ],
          ],
          [
            "match.unmatched",
            [
              ["agency-clearing", 1],
              ["tolerance", -1],
            ],
          ],
        ],
      }),
    );
  });
});

describe("what a person took back", () => {
  it("no run makes again, until that is allowed; then it is made once more", async () => {
    const world = await newReconcilingWorld(payments);
    await ran(world);
    const matchId = await matchOf(world, "p-1");
    await world.useCases().change(matchId, { kind: "UNMATCH", request });
    await world.useCases().release(matchId);
    for (let n = 0; n < 2; n += 1) await ran(world);
    expect(await world.useCases().matches.find(matchId)).toMatchObject({ state: "UNMATCHED", round: 1 });
    await world.useCases().change(matchId, { kind: "ALLOW", reason: "It was right." });
    await ran(world);
    expect(await world.useCases().matches.find(matchId)).toMatchObject({ state: "MADE", round: 2 });
    const { expected, matches } = await world.state();
    expect(expected).toContainEqual(["P/p-1", 30_000, true]);
    expect(matches.flatMap(({ events }) => events.map(([type]) => type)).toSorted()).toEqual([
      "match.allowed_again",
      "match.made",
      "match.made",
      "match.made",
      "match.made",
      "match.unmatched",
    ]);
  });

  it("a run matches otherwise, and money that came is looked for again", async () => {
    const world = await newReconcilingWorld([{ ref: "p-1", reported: 30_000, advised: 30_000 }]);
    await ran(world);
    expect((await world.state()).advice).toMatchObject(["FUNDED", expect.any(Number)]);
    const { items } = await world.useCases().matches.page(world.book, 10);
    const funded = items.find(({ relation }) => relation === "FUNDED")!;
    await world.useCases().change(funded.matchId, { kind: "UNMATCH", request });
    await world.useCases().release(funded.matchId);
    expect(await world.state()).toMatchObject({ banked: 1, advice: ["MATCHING", expect.any(Number)] });
    await ran(world);
    expect(await world.state()).toMatchObject({ banked: 1, advice: ["MATCHED", expect.any(Number)] });
  });
});

describe("money of an agency that sends no advices", () => {
  const reported: readonly Told[] = [
    { ref: "p-1", reported: 30_000 },
    { ref: "p-2", reported: 10_000 },
  ];
  const wish = { sendsAdvices: false };

  it("is matched with the bank payment by payment, wherever the run crashes", async () => {
    const { matches, breaks, banked } = await survives({ payments: reported, wish, step: aRun });
    expect(matches).toMatchObject([
      { of: ["FUNDED", "BANK-REF", "p-", "MADE", 1], sums: [10_000, 0, 1, 1] },
      { of: ["FUNDED", "BANK-REF", "p-", "MADE", 1], sums: [30_000, 0, 1, 1] },
    ]);
    expect({ breaks, banked }).toEqual({ breaks: [], banked: 0 });
  });

  it("leaves nothing between the agency and the bank", async () => {
    const world = await newReconcilingWorld(reported, wish);
    await ran(world);
    const between = Object.keys(await world.balances()).filter((name) => /clearing|transit/u.test(name));
    expect(between).toEqual([]);
  });
});
