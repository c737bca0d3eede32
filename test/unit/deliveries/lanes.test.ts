import { describe, expect, it } from "vitest";
import { plusSeconds } from "../../../shared/kernel/time.ts";
import { newLaneWorld } from "../../support/lane-world.ts";

describe("a lane", () => {
  it("delivers the events of a placement in their order, each once", async () => {
    const world = newLaneWorld();
    await world.setUp();
    const one = await world.newCase(5);
    await world.drain();
    expect(world.taken(one)).toEqual(one.eventIds);
    expect(world.came).toHaveLength(5);
    expect(world.queue).toEqual([]);
  });

  it("delivers everything when all messages but the last were lost", async () => {
    const world = newLaneWorld();
    await world.setUp();
    const one = await world.newCase(120, (n) => n < 119);
    await world.drain();
    expect(world.taken(one)).toEqual(one.eventIds);
  });

  it("makes eleven attempts over about three days, then gives the event up and goes on behind it", async () => {
    const world = newLaneWorld();
    await world.setUp();
    const one = await world.newCase(2);
    world.answerWith(({ eventId }) => ({ status: eventId === one.eventIds[0] ? 422 : 204 }));
    await world.drain();
    await world.pass(4 * 24 * 60);
    const [first] = one.eventIds;
    const attempts = world.came.filter(({ eventId }) => eventId === first);
    expect(attempts).toHaveLength(11);
    const hours = (Date.parse(attempts.at(-1)!.at) - Date.parse(attempts[0]!.at)) / 3_600_000;
    expect(hours).toBeGreaterThan(72);
    expect(hours).toBeLessThan(80);
    expect(world.taken(one)).toEqual(one.eventIds.slice(1));
    expect(world.logged).toContain("delivery.given-up");
  });

  it("parks while its endpoint is down, uses up no attempt, and drains in order when it is back", async () => {
    const world = newLaneWorld();
    await world.setUp();
    world.answerWith(503);
    const cases = [await world.newCase(3), await world.newCase(3), await world.newCase(3)];
    await world.drain();
    await world.pass(24 * 60);
    const posts = world.came.length;
    expect(posts).toBeLessThan(100);
    world.answerWith(204);
    await world.pass(45);
    for (const one of cases) expect(world.taken(one)).toEqual(one.eventIds);
    expect(world.logged).not.toContain("delivery.given-up");
    await world.pass(10);
    expect(world.memory.all("BREAKER#")[0]).toMatchObject({ state: "CLOSED", failures: 0 });
    expect(world.memory.all("BREAKER#")[0]).not.toHaveProperty("list");
  });

  it("does not park an endpoint that fails now and then, however often", async () => {
    const world = newLaneWorld();
    await world.setUp();
    let posts = 0;
    world.answerWith(() => {
      world.time.now = plusSeconds(world.time.now, 0.05);
      posts += 1;
      return { status: posts % 3 === 0 ? 500 : 204 };
    });
    const cases = [];
    for (let n = 0; n < 60; n += 1) cases.push(await world.newCase(1));
    await world.drain();
    expect(world.logged).not.toContain("breaker.opened");
    await world.pass(60);
    for (const one of cases) expect(world.taken(one)).toEqual(one.eventIds);
  });
});
