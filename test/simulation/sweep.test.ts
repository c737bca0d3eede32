import { describe, expect, it } from "vitest";
import { emptyChain, type EventDraft } from "../../shared/kernel/event.ts";
import { sweepOutbox } from "../../shared/outbox/sweep.ts";
import { routeEvent } from "../../shared/outbox/route-event.ts";
import { newReader, updateOne } from "../../shared/platform/dynamo.ts";
import { recorded } from "../../shared/platform/events.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { aDraft, anAccount, at } from "../support/builders.ts";
import { Crash, crashing } from "../support/crash.ts";
import { quietTable } from "../support/quiet-table.ts";
import type { Around } from "../support/around.ts";

const lostAt = at("2002-01-01T00:00:00.000Z");
const queues = {
  deliveries: "deliveries",
  disputes: "disputes",
  placements: "placements",
  feed: "feed",
  finance: "finance",
};

const route = { route: { queue: "deliveries", group: "g" } } as const;

/** Events of one account that the stream never carried. */
async function lost(count: number, over: Partial<EventDraft> = route): Promise<string> {
  const { accountId, lenderId } = anAccount();
  const drafts = Array.from({ length: count }, () => aDraft(over));
  const { items } = recorded({ accountId, lenderId, chain: emptyChain }, drafts, lostAt);
  const mark = { kind: "create", name: "x", item: { pk: `TEST#${accountId}`, sk: "x" } } as const;
  await newWrite(quietTable())({
    identity: [mark],
    state: [{ ...mark, item: { ...mark.item, sk: "y" } }],
    events: items,
  });
  return accountId;
}

const sweep = (sent: string[], accountId: string, around: Around = (call) => call()) => {
  const carried = (body: string) => around(async () => void (body.includes(accountId) && sent.push(body)));
  return sweepOutbox({
    reader: newReader(quietTable()),
    routeEvent: routeEvent({
      queues,
      tellLender: (event) => carried(JSON.stringify(event)),
      send: (_queue, body) => carried(body),
      update: updateOne(quietTable()),
    }),
  })(at("2002-01-02T00:00:00.000Z"));
};

const sequences = (sent: readonly string[]): readonly number[] =>
  sent.map((body) => (JSON.parse(body) as { sequence: number }).sequence);

describe("events that the stream lost", () => {
  it("are carried to their queue in the order of their account, once", async () => {
    const accountId = await lost(9);
    const sent: string[] = [];
    await sweep(sent, accountId);
    expect(sequences(sent)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await sweep(sent, accountId);
    expect(sent).toHaveLength(9);
  });

  it("are told to the lender that they are for alone, whatever was interrupted", async () => {
    const accountId = await lost(3, { type: "dispute.overdue" });
    const told: string[] = [];
    const { around } = crashing({ call: 2, when: "after" });
    await expect(sweep(told, accountId, around)).rejects.toThrow(Crash);
    await sweep(told, accountId);
    expect(new Set(told).size).toBe(3);
    await sweep(told, accountId);
    expect(told).toHaveLength(4);
  });

  it("are carried by the next sweep when one was interrupted: none is left out", async () => {
    const accountId = await lost(5);
    const sent: string[] = [];
    const { around } = crashing({ call: 3, when: "after" });
    await expect(sweep(sent, accountId, around)).rejects.toThrow(Crash);
    await sweep(sent, accountId);
    expect([...new Set(sequences(sent))]).toEqual([1, 2, 3, 4, 5]);
  });
});
