import { describe, expect, it } from "vitest";
import { bookName } from "../../../shared/ledger/book.ts";
import { journalEntryOf } from "../../../shared/ledger/journal.ts";
import { trialBalanceView } from "../../../shared/ledger/trial-balance-view.ts";
import { at } from "../../support/builders.ts";
import { keptBook, type KeptBook } from "../../support/kept-book.ts";

const opened = async ({ balance, book }: KeptBook, asOf: string) =>
  (await balance(book, at(asOf))).get("opening")?.credit;

describe("a trial balance", () => {
  it("is of a moment: the days before, and what was posted of that day by then", async () => {
    const kept = keptBook();
    await kept.enter([
      kept.placed("2026-02-26T23:59:59.999Z", 1),
      kept.placed("2026-02-27T00:00:00.000Z", 2),
      kept.placed("2026-02-27T10:00:00.000Z", 4),
      kept.placed("2026-02-27T23:59:59.999Z", 8),
      kept.placed("2026-02-28T00:00:00.000Z", 16),
    ]);
    expect(await opened(kept, "2026-02-26T23:59:59.998Z")).toBeUndefined();
    expect(await opened(kept, "2026-02-26T23:59:59.999Z")).toBe(1);
    expect(await opened(kept, "2026-02-27T00:00:00.000Z")).toBe(3);
    expect(await opened(kept, "2026-02-27T09:59:59.999Z")).toBe(3);
    expect(await opened(kept, "2026-02-27T10:00:00.000Z")).toBe(7);
    expect(await opened(kept, "2026-02-28T00:00:00.000Z")).toBe(31);
    expect(await opened(kept, "2030-01-01T00:00:00.000Z")).toBe(31);
  });

  it("reads a busy day to its end", async () => {
    const kept = keptBook();
    const first = kept.placed("2026-02-27T10:00:00.000Z", 1);
    for (let n = 0; n < 501; n += 1)
      for (const { item } of kept.journal.entered(bookName(kept.book), {
        ...journalEntryOf(first),
        eventId: `evt_${String(n).padStart(3, "0")}`,
      }))
        kept.table.put(item);
    expect(await opened(kept, "2026-02-27T12:00:00.000Z")).toBe(501);
  });

  it("is answered account by account, with the sums of both sides, which are the same", async () => {
    const kept = keptBook();
    await kept.enter([
      kept.placed("2026-02-27T10:00:00.000Z", 100),
      kept.placed("2026-02-27T11:00:00.000Z", 5),
    ]);
    const asOf = at("2026-02-28T01:00:00+01:00");
    expect(trialBalanceView(kept.book, asOf, await kept.balance(kept.book, asOf))).toEqual({
      ...kept.book,
      asOf: "2026-02-28T00:00:00.000Z",
      accounts: [
        { account: "opening", debit: 0, credit: 105, balance: -105 },
        { account: "receivable/PRINCIPAL", debit: 105, credit: 0, balance: 105 },
      ],
      debit: 105,
      credit: 105,
    });
  });
});
