import { describe, expect, it } from "vitest";
import { RoutedEvent } from "../../../shared/outbox/message.ts";
import { routeEvent } from "../../../shared/outbox/route-event.ts";
import { sweepOutbox } from "../../../shared/outbox/sweep.ts";
import { queueUrls, readEnv, withQueues } from "../../../shared/platform/env.ts";
import { eventKey, outboxShards } from "../../../shared/platform/events.ts";
import { aLenderId, anAccountId, now } from "../../support/builders.ts";

const queues = {
  deliveries: "d.fifo",
  disputes: "x.fifo",
  placements: "p.fifo",
  feed: "f.fifo",
  finance: "m.fifo",
};

const anEvent = (sequence: number, over: object = {}) => {
  const accountId = anAccountId();
  return {
    ...eventKey(accountId, sequence),
    accountId,
    sequence,
    eventId: `evt_${sequence}`,
    type: "hold.ordered",
    routes: "deliveries",
    group: "plc_1",
    list: "OUTBOX#0",
    at: now,
    data: { narrative: "LEAK" },
    ...over,
  };
};

function carrying(fails = false) {
  const steps: unknown[] = [];
  const route = routeEvent({
    queues,
    send: async (url, body, order) => {
      if (fails) throw new Error("SQS is away");
      steps.push(["send", url, JSON.parse(body), order]);
    },
    tellLender: async (event) => void steps.push(["tell", event]),
    update: async ({ key, remove, when }) => {
      steps.push(["update", key, remove, when]);
      return true;
    },
  });
  return { steps, route };
}

describe("an event that must be carried further", () => {
  it.each(["deliveries", "disputes", "placements"] as const)(
    "is sent to %s in its group's order, then taken off the list",
    async (routes) => {
      const { steps, route } = carrying();
      const event = anEvent(3, { routes });
      await route(RoutedEvent.parse(event));
      const { accountId, sequence, eventId, type, pk, sk } = event;
      expect(steps).toEqual([
        ["send", queues[routes], { accountId, sequence, eventId, type }, { group: "plc_1", dedupe: eventId }],
        ["update", { pk, sk }, ["list", "at"], [{ attribute: "list", is: "present" }]],
      ]);
      expect(JSON.stringify(steps)).not.toContain("LEAK");
    },
  );

  it.each([
    ["placement.acknowledgement_mismatched", {}],
    ["placement.closed", { ours: { amount: 1, currency: "USD" } }],
    ["contact.attempted", { violations: ["CONTACT_DURING_HOLD"] }],
    ["hold.escalated", {}],
  ])("as %s goes to where breaks are opened as well, before it is off the list", async (type, data) => {
    const { steps, route } = carrying();
    const event = anEvent(3, { type, data, routes: "lender" });
    await route(RoutedEvent.parse(event));
    const { accountId, sequence, eventId } = event;
    expect(steps).toEqual([
      ["send", queues.finance, { accountId, sequence, eventId, type }, { group: accountId, dedupe: eventId }],
      ["update", expect.anything(), ["list", "at"], expect.anything()],
    ]);
  });

  it.each([
    ["placement.closed", {}],
    ["contact.attempted", { violations: [] }],
  ])("as %s with nothing at odds opens no break", async (type, data) => {
    const { steps, route } = carrying();
    await route(RoutedEvent.parse(anEvent(3, { type, data, routes: "lender" })));
    expect(JSON.stringify(steps)).not.toContain(queues.finance);
  });

  it("for an agency goes to its feed as well, in the agency's order, before it is off the list", async () => {
    const { steps, route } = carrying();
    const event = anEvent(3, { data: { agencyId: "agy_1", narrative: "LEAK" } });
    await route(RoutedEvent.parse(event));
    const { accountId, sequence, eventId, type, pk, sk } = event;
    const message = { accountId, sequence, eventId, type };
    expect(steps).toEqual([
      ["send", queues.deliveries, { ...message, agencyId: "agy_1" }, { group: "plc_1", dedupe: eventId }],
      ["send", queues.feed, { ...message, agencyId: "agy_1" }, { group: "agy_1", dedupe: eventId }],
      ["update", { pk, sk }, ["list", "at"], [{ attribute: "list", is: "present" }]],
    ]);
    expect(JSON.stringify(steps)).not.toContain("LEAK");
  });

  it("names its placement and agency where it goes to one, for its worker looks at their lanes", async () => {
    const { steps, route } = carrying();
    const about = { placementId: "plc_1", agencyId: "agy_1" };
    const data = { ...about, narrative: "LEAK" };
    await route(RoutedEvent.parse(anEvent(3, { data })));
    await route(RoutedEvent.parse(anEvent(3, { data, routes: "disputes" })));
    expect(steps[0]).toMatchObject(["send", "d.fifo", about, {}]);
    expect(JSON.stringify(steps)).not.toContain("LEAK");
    expect(JSON.stringify(steps.slice(3))).not.toContain("agy_1");
  });

  it("that goes to its lender alone is told it, and is on no queue of its own", async () => {
    const { steps, route } = carrying();
    const lenderId = aLenderId();
    const event = anEvent(3, { routes: "lender", lenderId, type: "dispute.overdue" });
    await route(RoutedEvent.parse(event));
    const { accountId, eventId, pk, sk } = event;
    expect(steps).toEqual([
      ["tell", { accountId, lenderId, eventId }],
      ["update", { pk, sk }, ["list", "at"], [{ attribute: "list", is: "present" }]],
    ]);
  });

  it("for an agency and its lender goes to both before it is off the list", async () => {
    const { steps, route } = carrying();
    const event = anEvent(3, { lenderId: aLenderId(), data: { placementId: "plc_1", agencyId: "agy_1" } });
    await route(RoutedEvent.parse(event));
    expect(steps.map((step) => (step as readonly unknown[])[0])).toEqual(["send", "send", "tell", "update"]);
  });

  it("stays on the list when the queue did not take it", async () => {
    const { steps, route } = carrying(true);
    await expect(route(RoutedEvent.parse(anEvent(1)))).rejects.toThrow("SQS is away");
    expect(steps).toEqual([]);
  });
});

describe("the sweep", () => {
  it("carries what the stream did not, of every list, in the order of its history", async () => {
    const carried: number[] = [];
    const asked: unknown[] = [];
    const events = [anEvent(12), anEvent(9), anEvent(10)];
    const sweep = sweepOutbox({
      reader: {
        page: async (query) => {
          asked.push(query);
          return { items: query.pk === outboxShards[1] ? events : [] };
        },
        getAll: async (keys) => events.filter(({ sk }) => keys.some((key) => key.sk === sk)),
      },
      routeEvent: async ({ sequence }) => void carried.push(sequence),
    });
    expect(await sweep(now)).toBe(3);
    expect(carried).toEqual([9, 10, 12]);
    expect(asked).toEqual(
      outboxShards.map((pk) => expect.objectContaining({ pk, index: "byList", upTo: now })),
    );
  });
});

describe("a function's environment", () => {
  it("that lacks a variable stops the function and names it", () => {
    expect(() => readEnv(withQueues)).toThrow(/DELIVERY_QUEUE_URL/u);
  });

  it("names the queues as events do", () => {
    const env = {
      DELIVERY_QUEUE_URL: "d",
      DISPUTE_QUEUE_URL: "x",
      PLACEMENT_QUEUE_URL: "p",
      FEED_QUEUE_URL: "f",
      FINANCE_QUEUE_URL: "m",
    };
    expect(queueUrls(env)).toEqual({
      deliveries: "d",
      disputes: "x",
      placements: "p",
      feed: "f",
      finance: "m",
    });
  });
});
