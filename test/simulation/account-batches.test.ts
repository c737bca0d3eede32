import { describe, expect, it } from "vitest";
import type { Batch, BatchPurpose } from "../../shared/account-batches/model.ts";
import { announcement, aRow, csvFile, ROW_TOTAL, type FileRow } from "../support/account-file.ts";
import { newBatchWorld, type BatchWorld } from "../support/batch-world.ts";
import { atEach, Crash, crashing, type CrashPoint } from "../support/crash.ts";
import { began } from "../support/world.ts";
import { usd } from "../support/tenant.ts";

const dated = (ref: string, changes: FileRow = {}) =>
  aRow({ lenderAccountRef: ref, delinquencyDate: "2025-06-01", ...changes });

/** Five rows of every kind, in chunks of two; the fourth repeats the first. */
const rows: readonly FileRow[] = [
  dated("B-1"),
  dated("B-2", { delinquencyDate: "2026-03-01" }),
  dated("B-3", { "debtor.region": "nowhere" }),
  dated("B-1"),
  dated("B-5"),
];

/** A batch without what differs from run to run. */
async function seen(world: BatchWorld, { batchId }: Batch) {
  const found = await world.useCases().batches.find(batchId);
  const { batchId: _id, lenderId: _lender, etag: _etag, ...rest } = found!;
  return rest;
}

type Ended = { readonly batch: Partial<Batch>; readonly results: string; readonly open: number };

/** What a lender sees in the end, and what its contracts count. */
async function endOf(world: BatchWorld, batch: Batch): Promise<Ended> {
  const usage = (await world.state()).filter((item) => JSON.stringify(item).includes('"sk":"USAGE#'));
  return {
    batch: await seen(world, batch),
    results: await world.results(batch),
    open: usage.reduce<number>((total, item) => total + (item as { open: number }).open, 0),
  };
}

/** A step that may crash, is repeated as its queue would, and once more for nothing. */
async function repeated(world: BatchWorld, take: Step, point?: CrashPoint): Promise<readonly CrashPoint[]> {
  const crash = crashing(point);
  await take(world.useCases(crash.around)).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
  await take(world.useCases());
  await take(world.useCases());
  return crash.points();
}

type Step = (cases: ReturnType<BatchWorld["useCases"]>) => Promise<unknown>;

const inTwos = { size: { rows: 2, bytes: 1_000_000 } };

describe("a file that crashes anywhere and is told again ends as if nothing had crashed", () => {
  const checked = async (content: readonly FileRow[], point?: CrashPoint) => {
    const world = await newBatchWorld(inTwos);
    const batch = await world.uploaded(content, announcement(rows.length));
    const points = await repeated(world, (cases) => cases.check(batch.batchId), point);
    const chunks = new Map(world.queue.map(({ batchId: _id, ...chunk }) => [chunk.number, chunk]));
    return { points, ended: { batch: await seen(world, batch), chunks: [...chunks.values()] } };
  };

  it.each([
    ["while it is checked", rows, "PROCESSING"],
    ["while it is refused", rows.slice(1), "REFUSED"],
  ])("%s", async (_when, content, state) => {
    const { ended, points } = await checked(content);
    expect(ended.batch.state).toBe(state);
    expect(points.length).toBeGreaterThan(3);
    await atEach(points, async (point) => {
      expect((await checked(content, point)).ended, `${point.when} call ${point.call}`).toEqual(ended);
    });
  });

  const worked = async (purpose: BatchPurpose, point?: CrashPoint) => {
    const world = await newBatchWorld(inTwos);
    const batch = await world.uploaded(rows, announcement(rows.length), purpose);
    await world.useCases().check(batch.batchId);
    const placeAll: Step = async (cases) => {
      for (const chunk of world.queue) await cases.work(chunk, false);
    };
    const points = await repeated(world, placeAll, point);
    return { points, ended: await endOf(world, batch) };
  };

  it("while it is placed", async () => {
    const { ended, points } = await worked("PLACE");
    expect(ended).toMatchObject({
      batch: { state: "COMPLETED", offered: 2, rejected: 1, invalid: 1, existing: 1, failed: 0 },
      open: 2,
    });
    expect(ended.results.trim().split("\r\n")).toHaveLength(1 + rows.length);
    await atEach(points, async (point) => {
      expect((await worked("PLACE", point)).ended, `${point.when} call ${point.call}`).toEqual(ended);
    });
  }, 300_000);

  it("while it is only tried, and places nothing", async () => {
    const { ended, points } = await worked("CHECK");
    expect(ended).toMatchObject({
      batch: { state: "COMPLETED", eligible: 3, offered: 0, rejected: 1, invalid: 1, failed: 0 },
      open: 0,
    });
    expect(ended.results).not.toContain("acc_");
    await atEach(points, async (point) => {
      expect((await worked("CHECK", point)).ended, `${point.when} call ${point.call}`).toEqual(ended);
    });
  }, 300_000);
});

describe("an announcement that crashes anywhere and is sent again", () => {
  const announce = async (point?: CrashPoint) => {
    const world = await newBatchWorld();
    const crash = crashing(point);
    const command = {
      lenderId: world.lenderId,
      purpose: "PLACE" as const,
      request: {
        ...announcement(1),
        sha256: "0".repeat(64),
        controlTotals: { count: 1, amount: usd(ROW_TOTAL) },
      } as never,
      bodyHash: "hash",
      idempotencyKey: "key-1",
      now: began,
    };
    await world
      .useCases(crash.around)
      .open(command)
      .catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
    const once = await world.useCases().open(command);
    const twice = await world.useCases().open(command);
    expect(twice.batch.batchId).toBe(once.batch.batchId);
    const { batches } = await world.useCases().batches.page(world.lenderId, 10);
    return { points: crash.points(), batches: batches.length };
  };

  it("makes one batch", async () => {
    const { points } = await announce();
    await atEach(points, async (point) => {
      expect((await announce(point)).batches).toBe(1);
    });
  });
});

describe("chunks", () => {
  it("give the same accounts and counts in any order and however often they are told", async () => {
    const ends = [];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 1, 2, 0, 2, 0, 1],
    ]) {
      const world = await newBatchWorld({ size: { rows: 2, bytes: 1_000_000 } });
      const batch = await world.uploaded(rows);
      await world.useCases().check(batch.batchId);
      const waiting = order.map((index) => world.queue[index]!);
      for (let chunk = waiting.shift(); chunk !== undefined; chunk = waiting.shift())
        if ((await world.useCases().work(chunk, false)).kind === "must-wait") waiting.push(chunk);
      ends.push(await endOf(world, batch));
    }
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[2]).toEqual(ends[0]);
  });

  it("give the same whatever their size", async () => {
    const results = [];
    for (const size of [1, 2, 5]) {
      const world = await newBatchWorld({ size: { rows: size, bytes: 1_000_000 } });
      const batch = await world.uploaded(rows);
      await world.useCases().check(batch.batchId);
      for (const chunk of world.queue) await world.useCases().work(chunk, false);
      results.push(await world.results(batch));
    }
    expect(new Set(results).size).toBe(1);
  });

  it("worked by several at the same time are counted once each", async () => {
    const world = await newBatchWorld({ size: { rows: 1, bytes: 1_000_000 } });
    const batch = await world.uploaded([dated("C-1"), dated("C-2"), dated("C-3"), dated("C-4")]);
    await world.useCases().check(batch.batchId);
    const { work } = world.useCases();
    await Promise.all([...world.queue, ...world.queue].map((chunk) => work(chunk, false)));
    expect(await world.useCases().batches.find(batch.batchId)).toMatchObject({
      state: "COMPLETED",
      offered: 4,
    });
    expect(await world.accountIds(batch)).toHaveLength(4);
  });

  it("place nothing when the file was replaced after it was checked", async () => {
    const world = await newBatchWorld();
    const batch = await world.uploaded([dated("D-1")]);
    await world.useCases().check(batch.batchId);
    const other = csvFile([dated("D-2")]);
    await world.objects.put(`account-batches/${world.lenderId}/${batch.batchId}`, other, "text/csv");
    await expect(world.useCases().work(world.queue[0]!, false)).rejects.toThrow();
    expect(await world.useCases().batches.find(batch.batchId)).toMatchObject({
      state: "PROCESSING",
      offered: 0,
    });
  });
});
