import { describe, expect, it } from "vitest";
import type { HistoryPage, ListHistories } from "../../../shared/ledger/histories.ts";
import type { PostedEvent } from "../../../shared/ledger/journal.ts";
import { missingFrom, sweepJournal } from "../../../shared/ledger/sweep-journal.ts";
import { at, on } from "../../support/builders.ts";
import { keptBook, type KeptBook } from "../../support/kept-book.ts";

const days = { from: on("2026-02-27"), to: on("2026-02-28") };

/** What a sweep enters where a book's accounts are listed in these pages. */
async function swept(kept: KeptBook, pages: readonly HistoryPage["histories"][]) {
  const asked: unknown[] = [];
  const read: string[] = [];
  const list: ListHistories = async (kind, _book, { limit, after }) => {
    if (kind !== "ACCOUNTS") return { histories: [] };
    const page = Number(after?.["page"] ?? 0);
    asked.push([limit, page]);
    return { histories: pages[page] ?? [], ...(page + 1 < pages.length && { next: { page: page + 1 } }) };
  };
  const posted: KeptBook["posted"] = {
    ...kept.posted,
    from: async (accountId, moment) => {
      read.push(accountId);
      return kept.posted.from(accountId, moment);
    },
  };
  const entered: PostedEvent[][] = [];
  const count = await sweepJournal({
    missing: missingFrom({ list, posted, journal: kept.journal }),
    enter: async (events) => {
      entered.push([...events]);
      return 0;
    },
  })(kept.book, days);
  return { count, asked, read, entered, ids: entered.flat().map(({ eventId }) => eventId) };
}

describe("what the stream did not bring", () => {
  it("is found in every history of the book, page by page, eight at a time", async () => {
    const kept = keptBook();
    const events = Array.from({ length: 19 }, (_, n) => kept.placed("2026-02-27T10:00:00.000Z", n + 1));
    const found = await swept(kept, [kept.histories.slice(0, 17), kept.histories.slice(17)]);
    expect(found.count).toBe(19);
    expect(found.ids).toEqual(events.map(({ eventId }) => eventId));
    expect(found.entered.map(({ length }) => length)).toEqual([8, 8, 1, 2]);
    expect(found.asked).toEqual([
      [100, 0],
      [100, 1],
    ]);
  });

  it("is what was posted on the days, and what the journal does not have", async () => {
    const kept = keptBook();
    kept.placed("2026-02-26T23:59:59.999Z", 1);
    const first = kept.placed("2026-02-27T00:00:00.000Z", 2);
    const last = kept.placed("2026-02-28T23:59:59.999Z", 4);
    kept.placed("2026-03-01T00:00:00.000Z", 8);
    await kept.enter([kept.placed("2026-02-27T10:00:00.000Z", 16)]);
    const { ids } = await swept(kept, [kept.histories]);
    expect(ids).toEqual([first.eventId, last.eventId]);
  });

  it("is nothing where the journal has all of it: then nothing is entered", async () => {
    const kept = keptBook();
    await kept.enter([kept.placed("2026-02-27T10:00:00.000Z", 1)]);
    expect(await swept(kept, [kept.histories])).toMatchObject({ count: 0, entered: [] });
  });

  it("is not looked for in a history that was written last before the days, but where that is not known", async () => {
    const kept = keptBook();
    const { accountId } = kept.placed("2026-02-27T10:00:00.000Z", 1);
    const of = (touchedAt?: string) => [{ accountId, ...(touchedAt && { touchedAt: at(touchedAt) }) }];
    expect((await swept(kept, [of("2026-02-26T23:59:59.999Z")])).read).toEqual([]);
    expect((await swept(kept, [of("2026-02-27T00:00:00.000Z")])).read).toEqual([accountId]);
    expect((await swept(kept, [of()])).read).toEqual([accountId]);
  });

  it("of another book is that book's to enter", async () => {
    const kept = keptBook();
    const event = kept.placed("2026-02-27T10:00:00.000Z", 1);
    const other = { ...event, sequence: 2, eventId: "evt_2", book: "unassigned#USD" };
    kept.table.put({ pk: `ACCOUNT#${event.accountId}`, sk: "EVENT#00000002", ...other });
    expect((await swept(kept, [kept.histories])).ids).toEqual([event.eventId]);
  });
});
