import { describe, expect, it } from "vitest";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { operatorHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { demand } from "../../support/tenant.ts";

const operator = operatorHere();

describe("dead letters", () => {
  it("are listed by queue, every one of the deployment, and what redriving does with them", async () => {
    const { body } = demand(await operator.get("/v1/dead-letters"), 200);
    const ways = Object.fromEntries(
      body.items.map(({ queue, redrive }: { queue: string; redrive: string }) => [queue, redrive]),
    );
    expect(ways).toMatchObject({
      deliveries: "SENT_BACK",
      disputes: "SENT_BACK",
      placements: "SENT_BACK",
      outbox: "CLEARED",
      clock: "CLEARED",
    });
  });

  it("are empty where nothing failed: looking and redriving say so", async () => {
    expect(demand(await operator.get("/v1/dead-letters/clock"), 200).body).toEqual({
      queue: "clock",
      count: 0,
      items: [],
    });
    const redriven = await operator.call("/v1/dead-letters/clock/redrive", { json: { eventIds: ["evt_1"] } });
    expect(demand(redriven, 200).body).toEqual({
      queue: "clock",
      redriven: 0,
      missing: ["evt_1"],
      more: false,
    });
  });

  it("of a queue that there is not are not found", async () => {
    expect(refusal(await operator.get("/v1/dead-letters/other"))).toEqual([404, "not-found"]);
    const redriven = await operator.call("/v1/dead-letters/other/redrive", { json: {} });
    expect(refusal(redriven)).toEqual([404, "not-found"]);
  });

  it.each([
    [{ eventIds: [] }, "/eventIds"],
    [{ eventIds: [""] }, "/eventIds/0"],
    [{ messageIds: Array.from({ length: 101 }, () => "m") }, "/messageIds"],
    [{ all: true }, "/all"],
  ])("are not redriven by %j", async (json, pointer) => {
    const answer = await operator.call("/v1/dead-letters/clock/redrive", { json });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  it.each(["limit=0", "limit=101", "limit=x"])("are not shown by %s", async (query) => {
    expect(refusal(await operator.get(`/v1/dead-letters/clock?${query}`))).toEqual([422, "invalid-request"]);
  });
});

describe("the list of dead-letter queues", () => {
  isForTheOperator("/v1/dead-letters", {});
});

describe("a queue of dead letters", () => {
  isForTheOperator("/v1/dead-letters/clock", {});
});

describe("redriving", () => {
  isForTheOperator("/v1/dead-letters/clock/redrive", { method: "POST", json: {} });
});
