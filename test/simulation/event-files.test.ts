import { describe, expect, it } from "vitest";
import type { EventFile } from "../../shared/event-files/model.ts";
import { AnnounceEventFileRequest } from "../../shared/event-files/wire.ts";
import type { AgencyId } from "../../shared/kernel/ids.ts";
import { atEach, Crash, crashing, type CrashPoint } from "../support/crash.ts";
import { newEventFileWorld, type EventFileWorld } from "../support/event-file-world.ts";
import { eventAnnouncement, ndjson } from "../support/event-file.ts";
import { began } from "../support/world.ts";
import { usd } from "../support/tenant.ts";

/** A reversal before its payment, a repeat, a line that is none, and money under another event id. */
function linesFor(placementId: string): readonly unknown[] {
  const envelope = { placementId, effectiveAt: began };
  const amount = usd(2_000);
  const payment = {
    ...envelope,
    eventId: "e-1",
    eventType: "payment.received",
    data: { paymentRef: "p-1", amount },
  };
  const reversal = {
    ...envelope,
    eventId: "e-2",
    eventType: "payment.reversed",
    data: { reversalRef: "r-1", originalPaymentRef: "p-1", amount: usd(500), reason: "NSF" },
  };
  return [reversal, payment, payment, "{", { ...payment, eventId: "e-3" }];
}

type Prepared = { readonly world: EventFileWorld; readonly agencyId: AgencyId; readonly content: string };

async function prepared(): Promise<Prepared> {
  const world = await newEventFileWorld();
  const account = await world.useCases().place();
  world.knows(account.accountId);
  const placementId = account.placements.at(-1)!.placementId;
  const agencyId = world.holder(account);
  const acknowledged = {
    eventId: "e-0",
    eventType: "placement.acknowledged",
    placementId,
    data: { balance: account.balance.outstanding },
  };
  await world.useCases().callback(agencyId, acknowledged);
  return { world, agencyId, content: ndjson(linesFor(placementId)) };
}

/** A file without what differs from run to run. */
async function seen(world: EventFileWorld, { fileId }: EventFile) {
  const found = await world.fileCases().files.find(fileId);
  const { fileId: _id, agencyId: _agency, etag: _etag, declaredSha256: _hash, ...rest } = found!;
  return rest;
}

type Step = (cases: ReturnType<EventFileWorld["fileCases"]>) => Promise<unknown>;

/** A step that may crash, is repeated as its queue would, and once more for nothing. */
async function repeated(
  world: EventFileWorld,
  take: Step,
  point?: CrashPoint,
): Promise<readonly CrashPoint[]> {
  const crash = crashing(point);
  await take(world.fileCases(crash.around)).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
  await take(world.fileCases());
  await take(world.fileCases());
  return crash.points();
}

describe("a file of events that crashes anywhere and is told again ends as if nothing had crashed", () => {
  const checked = async (count: number, point?: CrashPoint) => {
    const { world, agencyId, content } = await prepared();
    const file = await world.uploaded(agencyId, content, { controlTotals: { count } });
    const points = await repeated(world, (cases) => cases.check(file), point);
    const order = [...new Set(world.queue.map(({ number }) => number))];
    return { points, ended: { file: await seen(world, file), order } };
  };

  it.each([
    ["while it is checked", 5, { file: { state: "PROCESSING" }, order: [1, 2, 3] }],
    ["while it is refused", 4, { file: { state: "REFUSED" }, order: [] }],
  ])("%s", async (_when, count, wanted) => {
    const { ended, points } = await checked(count);
    expect(ended).toMatchObject(wanted);
    expect(points.length).toBeGreaterThan(3);
    await atEach(points, async (point) => {
      expect((await checked(count, point)).ended, `${point.when} call ${point.call}`).toEqual(ended);
    });
  });

  const worked = async (point?: CrashPoint) => {
    const { world, agencyId, content } = await prepared();
    const file = await world.uploaded(agencyId, content);
    await world.fileCases().check(file);
    const takeAll: Step = async (cases) => {
      for (const chunk of world.queue) await cases.work(chunk, false);
    };
    const points = await repeated(world, takeAll, point);
    const ended = {
      file: await seen(world, file),
      results: await world.results(file),
      state: await world.state(),
    };
    return { points, ended };
  };

  it("while its events are taken", async () => {
    const { ended, points } = await worked();
    expect(ended.file).toMatchObject({
      state: "COMPLETED",
      accepted: 3,
      duplicate: 1,
      quarantined: 0,
      refused: 1,
      failed: 0,
    });
    expect(ended.results.trim().split("\r\n")).toHaveLength(6);
    await atEach(points, async (point) => {
      expect((await worked(point)).ended, `${point.when} call ${point.call}`).toEqual(ended);
    });
  }, 300_000);
});

describe("a line that fails on our side", () => {
  it("is tried again with its chunk, and on the last try answered as failed, and the file goes on", async () => {
    const { world, agencyId, content } = await prepared();
    const file = await world.uploaded(agencyId, content);
    await world.fileCases().check(file);
    const { work } = world.fileCases(
      (call) => call(),
      (take) => async (sender, read) => {
        if (read.line === 2) throw new Error("a fault");
        return take(sender, read);
      },
    );
    await expect(work(world.queue[0]!, false)).rejects.toThrow("a fault");
    for (const chunk of world.queue) await work(chunk, true);
    expect(world.reported).toEqual([2]);
    expect(await seen(world, file)).toMatchObject({ state: "COMPLETED", accepted: 2, failed: 1, refused: 1 });
    expect(await world.results(file)).toContain("2,e-1,FAILED,,internal-error");
  });
});

describe("an announcement that crashes anywhere and is sent again", () => {
  const said = (count: number) =>
    AnnounceEventFileRequest.parse(eventAnnouncement("{}", { controlTotals: { count } }));

  it.each([
    ["makes one file", false],
    ["begins a refused file anew once", true],
  ])("%s", async (_what, isRefused) => {
    const announce = async (point?: CrashPoint) => {
      const world = await newEventFileWorld();
      const agencyId = world.agencyIds[0]!;
      if (isRefused) {
        const file = await world.uploaded(agencyId, "{}", { controlTotals: { count: 2 } });
        await world.fileCases().check(file);
      }
      const take: Step = (cases) => cases.announce({ agencyId, request: said(1), now: began });
      const points = await repeated(world, take, point);
      const { files } = await world.fileCases().files.page(agencyId, { limit: 10 });
      return { points, files };
    };
    const { points } = await announce();
    for (const point of [undefined, ...points]) {
      const { files } = await announce(point);
      expect(files).toMatchObject([
        { state: "AWAITING_UPLOAD", attempt: isRefused ? 2 : 1, controlTotals: { count: 1 } },
      ]);
      expect(files[0]).not.toHaveProperty("reasons");
    }
  });

  it("leaves an upload of an earlier announcement alone", async () => {
    const world = await newEventFileWorld();
    const agencyId = world.agencyIds[0]!;
    const first = await world.uploaded(agencyId, "{}", { controlTotals: { count: 2 } });
    await world.fileCases().check(first);
    await world.fileCases().announce({ agencyId, request: said(1), now: began });
    expect(await world.fileCases().check(first)).toBeUndefined();
    expect(await world.fileCases().files.find(first.fileId)).toMatchObject({ state: "AWAITING_UPLOAD" });
  });
});
