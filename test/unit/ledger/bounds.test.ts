import { describe, expect, it } from "vitest";
import { entriesOf } from "../../../shared/ledger/day-entries.ts";
import { keepBooks } from "../../../shared/ledger/keep-books.ts";
import { trialBalance } from "../../../shared/ledger/trial-balance.ts";
import { at, on } from "../../support/builders.ts";
import { keptBook } from "../../support/kept-book.ts";

const { book, books } = keptBook();
const endless = { items: [], next: { entry: "there is always more" } };

describe("reading that does not end", () => {
  it("stops at ten million entries of a day", async () => {
    let pages = 0;
    const journal = {
      ofDay: async () => {
        pages += 1;
        return endless;
      },
    };
    const read = async (): Promise<void> => {
      for await (const _entries of entriesOf({ journal }, book, on("2026-02-27"))) continue;
    };
    await expect(read()).rejects.toThrow("a day of a book has more than 10000000 entries");
    expect(pages).toBe(50_000);
  });

  it("stops at twenty thousand pages of daily sums", async () => {
    const journal = { ofDay: async () => ({ items: [] }), rollupsOf: async () => endless };
    await expect(trialBalance({ journal })(book, at("2026-02-27T00:00:00.000Z"))).rejects.toThrow(
      "a book has more than 20000 pages in one shard",
    );
  });

  it("stops at a million books", async () => {
    const unused = async () => {
      throw new Error("there is no book");
    };
    const keep = keepBooks({
      books: { page: async () => endless, find: unused, checkedUpTo: books.checkedUpTo },
      seal: unused,
      requestDrift: unused,
      update: unused,
      onSealed: () => undefined,
      onFailed: () => undefined,
    });
    await expect(keep()).rejects.toThrow("there are more than 1000000 books");
  });
});
