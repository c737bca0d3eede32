import { describe, expect, it } from "vitest";
import type { EntryCommand } from "../../shared/bank-files/entry-wire.ts";
import type { BankFile } from "../../shared/bank-files/model.ts";
import { Money } from "../../shared/kernel/money.ts";
import {
  anEntryWorld,
  aStatement,
  changing,
  correction,
  OTHER,
  rejection,
  type Asked,
} from "../support/bank-entries.ts";
import type { BankWorld } from "../support/bank-world.ts";
import { atEach, Crash, crashing, type CrashPoint } from "../support/crash.ts";

const content = aStatement([{ amount: "10.00", ref: "R1" }, { amount: "2O.00" }], {
  opening: "0.00",
  closing: "30.00",
});

/** Everything that is left of a file, without what differs from world to world. */
async function seen(world: BankWorld, file: BankFile): Promise<unknown> {
  const { contents } = world.useCases();
  const { lenderId } = world;
  const left = {
    file: await world.found(file),
    statements: await contents.statements(file.fileId),
    entries: await contents.quarantined(file.fileId, { limit: 10 }),
    waiting: await contents.quarantinedOf(lenderId, { limit: 10 }),
    open: await world.open(),
    breaks: await world.breaks(),
    resolved: await world.resolved(),
    history: (await world.history(file)).map(({ type, postings }) => ({ type, postings })),
  };
  const text = JSON.stringify(left, (name, value: unknown) => (name === "etag" ? undefined : value));
  return JSON.parse(text.replaceAll(/(lnd|bkf|evt)_[0-9A-Z]{26}/gu, "$1"));
}

type Scenario = {
  readonly before: readonly (readonly [EntryCommand, Asked])[];
  readonly command: EntryCommand;
  readonly asked: Asked;
};

/** What somebody does crashes somewhere, and is sent again under its key: twice, for once is not enough to be sure. */
async function run({ before, command, asked }: Scenario, point?: CrashPoint) {
  const world = await anEntryWorld({ fourEyesAbove: Money.parse({ amount: 2_000, currency: "EUR" }) });
  const file = await world.load(content);
  const change = changing(world, file);
  for (const [former, by] of before) await change(world.useCases(), former, by);
  const crash = crashing(point);
  const crashed = await change(world.useCases(crash.around), command, asked).then(
    () => false,
    (error: unknown) => {
      if (error instanceof Crash) return true;
      throw error;
    },
  );
  expect(crashed, "every point is reached").toBe(point !== undefined);
  for (let n = 0; n < 2; n += 1) await change(world.useCases(), command, asked);
  return { ended: await seen(world, file), points: crash.points() };
}

const settle = (settlement: ReturnType<typeof correction>): EntryCommand => ({ kind: "SETTLE", settlement });
const key = { key: "once" };
const [small, large] = [correction(), correction({ amount: { amount: 2_001, currency: "EUR" } })];

describe("what finance does with an entry crashes anywhere, is sent again, and is done once", () => {
  it.each<readonly [string, Scenario, object]>([
    [
      "when it corrects one",
      { before: [], command: settle(small), asked: key },
      { file: { corrected: 1 }, waiting: { items: [] }, breaks: [], open: [{}, {}], history: [{}, {}] },
    ],
    [
      "when it proposes how",
      { before: [], command: settle(rejection), asked: key },
      { file: { rejected: 0 }, waiting: { items: [{ state: "PROPOSED" }] }, history: [{}, {}] },
    ],
    [
      "when it confirms a correction, which leaves a difference",
      { before: [[settle(large), {}]], command: { kind: "CONFIRM" }, asked: { ...key, by: OTHER } },
      { file: { corrected: 1 }, waiting: { items: [] }, breaks: [{ amount: 1 }], history: [{}, {}, {}] },
    ],
    [
      "when it confirms a rejection",
      { before: [[settle(rejection), {}]], command: { kind: "CONFIRM" }, asked: { ...key, by: OTHER } },
      { file: { rejected: 1 }, waiting: { items: [] }, open: [{}], history: [{}, {}, { postings: [] }] },
    ],
    [
      "when it declines what was proposed",
      {
        before: [[settle(rejection), {}]],
        command: { kind: "DECLINE", reason: "Ask." },
        asked: { ...key, by: OTHER },
      },
      { waiting: { items: [{ state: "WAITING" }] }, history: [{}, {}, {}] },
    ],
  ])(
    "%s",
    async (_when, scenario, wanted) => {
      const { ended, points } = await run(scenario);
      expect(ended).toMatchObject(wanted);
      expect(points.length).toBeGreaterThan(5);
      await atEach(points, async (point) => {
        expect((await run(scenario, point)).ended, `${point.when} call ${point.call}`).toEqual(ended);
      });
    },
    120_000,
  );

  it("and by several at once, is done by one of them", async () => {
    const world = await anEntryWorld();
    const file = await world.load(content);
    const change = changing(world, file);
    const all = await Promise.all([1, 2, 3, 4].map(async () => change(world.useCases(), settle(small), {})));
    expect(all.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await world.open()).toHaveLength(2);
    expect(await world.history(file)).toHaveLength(2);
  });
});

describe("a statement that was missing", () => {
  const day = (closedOn: string, opening: string, closing: string) =>
    aStatement([{ amount: "1.00", ref: closedOn, valueDate: closedOn }], {
      id: `S-${closedOn}`,
      opening,
      closing,
      closedOn,
    });

  const late = async (point?: CrashPoint) => {
    const world = await anEntryWorld();
    await world.load(day("2026-03-02", "0.00", "1.00"));
    await world.load(day("2026-03-04", "2.00", "3.00"));
    expect(await world.breaks()).toMatchObject([{ code: "FILE_GAP" }]);
    const file = await world.uploaded(day("2026-03-03", "1.00", "2.00"));
    const crash = crashing(point);
    await world
      .useCases(crash.around)
      .take(file)
      .catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
    await world.useCases().take(file);
    return { points: crash.points(), ended: await seen(world, file) };
  };

  it("closes the gap once, wherever its load crashes and goes on", async () => {
    const { ended, points } = await late();
    expect(ended).toMatchObject({ breaks: [], resolved: [{ code: "FILE_GAP", method: "MATCH" }] });
    await atEach(points, async (point) => {
      expect((await late(point)).ended, `${point.when} call ${point.call}`).toEqual(ended);
    });
  }, 120_000);

  it("and comes at the same time as the one behind it leaves no gap between them", async () => {
    const world = await anEntryWorld();
    await world.load(day("2026-03-02", "0.00", "1.00"));
    const files = await Promise.all([
      world.uploaded(day("2026-03-04", "2.00", "3.00")),
      world.uploaded(day("2026-03-03", "1.00", "2.00")),
    ]);
    await Promise.all(files.map(async (file) => world.useCases().take(file)));
    expect(await world.breaks()).toEqual([]);
  });
});
