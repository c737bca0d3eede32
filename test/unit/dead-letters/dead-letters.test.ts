import { describe, expect, it } from "vitest";
import { letterView, type DeadLetterQueue, type Letter } from "../../../shared/dead-letters/model.ts";
import { redrive } from "../../../shared/dead-letters/redrive.ts";
import { listDeadLetterQueues, showLetters } from "../../../shared/dead-letters/show-letters.ts";
import type { LetterBox } from "../../../shared/platform/letter-box.ts";

const deliveries: DeadLetterQueue = {
  name: "deliveries",
  url: "dead.fifo",
  source: "work.fifo",
};
const clock: DeadLetterQueue = { name: "clock", url: "missed" };

const aLetter = (n: number, changes: Partial<Letter> = {}): Letter => ({
  messageId: `m-${n}`,
  receiptHandle: `r-${n}`,
  body: JSON.stringify({ eventId: `evt_${n}`, accountId: "acc_1", sequence: n, type: "placement.offered" }),
  receiveCount: 18,
  ...changes,
});

/** A queue in memory as SQS behaves: what is in hand is hidden, and of a group only the foremost is given out. */
function aBox(letters: readonly Letter[]) {
  const lying = [...letters];
  const hidden = new Set<string>();
  const box: LetterBox = {
    count: async () => lying.length,
    take: async () => {
      const seen = new Set<string>();
      const visible = lying.filter(({ group = "", messageId, receiptHandle }) => {
        const key = group === "" ? messageId : group;
        const isFirst = !seen.has(key);
        seen.add(key);
        return isFirst && !hidden.has(receiptHandle);
      });
      const taken = visible.slice(0, 10);
      for (const { receiptHandle } of taken) hidden.add(receiptHandle);
      return taken;
    },
    putBack: async (_url, handle) => void hidden.delete(handle),
    remove: async (_url, handle) => {
      hidden.delete(handle);
      lying.splice(
        lying.findIndex(({ receiptHandle }) => receiptHandle === handle),
        1,
      );
    },
  };
  return { box, lying, hidden };
}

function aDesk(letters: readonly Letter[], fails: (body: string) => boolean = () => false) {
  const sent: {
    readonly url: string;
    readonly body: string;
    readonly group: string;
    readonly dedupe: string;
  }[] = [];
  const desk = aBox(letters);
  const deps = {
    queues: [deliveries, clock],
    box: desk.box,
    send: async (url: string, body: string, order: { readonly group: string; readonly dedupe: string }) => {
      if (fails(body)) throw new Error("out of reach");
      sent.push({ url, body, ...order });
    },
  };
  return { ...desk, sent, deps, redrive: redrive(deps) };
}

const many = (count: number) => Array.from({ length: count }, (_, n) => aLetter(n + 1));

describe("what is shown of a letter", () => {
  it("is its event's ids and numbers, how often it was received and when", () => {
    const sentAt = "2026-03-02T12:00:00.000Z" as never;
    expect(letterView(aLetter(7, { sentAt, firstReceivedAt: sentAt }))).toEqual({
      messageId: "m-7",
      eventId: "evt_7",
      accountId: "acc_1",
      sequence: 7,
      type: "placement.offered",
      receiveCount: 18,
      sentAt,
      firstReceivedAt: sentAt,
    });
  });

  it.each([
    ["text", "hello"],
    ["a list", "[1]"],
    ["personal data", JSON.stringify({ debtor: { name: "Alex" }, name: "Alex", email: "a@b.c" })],
    [
      "ids that are none",
      JSON.stringify({ eventId: "Alex Example", sequence: "1", accountId: { name: "Alex" } }),
    ],
  ])("is no more than that it is there when its body is %s", (_name, body) => {
    expect(letterView(aLetter(1, { body }))).toEqual({ messageId: "m-1", receiveCount: 18 });
  });

  it("is the size of a batch that the stream gave up", () => {
    const body = JSON.stringify({ requestContext: {}, DDBStreamBatchInfo: { shardId: "s", batchSize: 12 } });
    expect(letterView(aLetter(1, { body }))).toEqual({ messageId: "m-1", receiveCount: 18, records: 12 });
  });
});

describe("looking at dead letters", () => {
  it("leaves every letter where it is, visible to the next", async () => {
    const { deps, lying, hidden } = aDesk(many(25));
    const shown = await showLetters(deps)("deliveries", 15);
    expect(shown).toMatchObject({ queue: "deliveries", count: 25 });
    expect(shown.items.map(({ eventId }) => eventId)).toEqual(many(15).map((_, n) => `evt_${n + 1}`));
    expect(lying).toHaveLength(25);
    expect(hidden.size).toBe(0);
  });

  it("names each queue, how many wait, and what redriving does", async () => {
    const { deps } = aDesk(many(3));
    expect(await listDeadLetterQueues(deps)()).toEqual([
      { queue: "deliveries", count: 3, redrive: "SENT_BACK" },
      { queue: "clock", count: 3, redrive: "CLEARED" },
    ]);
  });

  it("knows no other queue", async () => {
    const { deps } = aDesk([]);
    await expect(showLetters(deps)("other", 1)).rejects.toThrow("not-found");
    await expect(redrive(deps)("other", {})).rejects.toThrow("not-found");
  });
});

describe("redriving", () => {
  it("sends everything back in its order, each letter under a mark of its own", async () => {
    const group = "plc_1";
    const { redrive: all, sent, lying } = aDesk(many(3).map((letter) => ({ ...letter, group })));
    expect(await all("deliveries", {})).toEqual({
      queue: "deliveries",
      redriven: 3,
      missing: [],
      more: false,
    });
    expect(sent.map(({ url, group: to, dedupe }) => [url, to, dedupe])).toEqual([
      ["work.fifo", group, "redrive-m-1"],
      ["work.fifo", group, "redrive-m-2"],
      ["work.fifo", group, "redrive-m-3"],
    ]);
    expect(lying).toEqual([]);
    expect(await all("deliveries", {})).toMatchObject({ redriven: 0, more: false });
  });

  it("takes those that were asked for by event or message, and leaves the others visible", async () => {
    const { redrive: some, sent, lying, hidden } = aDesk(many(30));
    const request = { eventIds: ["evt_12", "evt_99"], messageIds: ["m-25"] };
    expect(await some("deliveries", request)).toEqual({
      queue: "deliveries",
      redriven: 2,
      missing: ["evt_99"],
      more: false,
    });
    expect(sent).toHaveLength(2);
    expect(lying).toHaveLength(28);
    expect(hidden.size).toBe(0);
  });

  it("does a bounded part at a time and says that there is more", async () => {
    const { redrive: all, lying } = aDesk(many(120));
    expect(await all("deliveries", {})).toMatchObject({ redriven: 100, more: true });
    expect(await all("deliveries", {})).toMatchObject({ redriven: 20, more: false });
    expect(lying).toEqual([]);
  });

  it("loses nothing when the queue is out of reach: what was not sent stays and is visible", async () => {
    const { redrive: all, lying, hidden } = aDesk(many(5), (body) => body.includes("evt_3"));
    await expect(all("deliveries", {})).rejects.toThrow("out of reach");
    expect(lying.map(({ messageId }) => messageId)).toEqual(["m-3", "m-4", "m-5"]);
    expect(hidden.size).toBe(0);
  });

  it("only clears what no queue brought", async () => {
    const { redrive: all, sent, lying } = aDesk(many(2));
    expect(await all("clock", {})).toMatchObject({ redriven: 2, more: false });
    expect([sent, lying]).toEqual([[], []]);
  });
});
