import { describe, expect, it } from "vitest";
import { emptyChain } from "../../shared/kernel/event.ts";
import { sweepOutbox } from "../../shared/outbox/sweep.ts";
import { routeEvent } from "../../shared/outbox/route-event.ts";
import { newReader, updateOne } from "../../shared/platform/dynamo.ts";
import { recorded } from "../../shared/platform/events.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { aDraft, anAccount, at } from "../support/builders.ts";
import { Crash, crashing } from "../support/crash.ts";
import { quietTable } from "../support/quiet-table.ts";
import type { Around } from "../support/world.ts";

const lostAt = at("2002-01-01T00:00:00.000Z");
const queues = { deliveries: "deliveries", disputes: "disputes", placements: "placements", feed: "feed" };

/** Events of one placement that the stream never carried. */
async function lost(count: number): Promise<string> {
  const { accountId } = anAccount();
  const drafts = Array.from({ length: count }, () => aDraft({ route: { queue: "deliveries", group: "g" } }));
  const { items } = recorded({ accountId, chain: emptyChain }, drafts, lostAt);
  const mark = { kind: "create", name: "x", item: { pk: `TEST#${accountId}`, sk: "x" } } as const;
  await newWrite(quietTable())({
    identity: [mark],
    state: [{ ...mark, item: { ...mark.item, sk: "y" } }],
    events: items,
  });
  return accountId;
}

const sweep = (sent: string[], accountId: string, around: Around = (call) => call()) =>
  sweepOutbox({
    reader: newReader(quietTable()),
    routeEvent: routeEvent({
      queues,
      send: (_queue, body) => around(async () => void (body.includes(accountId) && sent.push(body))),
      update: updateOne(quietTable()),
    }),
  })(at("2002-01-02T00:00:00.000Z"));

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

  it("are carried by the next sweep when one was interrupted: none is left out", async () => {
    const accountId = await lost(5);
    const sent: string[] = [];
    const { around } = crashing({ call: 3, when: "after" });
    await expect(sweep(sent, accountId, around)).rejects.toThrow(Crash);
    await sweep(sent, accountId);
    expect([...new Set(sequences(sent))]).toEqual([1, 2, 3, 4, 5]);
  });
});
