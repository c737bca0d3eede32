import { describe, expect, it } from "vitest";
import type { Refused } from "../../../shared/kernel/problems.ts";
import { bookName } from "../../../shared/ledger/book.ts";
import { journalEntryOf } from "../../../shared/ledger/journal.ts";
import { sealHashOf, type Seal } from "../../../shared/ledger/seal.ts";
import { verifySeals } from "../../../shared/ledger/verify-seals.ts";
import { on } from "../../support/builders.ts";
import { keptBook, type KeptBook } from "../../support/kept-book.ts";

/** Three days with an entry each, sealed and stored. */
async function sealed(): Promise<KeptBook> {
  const kept = keptBook();
  await kept.enter(["26", "27", "28"].map((day) => kept.placed(`2026-02-${day}T10:00:00.000Z`, 7)));
  await kept.seal(kept.book);
  return kept;
}

const about = ({ book }: KeptBook, date: string): string => `${book.owner} USD ${date}`;

const verified = async (kept: KeptBook) => (await kept.verifySeals(kept.book, { limit: 100 })).differences;

const sealOn = async ({ seals, book }: KeptBook, date: string): Promise<Seal> =>
  (await seals.find(book, on(date)))!;

describe("verifying seals", () => {
  it("counts days and entries, and finds nothing where nothing was changed", async () => {
    const kept = await sealed();
    expect(await kept.verifySeals(kept.book, { limit: 100 })).toEqual({
      checked: 3,
      events: 3,
      differences: [],
    });
  });

  it("finds nothing of a book that nobody opened, or that is not sealed yet", async () => {
    const kept = keptBook();
    const nothing = { checked: 0, events: 0, differences: [] };
    expect(await kept.verifySeals(kept.book, { limit: 100 })).toEqual(nothing);
    await kept.enter([kept.placed("2026-02-27T10:00:00.000Z", 7)]);
    expect(await kept.verifySeals(kept.book, { limit: 100 })).toEqual(nothing);
  });

  it("goes on page by page, and in the middle of a long day, and sees each day and entry once", async () => {
    const kept = keptBook();
    const day = Array.from({ length: 210 }, (_, n) => ({
      ...kept.placed("2026-02-27T10:00:00.000Z", 1),
      eventId: `evt_${String(n).padStart(3, "0")}`,
    }));
    await kept.enter([kept.placed("2026-02-26T10:00:00.000Z", 7), ...day]);
    kept.histories.length = 0; // the stream brought all of them
    await kept.seal(kept.book);
    const pages: unknown[] = [];
    let after: Readonly<Record<string, unknown>> | undefined;
    do {
      const { next, ...page } = await kept.verifySeals(kept.book, { limit: 1, ...(after && { after }) });
      pages.push(page);
      after = next;
    } while (after !== undefined);
    const [first, long, last] = [1, 210, 0].map((events) => ({ checked: 1, events, differences: [] }));
    expect(pages).toEqual([first, long, last]);
  });

  it("goes on in the middle of a day of more entries than a page reads", async () => {
    const kept = keptBook();
    const event = kept.placed("2026-02-28T10:00:00.000Z", 3);
    await kept.enter([event]);
    for (let n = 0; n < 2_050; n += 1)
      for (const { item } of kept.journal.entered(bookName(kept.book), {
        ...journalEntryOf(event),
        accountId: `acc_${n % 4}`,
        eventId: `evt_${n}`,
      }))
        kept.table.put(item);
    await kept.seal(kept.book);
    const { next, ...first } = await kept.verifySeals(kept.book, { limit: 100 });
    expect(first).toEqual({ checked: 0, events: 2_000, differences: [] });
    expect(next).toMatchObject({ date: "2026-02-28", entries: "2000", debit: "6000", credit: "6000" });
    expect(await kept.verifySeals(kept.book, { limit: 100, ...(next && { after: next }) })).toEqual({
      checked: 1,
      events: 51,
      differences: [],
    });
  });

  it("goes on from the place within a day that it gave out", async () => {
    const kept = await sealed();
    const day = { entries: "1", debit: "7", credit: "7", hash: "f".repeat(64) };
    const after = { date: "2026-02-28", entry: "2026-02-28T10:00:00.000Z#~", ...day };
    expect(await kept.verifySeals(kept.book, { limit: 100, after })).toMatchObject({
      checked: 1,
      events: 0,
      differences: [{ code: "SEALED_DAY_DIFFERS" }],
    });
  });

  it.each([
    { date: "yesterday" },
    { date: "2026-02-28", entries: "-1" },
    { date: "2026-02-28", place: "x" },
    {},
  ])("refuses %j, which it did not give out", async (after) => {
    const kept = await sealed();
    const refused = await kept
      .verifySeals(kept.book, { limit: 100, after })
      .catch(({ refusal }: Refused) => refusal.code);
    expect(refused).toBe("invalid-cursor");
  });

  it("names the day in which an entry was changed, taken out or put in", async () => {
    const kept = await sealed();
    const [entry] = (await kept.journal.ofDay(kept.book, on("2026-02-27"), { limit: 1 })).items;
    const put = (change: Partial<typeof entry>): void => {
      for (const { item } of kept.journal.entered(bookName(kept.book), { ...entry!, ...change }))
        kept.table.put(item);
    };
    put({ type: "account.forged" });
    const [changed] = await verified(kept);
    expect(changed).toEqual({
      subject: about(kept, "2026-02-27"),
      code: "SEALED_DAY_DIFFERS",
      detail: "1 entries were sealed, 1 stand there, and they do not come to the same",
    });
    put({});
    expect(await verified(kept)).toEqual([]);
    put({ eventId: "evt_more" });
    expect((await verified(kept)).map(({ subject, detail }) => [subject, detail])).toEqual([
      [about(kept, "2026-02-27"), "1 entries were sealed, 2 stand there, and they do not come to the same"],
    ]);
  });

  it.each([
    ["the first of them", "2026-02-27", [on("2026-02-26")]],
    ["all of them", undefined, ["26", "27", "28"].map((day) => on(`2026-02-${day}`))],
  ])(
    "names sealed days that the journal does not know any more, although they are %s",
    async (_which, first, gone) => {
      const kept = await sealed();
      const verify = verifySeals({
        ...kept,
        journal: {
          firstDay: async () => (first === undefined ? undefined : on(first)),
          ofDay: async (book, date, paging) =>
            gone.includes(date) ? { items: [] } : kept.journal.ofDay(book, date, paging),
        },
        stored: async (key) => kept.bucket.objects.get(key),
      });
      const { differences } = await verify(kept.book, { limit: 100 });
      expect(differences.map(({ subject, code }) => [subject, code])).toEqual(
        gone.map((date) => [about(kept, date), "SEALED_DAY_DIFFERS"]),
      );
    },
  );

  it("names the seal whose hash does not fit, and the one that does not follow the day before", async () => {
    const kept = await sealed();
    const { hash: _hash, ...said } = await sealOn(kept, "2026-02-27");
    const put = (seal: Seal): void => kept.table.put(kept.seals.created(seal).item);
    put({ ...said, entries: 9, hash: _hash });
    expect(await verified(kept)).toEqual([
      {
        subject: about(kept, "2026-02-27"),
        code: "SEAL_BROKEN",
        detail: "its hash does not fit its content",
      },
    ]);
    put({ ...said, entries: 9, hash: sealHashOf({ ...said, entries: 9 }) });
    expect((await verified(kept)).map(({ subject, code, detail }) => [subject, code, detail])).toEqual([
      [about(kept, "2026-02-27"), "SEALED_DAY_DIFFERS", expect.stringMatching(/^9 entries were sealed, 1 /u)],
      [about(kept, "2026-02-28"), "SEAL_BROKEN", "it does not follow the seal of the day before"],
    ]);
  });

  it("finds an end of the chain that was made again from a day on", async () => {
    const kept = await sealed();
    const { hash: _hash, ...said } = await sealOn(kept, "2026-02-28");
    const forged = { ...said, debit: 8 };
    kept.table.put(kept.seals.created({ ...forged, hash: sealHashOf(forged) }).item);
    expect(await verified(kept)).toEqual([
      {
        subject: about(kept, "2026-02-28"),
        code: "SEAL_BROKEN",
        detail: "the book was sealed with another one",
      },
    ]);
  });

  it("names the day that has no seal", async () => {
    const kept = keptBook();
    await kept.enter([kept.placed("2026-02-28T10:00:00.000Z", 7)]);
    kept.table.put({ ...kept.books.opened(kept.book), sealedTo: "2026-02-28" });
    expect(await verified(kept)).toEqual([
      { subject: about(kept, "2026-02-28"), code: "SEAL_MISSING", detail: "the day has no seal" },
    ]);
  });

  it("names the seal that the bucket has not, or has otherwise", async () => {
    const kept = await sealed();
    const [first, second] = [...kept.bucket.objects.keys()];
    kept.bucket.objects.delete(first!);
    kept.bucket.objects.set(second!, "{}");
    const detail = "the bucket has another seal of the day, or none";
    expect(await verified(kept)).toEqual([
      { subject: about(kept, "2026-02-26"), code: "STORED_SEAL_DIFFERS", detail },
      { subject: about(kept, "2026-02-27"), code: "STORED_SEAL_DIFFERS", detail },
    ]);
  });

  it("asks the bucket for no seal that is not stored yet", async () => {
    const kept = keptBook();
    await kept.enter([kept.placed("2026-02-28T10:00:00.000Z", 7)]);
    kept.bucket.isOutOfReach = true;
    await expect(kept.seal(kept.book)).rejects.toThrow("out of reach");
    expect(await verified(kept)).toEqual([]);
  });
});
