import * as fc from "fast-check";
import { expect, it } from "vitest";
import { appendToFeed } from "../../shared/feed/append.ts";
import { FeedEntry } from "../../shared/feed/model.ts";
import { feedStore } from "../../shared/feed/store.ts";
import { emptyChain } from "../../shared/kernel/event.ts";
import { recorded } from "../../shared/platform/events.ts";
import type { WriteBeside } from "../../shared/platform/write.ts";
import { aDraft, anAccountId, anAgencyId, now } from "../support/builders.ts";
import { Crash } from "../support/crash.ts";
import { feedTable } from "../support/feed-table.ts";

const [agencyId, other] = [anAgencyId(), anAgencyId()];

const turn = async (turns: number): Promise<void> => {
  for (let n = 0; n < turns; n += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Histories of three accounts: which of their events are for this agency, for another, for nobody. */
const histories = fc.array(
  fc.array(fc.constantFrom("ours", "theirs", "nobody"), { minLength: 1, maxLength: 30 }),
  { minLength: 3, maxLength: 3 },
);

/** What the queue hands to each of two workers, in whatever order and however often; and when they crash. */
const runs = fc.record({
  workers: fc.array(
    fc.array(fc.array(fc.nat(2), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
    { minLength: 2, maxLength: 2 },
  ),
  pauses: fc.array(fc.nat(2), { minLength: 8, maxLength: 8 }),
  crashes: fc.array(fc.record({ call: fc.nat(12), isAfter: fc.boolean() }), { maxLength: 3 }),
});

it("a feed has every event for its agency once, without a gap, in the order of its history, whoever crashes", async () => {
  await fc.assert(
    fc.asyncProperty(histories, runs, async (kinds, { workers, pauses, crashes }) => {
      const table = feedTable();
      const accounts = kinds.map((history) => {
        const accountId = anAccountId();
        const drafts = history.map((kind) =>
          kind === "nobody"
            ? aDraft()
            : aDraft({
                type: "hold.ordered",
                data: { agencyId: kind === "ours" ? agencyId : other, placementId: "plc_1" },
                route: { queue: "deliveries", group: "plc_1" },
              }),
        );
        for (const { item } of recorded({ accountId, chain: emptyChain }, drafts, now).items) table.put(item);
        return accountId;
      });

      let calls = 0;
      const writeBeside: WriteBeside = async (changes) => {
        calls += 1;
        const [call, crash] = [calls, crashes.find((one) => one.call === calls)];
        await turn(pauses[call % pauses.length]!);
        if (crash?.isAfter === false) throw new Crash(`before copy ${call}`);
        const outcome = await table.writeBeside(changes);
        if (crash?.isAfter === true) throw new Crash(`after copy ${call}`);
        return outcome;
      };
      const append = appendToFeed({ feeds: feedStore(table.reader), writeBeside, clock: { now: () => now } });
      const take = async (indexes: readonly number[]) => {
        const ids = indexes.map((index) => accounts[index]!);
        for (;;) {
          try {
            return await append(agencyId, ids);
          } catch (error) {
            if (!(error instanceof Crash)) throw error; // the queue hands a crashed worker's messages out again
          }
        }
      };
      await Promise.all(
        workers.map(async (batches) => {
          for (const batch of batches) await take(batch);
        }),
      );
      await take([0, 1, 2]);

      const entries = [...table.items.values()]
        .filter(({ pk }) => pk === `FEED#${agencyId}`)
        .map((item) => FeedEntry.parse(item))
        .toSorted((a, b) => a.position - b.position);
      expect(entries.map(({ position }) => position)).toEqual(entries.map((_, index) => index + 1));
      for (const [index, accountId] of accounts.entries()) {
        const due = kinds[index]!.flatMap((kind, n) => (kind === "ours" ? [n + 1] : []));
        const own = entries.filter((entry) => entry.accountId === accountId);
        expect(own.map(({ sequence }) => sequence)).toEqual(due);
      }
    }),
    { numRuns: 150 },
  );
});
