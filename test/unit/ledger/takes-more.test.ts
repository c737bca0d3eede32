import { describe, expect, it } from "vitest";
import type { BookRecord } from "../../../shared/ledger/book-store.ts";
import { takesMore } from "../../../shared/ledger/takes-more.ts";
import { Currency } from "../../../shared/kernel/money.ts";
import { aLenderId, on } from "../../support/builders.ts";

const book = { owner: aLenderId(), currency: Currency.parse("USD") };

const asked = async (date: string, sealedTo?: string, first?: string) =>
  takesMore({
    books: { find: async () => (sealedTo === undefined ? undefined : ({ ...book, sealedTo } as BookRecord)) },
    journal: { firstDay: async () => (first === undefined ? undefined : on(first)) },
  })(book, on(date));

describe("a day that is over", () => {
  it.each([
    ["that is sealed takes nothing more", ["2026-02-28", "2026-02-28", "2026-01-05"], false],
    ["after the last sealed one does", ["2026-03-01", "2026-02-28", "2026-01-05"], true],
    ["of a book that was never sealed does", ["2026-01-05", "0000-00-00", "2026-01-05"], true],
    ["before anything was posted takes nothing", ["2026-01-04", "0000-00-00", "2026-01-05"], false],
    ["of a book without entries takes nothing", ["2026-01-04", "0000-00-00"], false],
    ["of no book takes nothing", ["2026-01-04"], false],
  ] as const)("%s", async (_what, [date, sealedTo, first], expected) => {
    expect(await asked(date, sealedTo, first)).toBe(expected);
  });
});
