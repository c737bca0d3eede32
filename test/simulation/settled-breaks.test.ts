import { describe, expect, it } from "vitest";
import { ResolveBreakRequest } from "../../shared/breaks/resolution-wire.ts";
import type { BreakCommand } from "../../shared/breaks/wire.ts";
import { MatchId } from "../../shared/reconciliation/stored-match.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { atEach, Crash, crashing, effects, type CrashPoint } from "../support/crash.ts";
import { newReconcilingWorld, type ReconcilingWorld } from "../support/reconciling-world.ts";

const payment = { ref: "p-1", reported: 30_000, advised: 30_000 };

const resolve = (request: object): BreakCommand => ({
  kind: "RESOLVE",
  resolution: ResolveBreakRequest.parse({ explanation: "As the agency confirms.", ...request }),
});
const posting = (method: string, entry: string, named: object = {}) =>
  resolve({ method, posting: { entry, ...named } });

/** Runs once; the next one is a day later. */
async function ran(world: ReconcilingWorld): Promise<void> {
  await world.useCases().answer(await world.requested());
  world.pass(24);
}

const refused = async (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => "done",
    (error: unknown) => (error instanceof Refused ? error.refusal.code : String(error)),
  );

const fundingOf = async (world: ReconcilingWorld) => {
  const { items } = await world.useCases().matches.page(world.book, 100);
  return items.filter(({ relation, state }) => relation === "FUNDED" && state === "MADE");
};

describe("an advice of which too little arrived", () => {
  const short = () => newReconcilingWorld([payment], { banked: 29_500 });

  it.each([
    ["CORRECTION", "CORRECT_ADVICE", { "agency-clearing": 500 }],
    ["WRITE_OFF_TOLERANCE", "WRITE_OFF_IN_TRANSIT", { tolerance: 500 }],
  ])(
    "is found at the bank once its break is resolved by a %s (%s), and nothing is in between",
    async (method, entry, left) => {
      const world = await short();
      await ran(world);
      await world.useCases().onBreak("REMIT_SHORT", posting(method, entry));
      await ran(world);
      expect(await fundingOf(world)).toMatchObject([{ amount: 29_500, difference: 0 }]);
      const {
        "agency-clearing": clearing,
        "in-transit": transit,
        "bank-clearing": bank,
        tolerance,
      } = {
        "agency-clearing": 0,
        "in-transit": 0,
        "bank-clearing": 0,
        tolerance: 0,
        ...(await world.balances()),
      };
      expect({ clearing, transit, bank, tolerance }).toEqual({
        clearing: 0,
        transit: 0,
        bank: 0,
        tolerance: 0,
        ...("agency-clearing" in left ? { clearing: left["agency-clearing"] } : left),
      });
      await ran(world);
      expect(await fundingOf(world)).toHaveLength(1);
    },
  );

  it("is settled by a resolution or by a match of its money, never by both: whoever comes later is refused", async () => {
    const world = await short();
    await ran(world);
    const { matches, writeBeside } = world.useCases();
    const before = await world.balances();
    const funding = { relation: "FUNDED", matchId: MatchId.parse(`mat_${"A".repeat(26)}`) } as const;
    // A run that finds the money between looking at the break and resolving it.
    await writeBeside([matches.claimed(funding, world.remittanceId)]);
    for (const command of [
      posting("CORRECTION", "CORRECT_ADVICE"),
      posting("WRITE_OFF_TOLERANCE", "WRITE_OFF_IN_TRANSIT"),
    ])
      expect(await refused(world.useCases().onBreak("REMIT_SHORT", command))).toBe("invalid-transition");
    expect(await world.balances()).toEqual(before);
    await writeBeside([matches.released(funding, world.remittanceId)]);
    expect(
      await refused(world.useCases().onBreak("REMIT_SHORT", posting("CORRECTION", "CORRECT_ADVICE"))),
    ).toBe("done");
    // A run that looked at the advice before it was resolved, and one that looked since.
    const claims = async (adjustments?: number) =>
      (await writeBeside([matches.claimed(funding, world.remittanceId, adjustments)])).ok;
    expect([await claims(), await claims(1)]).toEqual([false, true]);
  });

  it("is looked for whole again when its break is opened again, and not once its money was found", async () => {
    const world = await short();
    await ran(world);
    await world.useCases().onBreak("REMIT_SHORT", posting("CORRECTION", "CORRECT_ADVICE"));
    await world.useCases().onBreak("REMIT_SHORT", { kind: "REOPEN", reason: "They will send it." });
    await ran(world);
    expect(await fundingOf(world)).toEqual([]);
    await world.useCases().onBreak("REMIT_SHORT", posting("CORRECTION", "CORRECT_ADVICE"));
    await ran(world);
    const reopening = world.useCases().onBreak("REMIT_SHORT", { kind: "REOPEN", reason: "No." });
    expect(await refused(reopening)).toBe("invalid-transition");
    const [match] = await fundingOf(world);
    await world
      .useCases()
      .change(match!.matchId, { kind: "UNMATCH", request: { reason: "No.", mayMatchAgain: false } });
    await world.useCases().release(match!.matchId);
    await world.useCases().onBreak("REMIT_SHORT", { kind: "REOPEN", reason: "No." });
    expect((await world.balances())["in-transit"]).toBe(30_000);
  });
});

describe("money at the bank that names nothing", () => {
  const nameless = (banked = 12_345) => newReconcilingWorld([payment], { banked, isNamed: false });

  it("is taken by the resolution of its break: no later run makes anything else of it", async () => {
    const world = await nameless();
    world.pass(24 * 60);
    await ran(world);
    await world.useCases().onBreak("REMIT_UNMATCHED_BANK", posting("WRITE_OFF_TOLERANCE", "WRITE_OFF_BANK"));
    expect((await world.state()).banked).toBe(0);
    expect((await world.balances())["bank-clearing"]).toBeUndefined();
    await world.useCases().onBreak("REMIT_UNMATCHED_BANK", { kind: "REOPEN", reason: "No." });
    expect((await world.state()).banked).toBe(1);
    expect((await world.balances())["bank-clearing"]).toBe(-12_345);
  });

  it("is an advice's that a person names, by so much as arrived: the rest is still looked for", async () => {
    const world = await nameless();
    world.pass(24 * 60);
    await ran(world);
    const { remittanceId, agencyId } = world;
    const naming = (id: string) =>
      world
        .useCases()
        .onBreak(
          "REMIT_UNMATCHED_BANK",
          posting("CORRECTION", "CORRECT_BANK", { remittanceId: id, agencyId }),
        );
    const other = await newReconcilingWorld([payment]);
    expect(await refused(naming(other.remittanceId))).toBe("invalid-request");
    await naming(remittanceId);
    await ran(world);
    expect(await world.balances()).toMatchObject({ "in-transit": 30_000 - 12_345 });
    expect((await world.balances())["bank-clearing"]).toBeUndefined();
    expect(await fundingOf(world)).toEqual([]);
    const { breaks } = await world.state();
    expect(breaks).toContainEqual([
      "REMIT_LATE",
      30_000 - 12_345,
      "OPEN",
      expect.any(Number),
      expect.any(Number),
    ]);
  });
});

describe("a resolution that takes facts, where whoever gives it crashes anywhere", () => {
  async function ended(point?: CrashPoint) {
    const world = await newReconcilingWorld([payment], { banked: 12_345, isNamed: false });
    world.pass(24 * 60);
    await ran(world);
    const crash = crashing(point);
    const command = posting("WRITE_OFF_TOLERANCE", "WRITE_OFF_BANK");
    const take = async (around?: typeof crash.around) =>
      world.useCases(around).onBreak("REMIT_UNMATCHED_BANK", command, world.lenderId);
    const crashed = await take(crash.around).then(
      () => false,
      (error: unknown) => {
        if (error instanceof Crash) return true;
        throw error;
      },
    );
    expect(crashed).toBe(point !== undefined);
    if (crashed) await take();
    return { end: [await world.state(), await world.balances()], points: crash.points() };
  }

  it("ends as if nothing had crashed", async () => {
    const { end, points } = await ended();
    expect(points).not.toEqual([]);
    await atEach(effects(points), async (point) => {
      expect((await ended(point)).end, `crashed ${point.when} call ${point.call}`).toEqual(end);
    });
  });
});
