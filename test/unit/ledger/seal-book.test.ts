import { describe, expect, it } from "vitest";
import { nothingBefore, sealHashOf, sealKey, sealText } from "../../../shared/ledger/seal.ts";
import { on } from "../../support/builders.ts";
import { keptBook, type KeptBook } from "../../support/kept-book.ts";

const sealsOf = async ({ seals, book }: KeptBook) => (await seals.page(book, { limit: 100 })).items;

const dayOf = async ({ journal, book }: KeptBook, date: string) =>
  (await journal.ofDay(book, on(date), { limit: 100 })).items;

describe("sealing a book", () => {
  it("seals each day that is over, empty ones as well, from the first entry on; the running day stays open", async () => {
    const kept = keptBook();
    await kept.enter([
      kept.placed("2026-02-26T10:00:00.000Z", 100),
      kept.placed("2026-02-28T10:00:00.000Z", 30),
      kept.placed("2026-02-28T11:00:00.000Z", 4),
      kept.placed("2026-03-01T01:00:00.000Z", 5),
    ]);
    expect(await kept.seal(kept.book)).toEqual({ sealed: 3, stored: 3, swept: 0 });
    const seals = await sealsOf(kept);
    expect(seals.map(({ date, entries, debit, credit }) => [date, entries, debit, credit])).toEqual([
      ["2026-02-26", 1, 100, 100],
      ["2026-02-27", 0, 0, 0],
      ["2026-02-28", 2, 34, 34],
    ]);
    expect(await kept.seal(kept.book)).toEqual({ sealed: 0, stored: 0, swept: 0 });
  });

  it("chains the seals from nothing on, and stores each under its day with a hash of what it says", async () => {
    const kept = keptBook();
    await kept.enter([kept.placed("2026-02-26T10:00:00.000Z", 100)]);
    await kept.seal(kept.book);
    const seals = await sealsOf(kept);
    expect(seals.map(({ previous }) => previous)).toEqual([
      nothingBefore,
      ...seals.slice(0, -1).map(({ hash }) => hash),
    ]);
    for (const { hash, ...said } of seals) expect(sealHashOf(said)).toBe(hash);
    expect([...kept.bucket.objects]).toEqual(seals.map((seal) => [sealKey(seal), sealText(seal)]));
    expect(sealKey(seals[0]!)).toBe(`seals/${kept.book.owner}/USD/2026-02-26.json`);
    expect(JSON.parse(sealText(seals[0]!))).toEqual(seals[0]);
    expect(await kept.books.find(kept.book)).toMatchObject({
      sealedTo: "2026-02-28",
      storedTo: "2026-02-28",
      head: seals.at(-1)?.hash,
    });
  });

  it("goes on where it was, and makes up for nights that were missed", async () => {
    const kept = keptBook();
    await kept.enter([kept.placed("2026-02-28T10:00:00.000Z", 100)]);
    await kept.seal(kept.book);
    await kept.enter([kept.placed("2026-03-03T10:00:00.000Z", 7)]);
    kept.at("2026-03-05T01:00:00.000Z");
    expect(await kept.seal(kept.book)).toEqual({ sealed: 4, stored: 4, swept: 0 });
    expect((await sealsOf(kept)).map(({ date, debit }) => [date, debit])).toEqual([
      ["2026-02-28", 100],
      ["2026-03-01", 0],
      ["2026-03-02", 0],
      ["2026-03-03", 7],
      ["2026-03-04", 0],
    ]);
  });

  it("waits an hour after a day's end", async () => {
    const kept = keptBook();
    await kept.enter([kept.placed("2026-02-28T10:00:00.000Z", 100)]);
    kept.at("2026-03-01T00:59:59.999Z");
    expect(await kept.seal(kept.book)).toMatchObject({ sealed: 0 });
    kept.at("2026-03-01T01:00:00.000Z");
    expect(await kept.seal(kept.book)).toMatchObject({ sealed: 1 });
  });

  it("enters first what the stream did not bring of the days, and leaves today's to the stream", async () => {
    const kept = keptBook();
    await kept.enter([kept.placed("2026-02-27T10:00:00.000Z", 100)]);
    kept.placed("2026-02-27T11:00:00.000Z", 40);
    kept.placed("2026-02-28T23:59:59.999Z", 2);
    kept.placed("2026-03-01T00:00:00.000Z", 1);
    expect(await kept.seal(kept.book)).toMatchObject({ sealed: 2, swept: 2 });
    expect((await sealsOf(kept)).map(({ debit }) => debit)).toEqual([140, 2]);
    expect(await dayOf(kept, "2026-03-01")).toEqual([]);
  });

  it("looks once for what the stream lost of a day: what is sealed is not gone through again", async () => {
    const kept = keptBook();
    await kept.enter([kept.placed("2026-02-27T10:00:00.000Z", 100)]);
    await kept.seal(kept.book);
    kept.placed("2026-02-28T11:00:00.000Z", 40);
    expect(await kept.seal(kept.book)).toEqual({ sealed: 0, stored: 0, swept: 0 });
    expect(await dayOf(kept, "2026-03-01")).toEqual([]);
  });

  it("seals nothing from a day on that does not balance, and names it", async () => {
    const kept = keptBook();
    const legs = [{ account: "receivable/PRINCIPAL", amount: 9 }];
    await kept.enter([
      kept.placed("2026-02-26T10:00:00.000Z", 100),
      kept.placed("2026-02-27T10:00:00.000Z", 9, { postings: legs }),
      kept.placed("2026-02-28T10:00:00.000Z", 1),
    ]);
    await expect(kept.seal(kept.book)).rejects.toThrow(`${kept.book.owner} USD 2026-02-27 does not balance`);
    expect((await sealsOf(kept)).map(({ date }) => date)).toEqual(["2026-02-26"]);
  });

  it("puts what is sealed and not stored into the bucket in the next run, with the same bytes", async () => {
    const kept = keptBook();
    await kept.enter([kept.placed("2026-02-27T10:00:00.000Z", 100)]);
    kept.bucket.isOutOfReach = true;
    await expect(kept.seal(kept.book)).rejects.toThrow("out of reach");
    expect(await kept.books.find(kept.book)).toMatchObject({ sealedTo: "2026-02-28" });
    kept.bucket.isOutOfReach = false;
    expect(await kept.seal(kept.book)).toEqual({ sealed: 0, stored: 2, swept: 0 });
    expect([...kept.bucket.objects.values()]).toEqual((await sealsOf(kept)).map(sealText));
  });

  it("stores no more than is missing", async () => {
    const kept = keptBook();
    await kept.enter([kept.placed("2026-02-27T10:00:00.000Z", 100)]);
    await kept.seal(kept.book);
    kept.bucket.objects.clear();
    kept.at("2026-03-02T02:00:00.000Z");
    expect(await kept.seal(kept.book)).toMatchObject({ stored: 1 });
    expect([...kept.bucket.objects.keys()]).toEqual([`seals/${kept.book.owner}/USD/2026-03-01.json`]);
  });

  it("stops at a seal that is lost, and at a book that nobody opened", async () => {
    const kept = keptBook();
    await expect(kept.seal(kept.book)).rejects.toThrow(`${kept.book.owner} has no book in USD`);
    await kept.enter([kept.placed("2026-02-27T10:00:00.000Z", 100)]);
    kept.table.put({ ...kept.books.opened(kept.book), sealedTo: "2026-02-28" });
    await expect(kept.seal(kept.book)).rejects.toThrow("has no seal of 2026-02-27");
  });

  it("and entering at once end with every event in exactly one day, and every seal right", async () => {
    const kept = keptBook();
    const events = Array.from({ length: 12 }, (_, n) => kept.placed(`2026-02-28T10:00:${10 + n}.000Z`, 1));
    await kept.enter(events.slice(0, 2));
    await Promise.all([...events.slice(2).map((event) => kept.enter([event])), kept.seal(kept.book)]);
    const all = [...(await dayOf(kept, "2026-02-28")), ...(await dayOf(kept, "2026-03-01"))];
    expect(all.map(({ eventId }) => eventId).toSorted()).toEqual(
      events.map(({ eventId }) => eventId).toSorted(),
    );
    expect((await kept.verifySeals(kept.book, { limit: 100 })).differences).toEqual([]);
  });
});
