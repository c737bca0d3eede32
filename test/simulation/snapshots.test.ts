import { describe, expect, it } from "vitest";
import type { GatewayEvent } from "../../shared/kernel/event.ts";
import type { AgencyId } from "../../shared/kernel/ids.ts";
import { newReader } from "../../shared/platform/dynamo.ts";
import { verify } from "../../shared/platform/events.ts";
import { snapshotIdOf } from "../../shared/snapshots/keys.ts";
import { atEach, Crash, crashing, type CrashPoint } from "../support/crash.ts";
import { quietTable } from "../support/quiet-table.ts";
import { aSnapshot, aSnapshotLine } from "../support/snapshot.ts";
import { newWorld, type World } from "../support/world.ts";

type Cases = ReturnType<World["useCases"]>;

const unknown = "plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_7";

const dataOf = (part: number, parts: number) =>
  aSnapshot([aSnapshotLine(unknown.replace(/7$/u, String(part)))], { snapshotRef: "INV-1", part, parts });

type Telling = { readonly part?: number; readonly parts?: number; readonly eventId?: string };

const told = (cases: Cases, agencyId: AgencyId, { part = 1, parts = 1, eventId }: Telling = {}) =>
  cases.callback(agencyId, {
    eventId: eventId ?? `e-${part}`,
    eventType: "reconciliation.snapshot",
    data: dataOf(part, parts),
  });

/** An event without what the table adds to it: its key, and where it is to be carried. */
const facts = (item: unknown): GatewayEvent => {
  const {
    pk: _pk,
    sk: _sk,
    routes: _routes,
    group: _group,
    list: _list,
    at: _at,
    ...event
  } = item as GatewayEvent & Record<string, unknown>;
  return event;
};

/** All that there is of the inventory's first part, by names that are the same in every world. */
async function left(world: World, agencyId: AgencyId): Promise<unknown> {
  const { snapshots, taking } = world.useCases();
  const snapshotId = snapshotIdOf(agencyId, "INV-1", 1);
  const found = await snapshots.find(snapshotId);
  const events = await newReader(quietTable()).page({
    pk: `ACCOUNT#${snapshotId}`,
    prefix: "EVENT#",
    limit: 10,
  });
  const { comparison } = found ?? {};
  const findings =
    comparison && (await snapshots.findings(snapshotId, comparison.findingsHash, { limit: 10 }));
  return {
    isThere: found !== undefined,
    lines: (await snapshots.lines([snapshotId])).length,
    inventory: (await snapshots.inventory({ agencyId, snapshotRef: "INV-1" })) !== undefined,
    events: events.items.map((item) => (item as GatewayEvent).type),
    chain: verify(events.items.map(facts)).ok,
    listed: (await snapshots.page(agencyId, { limit: 10 })).items.length,
    receipt: (await taking.receipts.find(agencyId, "e-1"))?.answer.disposition,
    counts: comparison?.findingCounts,
    findings: findings?.items.map(({ code }) => code).toSorted(),
  };
}

const nothing = {
  isThere: false,
  lines: 0,
  inventory: false,
  events: [],
  chain: true,
  listed: 0,
  receipt: undefined,
  counts: undefined,
  findings: undefined,
};

const reported = {
  ...nothing,
  isThere: true,
  lines: 1,
  inventory: true,
  events: ["snapshot.reported"],
  listed: 1,
  receipt: "ACCEPTED",
};

const compared = {
  ...reported,
  events: ["snapshot.reported", "snapshot.compared"],
  counts: [
    { code: "INV_MISSING_AT_AGENCY", count: 1 },
    { code: "INV_UNKNOWN", count: 1 },
  ],
  findings: ["INV_MISSING_AT_AGENCY", "INV_UNKNOWN"],
};

/** A world in which the agency has one placement. */
async function held(): Promise<{ readonly world: World; readonly agencyId: AgencyId }> {
  const world = await newWorld();
  const account = await world.useCases().place();
  return { world, agencyId: world.holder(account) };
}

/** Crashes once, if at all; is done again, and once more for nothing. */
async function survived(
  prepare: (cases: Cases, agencyId: AgencyId) => Promise<unknown>,
  act: (cases: Cases, agencyId: AgencyId) => Promise<unknown>,
  point?: CrashPoint,
) {
  const { world, agencyId } = await held();
  await prepare(world.useCases(), agencyId);
  const crash = crashing(point);
  let atCrash: unknown;
  await act(world.useCases(crash.around), agencyId).catch(async (error: unknown) => {
    if (!(error instanceof Crash)) throw error;
    atCrash = await left(world, agencyId);
  });
  await act(world.useCases(), agencyId);
  await act(world.useCases(), agencyId);
  return { points: crash.points(), atCrash, ended: await left(world, agencyId) };
}

const reporting = async (cases: Cases, agencyId: AgencyId) => told(cases, agencyId);

const comparing = async (cases: Cases, agencyId: AgencyId) =>
  cases.comparing(snapshotIdOf(agencyId, "INV-1", 1));

describe("an inventory", () => {
  it.each([
    ["reported", async () => undefined, reporting, nothing, reported, 4],
    ["compared", reporting, comparing, reported, compared, 8],
  ] as const)(
    "that is %s, crashes anywhere and is told again ends as if nothing had crashed, whole or not at all",
    async (...[, prepare, act, before, after, least]) => {
      const { ended, points } = await survived(prepare, act);
      expect(ended).toEqual(after);
      expect(points.length).toBeGreaterThan(least);
      await atEach(points, async (point) => {
        const crashed = await survived(prepare, act, point);
        expect(crashed.ended, `${point.when} call ${point.call}`).toEqual(after);
        expect([before, after]).toContainEqual(crashed.atCrash);
      });
    },
    300_000,
  );

  it("is compared once all of its parts are there, in whatever order they come, and once", async () => {
    const { world, agencyId } = await held();
    const cases = world.useCases();
    const compare = async (part: number) => cases.comparing(snapshotIdOf(agencyId, "INV-1", part));
    await told(cases, agencyId, { part: 3, parts: 3 });
    expect(await compare(3)).toBe("WAITS");
    await told(cases, agencyId, { part: 1, parts: 3 });
    expect(await compare(1)).toBe("WAITS");
    await told(cases, agencyId, { part: 2, parts: 3 });
    const outcomes = await Promise.all([1, 2, 3].map(compare));
    expect(outcomes.toSorted()).toEqual(["COMPARED", "COMPARED_BEFORE", "COMPARED_BEFORE"]);
    expect(await left(world, agencyId)).toMatchObject({
      events: ["snapshot.reported", "snapshot.compared"],
      counts: [
        { code: "INV_MISSING_AT_AGENCY", count: 1 },
        { code: "INV_UNKNOWN", count: 3 },
      ],
    });
  });

  it("that comes several times at once is one, and its parts that contradict each other are refused", async () => {
    const { world, agencyId } = await held();
    const same = await Promise.all(
      [1, 2, 3].map((n) => told(world.useCases(), agencyId, { eventId: `e-${n}` })),
    );
    expect(same.map(({ answer }) => answer.disposition).toSorted()).toEqual([
      "ACCEPTED",
      "DUPLICATE",
      "DUPLICATE",
    ]);
    await expect(
      told(world.useCases(), agencyId, { part: 2, parts: 2, eventId: "e-9" }),
    ).rejects.toMatchObject({
      refusal: { code: "snapshot-ref-reused" },
    });
    const parts = await Promise.allSettled(
      [2, 3].map((parts) =>
        world.useCases().callback(agencyId, {
          eventId: `e-of-${parts}`,
          eventType: "reconciliation.snapshot",
          data: { ...dataOf(parts, parts), snapshotRef: "INV-2" },
        }),
      ),
    );
    expect(parts.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});
