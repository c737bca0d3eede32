import { describe, expect, it } from "vitest";
import { bookName } from "../../../shared/ledger/book.ts";
import { enterEvents } from "../../../shared/ledger/enter-events.ts";
import type { PostedEvent } from "../../../shared/ledger/journal.ts";
import { rememberBooks } from "../../../shared/ledger/remember-books.ts";
import type { WriteBeside } from "../../../shared/platform/write.ts";
import { at, on } from "../../support/builders.ts";
import { keptBook, type KeptBook } from "../../support/kept-book.ts";

const dayOf = async ({ journal, book }: KeptBook, date: string) =>
  (await journal.ofDay(book, on(date), { limit: 100 })).items;

const opened = async ({ balance, book }: KeptBook, asOf: string) =>
  (await balance(book, at(asOf))).get("opening")?.credit;

/** The same entering, and the names of the changes of each of its transactions. */
function watched({ books, journal, table, clock }: KeptBook) {
  const transactions: (readonly string[])[] = [];
  const writeBeside: WriteBeside = async (changes) => {
    transactions.push(changes.map(({ name }) => name));
    return table.writeBeside(changes);
  };
  const remember = rememberBooks({ books, create: table.create });
  return { transactions, enter: enterEvents({ journal, books, remember, writeBeside, clock }) };
}

/** Events of a moment with a ledger account each. */
const many = (kept: KeptBook, count: number, moment: string): readonly PostedEvent[] =>
  Array.from({ length: count }, (_, n) =>
    kept.placed(moment, 1, {
      postings: [
        { account: `receivable/${n}`, amount: 1 },
        { account: "opening", amount: -1 },
      ],
    }),
  );

describe("entering events", () => {
  it("counts an event once, whoever brings it again, alone, twice or among new ones", async () => {
    const kept = keptBook();
    const all = [1, 2, 4].map((amount) => kept.placed("2026-03-01T01:00:00.000Z", amount));
    expect(await kept.enter(all.slice(0, 1))).toBe(0);
    expect(await kept.enter([...all, ...all.slice(1)])).toBe(0);
    expect(await kept.enter(all)).toBe(0);
    expect(await opened(kept, "2026-03-01T02:00:00.000Z")).toBe(7);
    expect(await dayOf(kept, "2026-03-01")).toHaveLength(3);
  });

  it("keeps books apart", async () => {
    const kept = keptBook();
    const own = kept.placed("2026-03-01T01:00:00.000Z", 1);
    const other = { ...kept.placed("2026-03-01T01:00:00.000Z", 2), book: "unassigned#USD" };
    await kept.enter([own, other]);
    expect(await opened(kept, "2026-03-01T02:00:00.000Z")).toBe(1);
    const unassigned = { owner: "unassigned" as const, currency: kept.book.currency };
    expect((await kept.balance(unassigned, at("2026-03-01T02:00:00.000Z"))).get("opening")?.credit).toBe(2);
  });

  it("fills transactions of a hundred changes at most, and leaves nothing out", async () => {
    const kept = keptBook();
    const { enter, transactions } = watched(kept);
    await enter(many(kept, 60, "2026-02-28T10:00:00.000Z"));
    expect(Math.max(...transactions.map(({ length }) => length))).toBeLessThanOrEqual(100);
    expect(transactions).toHaveLength(2);
    expect(await opened(kept, "2026-03-01T02:00:00.000Z")).toBe(60);
  });

  it.each([
    { second: 50, transactions: [100] },
    { second: 51, transactions: [49, 52] },
  ])("puts together what fits to the last change: $transactions", async ({ second, ...expected }) => {
    const kept = keptBook();
    const { enter, transactions } = watched(kept);
    const posts = (name: string, count: number): PostedEvent =>
      kept.placed("2026-03-01T01:00:00.000Z", 1, {
        postings: Array.from({ length: count }, (_, n) => ({ account: `${name}/${n}`, amount: 1 })),
      });
    await enter([posts("first", 48), posts("second", second)]);
    expect(transactions.map(({ length }) => length)).toEqual(expected.transactions);
  });

  it("holds a book open for days that are over only: today's entries touch no item that everybody writes", async () => {
    const kept = keptBook();
    const { enter, transactions } = watched(kept);
    await enter([kept.placed("2026-03-01T01:00:00.000Z", 1)]);
    expect(transactions.flat()).not.toContain("book");
    await enter([kept.placed("2026-02-28T23:59:59.999Z", 1), kept.placed("2026-02-27T01:00:00.000Z", 1)]);
    expect(transactions.flat().filter((name) => name === "book")).toHaveLength(1);
    expect(await kept.books.find(kept.book)).toMatchObject({ later: 1 });
  });

  it("lets nothing into a sealed day: what comes late is in the books of its day of entering, and says so", async () => {
    const kept = keptBook();
    const first = kept.placed("2026-02-27T10:00:00.000Z", 100);
    await kept.enter([first]);
    await kept.seal(kept.book);
    const late = kept.placed("2026-02-27T12:00:00.000Z", 30);
    kept.at("2026-03-02T09:00:00.000Z");
    const ofToday = kept.placed("2026-03-02T08:00:00.000Z", 1);
    expect(await kept.enter([first, late, ofToday])).toBe(1);
    kept.at("2026-03-03T09:00:00.000Z");
    expect(await kept.enter([late, first])).toBe(0);
    expect(await dayOf(kept, "2026-02-27")).toHaveLength(1);
    expect((await dayOf(kept, "2026-03-02")).map(({ eventId, enteredAt }) => [eventId, enteredAt])).toEqual([
      [ofToday.eventId, undefined],
      [late.eventId, "2026-03-02T09:00:00.000Z"],
    ]);
    expect(await dayOf(kept, "2026-03-03")).toEqual([]);
    expect(await opened(kept, "2026-03-02T08:59:59.999Z")).toBe(101);
    expect(await opened(kept, "2026-03-02T09:00:00.000Z")).toBe(131);
  });

  it("takes what is not late into its own day, though it is brought with something that is", async () => {
    const kept = keptBook();
    await kept.enter([kept.placed("2026-02-27T10:00:00.000Z", 100)]);
    await kept.seal(kept.book);
    kept.at("2026-03-02T00:30:00.000Z");
    const inTime = kept.placed("2026-03-01T12:00:00.000Z", 4);
    expect(await kept.enter([kept.placed("2026-02-28T12:00:00.000Z", 30), inTime])).toBe(1);
    expect((await dayOf(kept, "2026-03-01")).map(({ eventId }) => eventId)).toEqual([inTime.eventId]);
  });

  it("splits what comes late into transactions as well", async () => {
    const kept = keptBook();
    await kept.enter([kept.placed("2026-02-27T10:00:00.000Z", 100)]);
    await kept.seal(kept.book);
    const { enter, transactions } = watched(kept);
    expect(await enter(many(kept, 49, "2026-02-27T12:00:00.000Z"))).toBe(49);
    expect(Math.max(...transactions.map(({ length }) => length))).toBeLessThanOrEqual(100);
    expect(await dayOf(kept, "2026-03-01")).toHaveLength(49);
  });

  it("enters into nothing that is no book, and opens each book once", async () => {
    const kept = keptBook();
    const event = kept.placed("2026-03-01T01:00:00.000Z", 1);
    await expect(kept.enter([{ ...event, book: "agy_1#USD" }])).rejects.toThrow(
      "agy_1#USD is no book's name",
    );
    let asked = 0;
    const remember = rememberBooks({
      books: kept.books,
      create: async (item) => {
        asked += 1;
        return kept.table.create(item);
      },
    });
    for (let n = 0; n < 3; n += 1) await remember(bookName(kept.book));
    expect(asked).toBe(1);
    expect(await kept.books.find(kept.book)).toMatchObject({ sealedTo: "0000-00-00", later: 0 });
  });
});
