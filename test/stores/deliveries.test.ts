import { describe, expect, it } from "vitest";
import { breakerStore } from "../../shared/deliveries/breaker-store.ts";
import { FAILURE_COUNT_MAX } from "../../shared/deliveries/breaker.ts";
import { newLane, parked, waiting } from "../../shared/deliveries/lane.ts";
import { laneStore } from "../../shared/deliveries/lane-store.ts";
import { AgencyLane, recipientIdOf, type LaneRef } from "../../shared/deliveries/recipient.ts";
import { deliveryStore } from "../../shared/deliveries/store.ts";
import { tellBreaker } from "../../shared/deliveries/tell-breaker.ts";
import { placementIdOf, primaryEndpointIdOf } from "../../shared/kernel/ids.ts";
import { plusDays, plusSeconds } from "../../shared/kernel/time.ts";
import { createOne, newReader, putOne, updateOne } from "../../shared/platform/dynamo.ts";
import { newWriteBeside } from "../../shared/platform/write.ts";
import { anAccount, anAgencyId, now, placementOf } from "../support/builders.ts";
import { newLaneWorld } from "../support/lane-world.ts";
import { quietTable } from "../support/quiet-table.ts";

const table = quietTable();
const reader = newReader(table);
const update = updateOne(table);
const store = {
  reader,
  update,
  create: createOne(table),
  put: putOne(table),
  writeBeside: newWriteBeside(table),
};
const lanes = laneStore(reader);

function aLane(agencyId = anAgencyId()): LaneRef {
  const account = anAccount({ holders: [agencyId] });
  return {
    accountId: account.accountId,
    placementId: placementOf(account),
    agencyId,
    endpointId: primaryEndpointIdOf(agencyId),
  };
}

describe("a lane in the table", () => {
  it("begins before its first event, and is saved only by whoever saw it last", async () => {
    const lane = await lanes.find(aLane());
    expect(lane).toMatchObject({ cursor: 0, attempts: 0, state: "IDLE", revision: 0 });
    const moved = { ...lane, cursor: 3 };
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => update(lanes.saved(lane, moved))));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await lanes.find(lane)).toMatchObject({ cursor: 3, revision: 1 });
    expect(await update(lanes.saved(lane, { ...lane, cursor: 9 }))).toBe(false);
  });

  it("is on the list of what it waits for and on no other", async () => {
    const lane = newLane(aLane());
    const wait = waiting(lane, { attempts: 1, seconds: 300, at: now });
    await update(lanes.saved(lane, wait));
    const due = async (at = plusSeconds(now, 300)) =>
      (await Promise.all(lanes.retryLists.map((list) => lanes.due(list, at, 200)))).flat();
    const isIt = ({ accountId }: LaneRef) => accountId === lane.accountId;
    await expect.poll(async () => (await due()).filter(isIt)).toHaveLength(1);
    expect((await due(plusSeconds(now, 299))).filter(isIt)).toEqual([]);
    const stood = await lanes.find(lane);
    await update(lanes.saved(stood, parked(stood, now)));
    await expect.poll(async () => (await due()).filter(isIt)).toEqual([]);
    expect(await lanes.parked(lane, 10)).toMatchObject([{ accountId: lane.accountId, attempts: 1 }]);
    const back = await lanes.find(lane);
    await update(lanes.saved(back, { ...newLane(lane), cursor: 1 }));
    await expect.poll(() => lanes.parked(lane, 10)).toEqual([]);
  });

  it("are parked in the order in which they came", async () => {
    const agencyId = anAgencyId();
    const refs = Array.from({ length: 5 }, () => aLane(agencyId));
    for (const [n, ref] of [...refs.entries()].toReversed())
      await update(lanes.saved(newLane(ref), parked(newLane(ref), plusSeconds(now, n))));
    await expect
      .poll(async () => (await lanes.parked(refs[0]!, 10)).map(({ accountId }) => accountId))
      .toEqual(refs.map(({ accountId }) => accountId));
    expect(await lanes.parked(refs[0]!, 2)).toHaveLength(2);
  });
});

describe.each([
  ["an agency", false],
  ["a lender", true],
])("what is on the way in a lane of %s", (_whose, isForLender) => {
  it.each([
    ["nothing", 0, 0],
    ["one event", 1, 0],
    ["more than is read together with the lane", 40, 0],
    ["more, behind what was delivered", 40, 11],
    ["the last of many", 60, 59],
    ["nothing behind many", 60, 60],
  ])("is found whole: %s", async (_what, count, cursor) => {
    const world = newLaneWorld({ store, isForLender });
    await world.setUp();
    const one = await world.newCase(count);
    const ref = world.refOf(one);
    if (cursor > 0) await update(lanes.saved(newLane(ref), { ...newLane(ref), cursor }));
    const { lane, pending } = await lanes.onTheWay(ref);
    expect(lane).toMatchObject({ cursor, revision: cursor > 0 ? 1 : 0 });
    expect(pending.events.map(({ eventId }) => eventId)).toEqual(one.eventIds.slice(cursor));
    expect(pending.hasMore).toBe(false);
  });
});

describe("what is on the way in a lane", () => {
  it("is found where the account has more lanes than one read takes", async () => {
    const world = newLaneWorld({ store });
    await world.setUp();
    const one = await world.newCase(2);
    const ref = AgencyLane.parse(world.refOf(one));
    for (const n of Array.from({ length: 15 }).keys()) {
      const other = newLane({ ...ref, placementId: placementIdOf(one.account.accountId, n + 2) });
      await update(lanes.saved(other, other));
    }
    await update(lanes.saved(newLane(ref), { ...newLane(ref), cursor: 1 }));
    const { lane, pending } = await lanes.onTheWay(ref);
    expect(lane).toMatchObject({ cursor: 1, revision: 1 });
    expect(pending.events.map(({ eventId }) => eventId)).toEqual(one.eventIds.slice(1));
  });
});

describe("a breaker in the table", () => {
  it("counts every failure of many workers at once, and opens once", async () => {
    const agencyId = anAgencyId();
    const ref = { agencyId, endpointId: primaryEndpointIdOf(agencyId) };
    const opened: string[] = [];
    const log = {
      info: () => undefined,
      warn: (code: string) => void opened.push(code),
      error: () => undefined,
    };
    const breakers = breakerStore(reader);
    const fail = () => tellBreaker({ breakers, update, log }, ref, { kind: "failed", at: now, random: 0.5 });
    await Promise.all(Array.from({ length: FAILURE_COUNT_MAX - 1 }, fail));
    expect(await breakers.fresh(ref)).toMatchObject({ state: "CLOSED", failures: FAILURE_COUNT_MAX - 1 });
    await Promise.all(Array.from({ length: 6 }, fail));
    expect(await breakers.fresh(ref)).toMatchObject({ state: "OPEN", failures: FAILURE_COUNT_MAX });
    expect(opened).toEqual(["breaker.opened"]);
    await expect
      .poll(async () => (await breakers.due(plusSeconds(now, 60), 200)).map(recipientIdOf))
      .toContain(agencyId);
  });
});

describe("deliveries of an agency", () => {
  it("are found by time, the newest first and page by page, with every attempt of each", async () => {
    const world = newLaneWorld({ store });
    await world.setUp();
    const one = await world.newCase(3);
    world.answerWith(({ eventId }) => ({
      status: eventId === one.eventIds[0] && world.came.length === 0 ? 422 : 204,
      excerpt: "ok",
    }));
    await world.drain();
    world.time.now = plusSeconds(now, 10);
    await world.drain();
    expect(world.taken(one)).toEqual(one.eventIds);

    const deliveries = deliveryStore(reader);
    const wide = { recipientId: world.agency.agencyId, from: now, to: plusDays(now, 1), limit: 2 };
    await expect.poll(async () => (await deliveries.search({ ...wide, limit: 10 })).items).toHaveLength(3);
    const first = await deliveries.search(wide);
    const rest = await deliveries.search({ ...wide, ...(first.next && { after: first.next }) });
    const found = [...first.items, ...rest.items].map(({ eventId }) => eventId);
    expect(found.toSorted()).toEqual([...one.eventIds].toSorted());
    expect((await deliveries.search({ ...wide, from: plusSeconds(now, 1) })).items).toEqual([]);

    const place = { ...world.refOf(one), sequence: 1 };
    expect(await deliveries.find(place)).toMatchObject({
      state: "DELIVERED",
      attempts: 2,
      taken: { status: 204, excerpt: "ok" },
    });
    expect(await deliveries.attempts(place)).toMatchObject([{ status: 422, excerpt: "ok" }]);
  });
});

describe("one delivery", () => {
  it.each([
    ["an agency costs one read", false, ["query EVENT"]],
    ["a lender costs one read more", true, ["get LANE", "query EVENT"]],
  ])("to %s and one transaction, and its attempt is part of it", async (_whose, isForLender, reads) => {
    const calls: string[] = [];
    const counting = {
      reader: {
        get: async (key: Parameters<typeof reader.get>[0]) => {
          calls.push(`get ${key.sk.split("#")[0]}`);
          return reader.get(key);
        },
        getAll: reader.getAll,
        page: async (query: Parameters<typeof reader.page>[0]) => {
          calls.push(`query ${query.prefix?.split("#")[0]}`);
          return reader.page(query);
        },
      },
      update: async (change: Parameters<typeof update>[0]) => {
        calls.push(`update ${change.name}`);
        return update(change);
      },
      create: async () => {
        throw new Error("nothing is created");
      },
      put: store.put,
      writeBeside: async (changes: Parameters<typeof store.writeBeside>[0]) => {
        calls.push(`transaction ${changes.map(({ name }) => name).join(" ")}`);
        return store.writeBeside(changes);
      },
    };
    const world = newLaneWorld({ store: counting, isForLender });
    await world.setUp();
    const [first, second] = [await world.newCase(1), await world.newCase(1)];
    const { work } = world.useCases();
    calls.splice(0);
    await work(world.queue[0]!.body);
    const remembered = calls.splice(0).filter((call) => /AGENCY|ENDPOINT|BREAKER/u.test(call));
    expect(remembered).toHaveLength(isForLender ? 2 : 3);
    await work(world.queue[1]!.body);
    expect(world.taken(first).length + world.taken(second).length).toBe(2);
    expect(calls).toEqual([...reads, "transaction delivery lane"]);
  });
});
