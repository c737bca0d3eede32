import { describe, expect, it } from "vitest";
import type { Actor } from "../../../shared/kernel/event.ts";
import type { Refused } from "../../../shared/kernel/problems.ts";
import { bookName } from "../../../shared/ledger/book.ts";
import { entryDrift, missingDrift, rollupDrift } from "../../../shared/ledger/drift.ts";
import { DriftCheckId, DriftRequest } from "../../../shared/ledger/drift-wire.ts";
import { journalEntryOf, type JournalEntry } from "../../../shared/ledger/journal.ts";
import { emptyDay, sealOf } from "../../../shared/ledger/seal.ts";
import { on } from "../../support/builders.ts";
import { keptBook, type KeptBook } from "../../support/kept-book.ts";

const actor: Actor = { kind: "FINANCE", id: "key_finance" };
const date = on("2026-02-27");
const february = { from: on("2026-02-01"), to: on("2026-02-28") };

const asked = (kept: KeptBook, over = {}) =>
  kept.requestDrift({ ...kept.book, ...february, once: "night", ...over }, actor);

const checked = async (kept: KeptBook, over = {}) => kept.checkDrift((await asked(kept, over)).checkId);

/** What stands in the journal under an entry's place, whatever it should be. */
const forge = (kept: KeptBook, entry: JournalEntry): void => {
  for (const { item } of kept.journal.entered(bookName(kept.book), entry)) kept.table.put(item);
};

describe("daily sums", () => {
  const sum = (debit: number, credit: number) => ({ debit, credit });

  it("drift where they are not what the entries come to, account by account", () => {
    const stored = new Map([
      ["c", sum(1, 0)],
      ["b", sum(5, 2)],
      ["a", sum(7, 7)],
    ]);
    const entries = new Map([
      ["a", sum(7, 7)],
      ["b", sum(5, 3)],
      ["d", sum(0, 4)],
    ]);
    const drifts = rollupDrift(date, stored, entries);
    expect(drifts.map(({ subject, detail }) => [subject, detail])).toEqual([
      ["b", "the daily sum is debit 5, credit 2, the entries come to debit 5, credit 3"],
      ["c", "the daily sum is debit 1, credit 0, the entries come to debit 0, credit 0"],
      ["d", "the daily sum is debit 0, credit 0, the entries come to debit 0, credit 4"],
    ]);
    expect(drifts[0]).toMatchObject({ code: "ROLLUP_DIFFERS", date });
  });

  it("do not drift where they are the same, in whatever order", () => {
    const one = new Map([
      ["a", sum(1, 0)],
      ["b", sum(0, 1)],
    ]);
    expect(rollupDrift(date, one, new Map([...one].toReversed()))).toEqual([]);
  });
});

describe("an entry", () => {
  const event = keptBook().placed("2026-02-27T10:00:00.000Z", 100);
  const entry = journalEntryOf(event);

  it("is what its event says, whenever it was entered", () => {
    expect(entryDrift(date, entry, event)).toEqual([]);
    expect(entryDrift(date, { ...entry, enteredAt: event.postedAt }, event)).toEqual([]);
  });

  it.each<[string, Partial<JournalEntry>]>([
    ["another type", { type: "account.forged" }],
    ["another hash", { hash: "h" }],
    ["a reference that the event has not", { reference: "P-1" }],
  ])("with %s differs", (_what, change) => {
    expect(entryDrift(date, { ...entry, ...change }, event)).toEqual([
      {
        code: "ENTRY_DIFFERS",
        date,
        subject: entry.eventId,
        detail: "the entry says something else than its event",
      },
    ]);
  });

  it("that does not balance is told for that, and one without an event for that", () => {
    const postings = entry.postings.slice(1);
    expect(entryDrift(date, { ...entry, postings }, event)).toMatchObject([
      { code: "ENTRY_UNBALANCED", subject: entry.eventId, detail: "the entry's postings do not sum to zero" },
    ]);
    expect(entryDrift(date, entry, undefined)).toMatchObject([
      { code: "EVENT_MISSING", date, detail: `${entry.accountId} has no such event that posts` },
    ]);
    expect(missingDrift(date, event)).toEqual({
      code: "NOT_IN_JOURNAL",
      date,
      subject: event.eventId,
      detail: "the journal has no entry of the event",
    });
  });
});

describe("a check for drift", () => {
  it("reads every entry of the days, and finds nothing where nothing drifted", async () => {
    const kept = keptBook();
    await kept.enter([
      kept.placed("2026-01-31T10:00:00.000Z", 1),
      kept.placed("2026-02-01T00:00:00.000Z", 100),
      kept.placed("2026-02-28T23:59:59.999Z", 30),
      kept.placed("2026-03-01T00:00:00.000Z", 1),
    ]);
    await kept.seal(kept.book);
    expect(await checked(kept)).toEqual({ entries: 2, drift: 0, differences: [] });
  });

  it("finds sums, entries and seals that differ", async () => {
    const kept = keptBook();
    const events = [10, 20].map((amount) => kept.placed("2026-02-27T10:00:00.000Z", amount));
    await kept.enter(events);
    await kept.seal(kept.book);
    forge(kept, { ...journalEntryOf(events[0]!), type: "account.forged" });
    for (const change of kept.journal.addedUp(bookName(kept.book), [journalEntryOf(events[1]!)]))
      await kept.table.update(change);
    const found = await checked(kept);
    expect(found).toMatchObject({ entries: 2, drift: 4 });
    expect(found?.differences.map(({ code, date: day, subject }) => [code, day, subject])).toEqual([
      ["ENTRY_DIFFERS", date, events[0]!.eventId],
      ["ROLLUP_DIFFERS", date, "opening"],
      ["ROLLUP_DIFFERS", date, "receivable/PRINCIPAL"],
      ["SEAL_DIFFERS", date, (await kept.seals.find(kept.book, date))?.hash],
    ]);
  });

  it("finds a seal of another number of entries, though the hash fits", async () => {
    const kept = keptBook();
    await kept.enter([kept.placed("2026-02-27T10:00:00.000Z", 100)]);
    await kept.seal(kept.book);
    const empty = { ...emptyDay, entries: 1, previous: "0".repeat(64) };
    kept.table.put(kept.seals.created(sealOf(kept.book, on("2026-02-28"), empty)).item);
    expect((await checked(kept))?.differences).toMatchObject([
      { code: "SEAL_DIFFERS", date: "2026-02-28", detail: "the day is not what was sealed" },
    ]);
  });

  it("finds what the journal lacks of the days, and gives the stream five minutes", async () => {
    const kept = keptBook();
    kept.at("2026-03-01T00:04:59.999Z");
    const lost = [kept.placed("2026-02-01T00:00:00.000Z", 1), kept.placed("2026-02-28T23:59:59.999Z", 2)];
    kept.placed("2026-01-31T23:59:59.999Z", 3);
    kept.placed("2026-03-01T00:00:00.000Z", 4);
    expect(await checked(kept, { once: "early" })).toMatchObject({
      entries: 0,
      drift: 2,
      differences: lost.map(({ eventId }, n) => ({
        code: "NOT_IN_JOURNAL",
        date: n === 0 ? "2026-02-01" : "2026-02-28",
        subject: eventId,
      })),
    });
    const late = keptBook();
    late.at("2026-03-01T00:04:59.998Z");
    late.placed("2026-02-28T23:59:59.999Z", 2);
    expect(await checked(late)).toMatchObject({ drift: 0 });
  });

  it("counts all that drifted and keeps fifty of it", async () => {
    const kept = keptBook();
    for (let n = 0; n < 60; n += 1) kept.placed("2026-02-27T10:00:00.000Z", 1);
    const found = await checked(kept);
    expect(found?.drift).toBe(60);
    expect(found?.differences).toHaveLength(50);
  });

  it("is made once, and noted with when it was made", async () => {
    const kept = keptBook();
    const { checkId } = await asked(kept);
    kept.at("2026-03-01T03:00:00.000Z");
    const found = await kept.checkDrift(checkId);
    expect(await kept.drift.find(checkId)).toMatchObject({
      ...found,
      state: "DONE",
      requestedAt: "2026-03-01T02:00:00.000Z",
      finishedAt: "2026-03-01T03:00:00.000Z",
    });
    expect(await kept.checkDrift(checkId)).toBeUndefined();
    expect(await kept.checkDrift(DriftCheckId.parse(`drf_${"A".repeat(26)}`))).toBeUndefined();
  });
});

describe("asking for a check for drift", () => {
  const refusalOf = async (of: Promise<unknown>) =>
    of.then(
      () => undefined,
      ({ refusal }: Refused) => [
        refusal.code,
        ...(refusal.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`),
      ],
    );

  it("finds the same check under the same name, and another one for anything else", async () => {
    const kept = keptBook();
    const first = await asked(kept);
    expect(first).toMatchObject({ ...kept.book, ...february, state: "REQUESTED" });
    kept.at("2026-03-01T03:00:00.000Z");
    expect(await asked(kept)).toEqual(first);
    expect((await asked(kept, { once: "again" })).checkId).not.toBe(first.checkId);
    expect((await asked(kept, { from: on("2026-02-02") })).checkId).not.toBe(first.checkId);
  });

  it("twice at once is one check, and both hear of it", async () => {
    const kept = keptBook();
    const [one, other] = await Promise.all([asked(kept), asked(kept)]);
    expect(other).toEqual(one);
    expect(kept.table.all("CHECK")).toHaveLength(1);
  });

  it("tells finance's worker of it, in the order of the book", async () => {
    const kept = keptBook();
    const { checkId } = await asked(kept);
    expect(kept.table.all("EVENT#").filter(({ accountId }) => accountId === checkId)).toMatchObject([
      {
        type: "drift.check_requested",
        actor,
        data: { ...kept.book, ...february },
        routes: "finance",
        group: `drift#${bookName(kept.book)}`,
      },
    ]);
  });

  it("is refused for days that are not over, and for more than four hundred", async () => {
    const kept = keptBook();
    const [today, yesterday] = [on("2026-03-01"), on("2026-02-28")];
    expect(await refusalOf(asked(kept, { to: today }))).toEqual(["invalid-request", "/to not-over"]);
    expect(await refusalOf(asked(kept, { from: yesterday, to: yesterday }))).toBeUndefined();
    expect(await refusalOf(asked(kept, { from: on("2025-01-25") }))).toBeUndefined();
    expect(await refusalOf(asked(kept, { from: on("2025-01-24") }))).toEqual([
      "invalid-request",
      "/to too-many-days",
    ]);
  });

  it("names days in their order", () => {
    const request = (from: string, to: string) =>
      DriftRequest.safeParse({ currency: "USD", from, to }).success;
    expect(request("2026-02-01", "2026-02-01")).toBe(true);
    expect(request("2026-02-02", "2026-02-01")).toBe(false);
  });
});
