import { describe, expect, it } from "vitest";
import { ResolveBreakRequest } from "../../shared/breaks/resolution-wire.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import type { BreakCommand } from "../../shared/breaks/wire.ts";
import { billCommission } from "../../shared/commission-invoices/bill-commission.ts";
import { invoiceStore } from "../../shared/commission-invoices/store.ts";
import { InvoiceBody } from "../../shared/commission-invoices/wire.ts";
import { remittanceLineIdOf } from "../../shared/kernel/ids.ts";
import { Month } from "../../shared/kernel/months.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { openPeriod, periodIdOf } from "../../shared/periods/model.ts";
import { periodStore } from "../../shared/periods/store.ts";
import { breakOf } from "../../shared/reconciliation/break.ts";
import type { Around } from "../support/around.ts";
import { atEach, Crash, crashing, effects, type CrashPoint } from "../support/crash.ts";
import { newReconcilingWorld, type ReconcilingWorld, type Told } from "../support/reconciling-world.ts";
import { wholeLook } from "../support/whole-look.ts";

const payment: Told = { ref: "p-1", reported: 30_000, advised: 30_000 };

/** Runs once; the next one is a day later. */
async function ran(world: ReconcilingWorld): Promise<void> {
  await world.useCases().answer(await world.requested());
  world.pass(24);
}

/** Closes a month of the books now, whatever its checklist says. */
async function close({ useCases, book: { lenderId: owner, currency } }: ReconcilingWorld, of: string) {
  const { reader, writeBeside, clock } = useCases();
  const open = openPeriod(periodIdOf({ owner, currency }, Month.parse(of)))!;
  const closed = { by: "key_approver", at: clock.now() };
  const after = { ...open, state: "CLOSED", closed, version: 1 } as const;
  await writeBeside([periodStore(reader).changed(open, after)]);
}

async function bill({ useCases, lenderId, agencyId, remittanceId }: ReconcilingWorld, commission: number) {
  const { reader, remittances, write, clock } = useCases();
  const found = await remittances.findAll([remittanceId]);
  return billCommission({ remittances, invoices: invoiceStore(reader), write, clock })({
    agencyId,
    actor: { kind: "AGENCY", id: agencyId },
    body: InvoiceBody.parse({
      lenderId,
      invoiceRef: "INV-1",
      currency: "USD",
      issuedOn: "2026-03-31",
      totals: { commission, tax: 0 },
      remittanceRefs: found.map(({ remittanceRef }) => remittanceRef),
    }),
  });
}

const stateOf = async (world: ReconcilingWorld): Promise<unknown> => {
  const { advice } = await world.state();
  return Array.isArray(advice) ? advice[0] : undefined;
};

const eventsOf = async ({ useCases, remittanceId }: ReconcilingWorld): Promise<readonly string[]> => {
  const { reader } = useCases();
  const page = await reader.page({ pk: `ACCOUNT#${remittanceId}`, prefix: "EVENT#", limit: 50 });
  return (page.items as readonly { readonly type: string }[]).map(({ type }) => type);
};

const matchesOf = async (world: ReconcilingWorld) =>
  (await world.useCases().matches.page(world.book, 10)).items;

const takingBack = { kind: "UNMATCH", request: { reason: "The wrong one.", mayMatchAgain: false } } as const;

const resolve = (asked: object): BreakCommand => ({
  kind: "RESOLVE",
  resolution: ResolveBreakRequest.parse({ explanation: "As the agency confirms.", ...asked }),
});

/** A run finds something at odds with these advices and lines. */
async function findBreak(world: ReconcilingWorld, ...subjects: readonly string[]): Promise<void> {
  const { reader, write, update, clock } = world.useCases();
  const { agencyId, book } = world;
  const seen = breakOf({ ...book, agencyId, code: "COMMISSION_DIFF", amount: 1, subjects: {}, explain: [] });
  await wholeLook({ breaks: breakStore(reader), write, update, clock })({
    ...book,
    seen: [{ ...seen, subjects: { ...seen.subjects, advised: subjects } }],
    at: clock.now(),
  });
}

const refused = async (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => "done",
    (error: unknown) => (error instanceof Refused ? error.refusal.code : String(error)),
  );

/** Does something else right before the first call that has an effect. */
function racedBy(other: () => Promise<unknown>): Around {
  let isRaced = false;
  return async (call, effect) => {
    if (effect !== "none" && !isRaced) {
      isRaced = true;
      await other();
    }
    return call();
  };
}

describe("an advice that comes to its end, where whoever brings it there crashes anywhere", () => {
  type Story = {
    readonly commission: number;
    readonly before: (world: ReconcilingWorld) => Promise<unknown>;
  };

  async function ended({ commission, before }: Story, point?: CrashPoint) {
    const world = await newReconcilingWorld([payment], { commission });
    await ran(world);
    await before(world);
    const crash = crashing(point);
    const crashed = await world
      .useCases(crash.around)
      .freeze()
      .then(
        () => false,
        (error: unknown) => {
          if (error instanceof Crash) return true;
          throw error;
        },
      );
    expect(crashed).toBe(point !== undefined);
    for (let n = 0; n < 2; n += 1) await world.useCases().freeze();
    return { end: { ...(await world.state()), events: await eventsOf(world) }, points: crash.points() };
  }

  it.each<[string, Story]>([
    ["with the close of its month", { commission: 0, before: (world) => close(world, "2026-03") }],
    ["with the invoice of its commission", { commission: 900, before: (world) => bill(world, 900) }],
  ])("is settled and locked once, %s", async (_how, story) => {
    const { end, points } = await ended(story);
    expect(end.events.slice(-3)).toEqual(["remittance.funded", "remittance.settled", "remittance.locked"]);
    expect(end.advice).toMatchObject(["LOCKED", end.events.length]);
    await atEach(effects(points), async (point) => {
      expect((await ended(story, point)).end, `crashed ${point.when} call ${point.call}`).toEqual(end);
    });
  });
});

describe("an advice", () => {
  it("is brought to its end by the next run as well, where nobody else did", async () => {
    const world = await newReconcilingWorld([payment]);
    await ran(world);
    await close(world, "2026-03");
    await ran(world);
    expect(await stateOf(world)).toBe("LOCKED");
  });

  it("whose commission is left to be billed is settled with its month, and locked with the invoice", async () => {
    const world = await newReconcilingWorld([payment], { commission: 900 });
    await ran(world);
    await close(world, "2026-03");
    await ran(world);
    expect(await stateOf(world)).toBe("SETTLED");
    await bill(world, 900);
    await world.useCases().freeze();
    expect(await stateOf(world)).toBe("LOCKED");
  });

  it("that is invoiced before its money is there is locked when it is, and not before", async () => {
    const world = await newReconcilingWorld([payment], { commission: 900 });
    await bill(world, 900);
    await world.useCases().freeze();
    expect(await stateOf(world)).toBe("ADVISED");
    await ran(world);
    expect(await stateOf(world)).toBe("LOCKED");
  });

  it("whose money is found after its month was closed stays as it is until the next close", async () => {
    const world = await newReconcilingWorld([payment]);
    await close(world, "2026-03");
    world.pass(1);
    await ran(world);
    await ran(world);
    expect(await stateOf(world)).toBe("FUNDED");
    world.pass(24 * 30);
    await close(world, "2026-04");
    await world.useCases().freeze();
    expect(await stateOf(world)).toBe("LOCKED");
  });

  it.each(["a line of it", "itself"])(
    "that an open break is about stays as it is until that is resolved: %s",
    async (what) => {
      const world = await newReconcilingWorld([payment]);
      await ran(world);
      await close(world, "2026-03");
      await findBreak(
        world,
        what === "itself" ? world.remittanceId : remittanceLineIdOf(world.remittanceId, 1),
      );
      await world.useCases().freeze();
      expect(await stateOf(world)).toBe("FUNDED");
      await world.useCases().onBreak("COMMISSION_DIFF", resolve({ method: "MANUAL" }));
      await world.useCases().freeze();
      expect(await stateOf(world)).toBe("LOCKED");
    },
  );

  it("stays as it is while a break is open that is about more of its agency's than it names", async () => {
    const world = await newReconcilingWorld([payment]);
    await ran(world);
    await close(world, "2026-03");
    await findBreak(world, ...Array.from({ length: 101 }, (_, n) => `rml_${"0".repeat(26)}_${n + 1}`));
    await world.useCases().freeze();
    expect(await stateOf(world)).toBe("FUNDED");
  });

  it("of which a resolution left nothing to come is locked, and its break is not opened again", async () => {
    const world = await newReconcilingWorld([payment], { banked: 12_345, isNamed: false });
    world.pass(24 * 60);
    await ran(world);
    const { remittanceId, agencyId } = world;
    const { remittances, matches, writeBeside } = world.useCases();
    const posting = { entry: "CORRECT_BANK", remittanceId, agencyId };
    await world.useCases().onBreak("REMIT_UNMATCHED_BANK", resolve({ method: "CORRECTION", posting }));
    // As of the rest another break's resolution does.
    const otherwise = async (amount: number) =>
      writeBeside([
        remittances.adjusted(remittanceId, `brk_${"0".repeat(26)}`, amount),
        matches.unfunded(remittanceId),
      ]);
    expect((await otherwise(12_345 - 30_000)).ok).toBe(true);
    await ran(world);
    await world.useCases().onBreak("REMIT_LATE", resolve({ method: "MANUAL" }));
    await close(world, "2026-05");
    await world.useCases().freeze();
    expect(await stateOf(world)).toBe("LOCKED");
    const reopening = world.useCases().onBreak("REMIT_UNMATCHED_BANK", { kind: "REOPEN", reason: "No." });
    expect(await refused(reopening)).toBe("invalid-transition");
    expect((await otherwise(0)).ok).toBe(false);
  });

  it("of which a resolution has something to come after all is not settled", async () => {
    const world = await newReconcilingWorld([payment], { banked: 12_345, isNamed: false });
    const { remittances, matches, writeBeside } = world.useCases();
    const adjusted = (amount: number) =>
      writeBeside([
        remittances.adjusted(world.remittanceId, `brk_${"0".repeat(26)}`, amount),
        matches.unfunded(world.remittanceId),
      ]);
    await adjusted(-30_000);
    await ran(world);
    await close(world, "2026-03");
    await adjusted(-29_999);
    await world.useCases().freeze();
    expect(await stateOf(world)).toBe("FUNDED");
  });
});

describe("a match of an advice that is final", () => {
  it.each<[string, (world: ReconcilingWorld) => Promise<unknown>]>([
    ["closed with its month", (world) => close(world, "2026-03")],
    ["invoiced", (world) => bill(world, 900)],
  ])("is not taken back, neither of its lines nor of its money: %s", async (_how, finally_) => {
    const world = await newReconcilingWorld([payment], { commission: 900 });
    await ran(world);
    await finally_(world);
    await world.useCases().freeze();
    const made = await matchesOf(world);
    expect(made.map(({ relation }) => relation).toSorted()).toEqual(["ADVISED", "FUNDED"]);
    const before = await world.state();
    for (const { matchId } of made)
      expect(await refused(world.useCases().change(matchId, takingBack))).toBe("invalid-transition");
    expect(await world.state()).toEqual(before);
  });

  it("is not taken back from the invoice on, also before anybody brought the advice to its end", async () => {
    const world = await newReconcilingWorld([payment], { commission: 900 });
    await ran(world);
    await bill(world, 900);
    expect(await stateOf(world)).toBe("FUNDED");
    for (const { matchId } of await matchesOf(world))
      expect(await refused(world.useCases().change(matchId, takingBack))).toBe("invalid-transition");
  });
});

describe("taking a match back while its advice comes to its end", () => {
  const aWorld = async () => {
    const world = await newReconcilingWorld([payment]);
    await ran(world);
    await close(world, "2026-03");
    return world;
  };

  it.each(["ADVISED", "FUNDED"])("is refused where the advice was faster: %s", async (relation) => {
    const world = await aWorld();
    const match = (await matchesOf(world)).find((one) => one.relation === relation)!;
    const around = racedBy(() => world.useCases().freeze());
    expect(await refused(world.useCases(around).change(match.matchId, takingBack))).toBe(
      "invalid-transition",
    );
    expect(await stateOf(world)).toBe("LOCKED");
    expect((await matchesOf(world)).map(({ state }) => state)).toEqual(["MADE", "MADE"]);
  });

  it.each(["ADVISED", "FUNDED"])("keeps the advice open where it was faster: %s", async (relation) => {
    const world = await aWorld();
    const match = (await matchesOf(world)).find((one) => one.relation === relation)!;
    const around = racedBy(() => world.useCases().change(match.matchId, takingBack));
    await world.useCases(around).freeze();
    await world.useCases().freeze();
    expect(await stateOf(world)).toBe("FUNDED");
    for (let n = 0; n < 2; n += 1) await world.useCases().release(match.matchId);
    expect(await stateOf(world)).toBe("MATCHING");
    // What came back stands in nobody's way: another advice of the book can come to its end.
    const { writeBeside, freezes } = world.useCases();
    expect(await writeBeside([freezes.freezing(world.book)])).toMatchObject({ ok: true });
  });
});
