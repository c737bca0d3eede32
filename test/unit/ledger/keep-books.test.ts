import { describe, expect, it } from "vitest";
import { Currency } from "../../../shared/kernel/money.ts";
import { BookRecord, bookStore } from "../../../shared/ledger/book-store.ts";
import { keepBooks } from "../../../shared/ledger/keep-books.ts";
import { aLenderId } from "../../support/builders.ts";
import { memoryTable } from "../../support/memory-table.ts";

type Asked = { readonly from: string; readonly to: string; readonly once: string };

/** A book into which something was entered for the first time. */
const aBook = () =>
  BookRecord.parse(
    bookStore(memoryTable().reader).opened({ owner: aLenderId(), currency: Currency.parse("USD") }),
  );

/** A book that is sealed up to where the test says, and everything that is asked about it. */
function aKept() {
  const asked: Asked[] = [];
  let book = aBook();
  let isNoted = true;
  const { checkedUpTo } = bookStore(memoryTable().reader);
  const keep = keepBooks({
    books: { page: async () => ({ items: [book] }), find: async () => book, checkedUpTo },
    seal: async () => ({ sealed: 1, stored: 1, swept: 0 }),
    requestDrift: async ({ from, to, once }) => {
      asked.push({ from, to, once });
      return { ...book, checkId: "drf_1", state: "REQUESTED", requestedAt: "" } as never;
    },
    update: async ({ set }) => {
      if (!isNoted) throw new Error("killed");
      book = { ...book, checkedTo: String(set?.["checkedTo"]) };
      return true;
    },
    onSealed: () => undefined,
    onFailed: () => undefined,
  });
  return {
    asked,
    sealedTo: async (day: string, { noted = true } = {}) => {
      book = { ...book, sealedTo: day };
      isNoted = noted;
      return keep();
    },
  };
}

/** Books of so many pages, and what is heard while they are kept: none has anything to be checked. */
function shelf(pages: number, seal: Parameters<typeof keepBooks>[0]["seal"]) {
  const heard: string[] = [];
  const books = Array.from({ length: pages }, aBook);
  const { checkedUpTo } = bookStore(memoryTable().reader);
  const keep = keepBooks({
    books: {
      page: async ({ after }) => {
        const page = Number(after?.["page"] ?? 0);
        return {
          items: books.slice(page, page + 1),
          ...(page + 1 < books.length && { next: { page: page + 1 } }),
        };
      },
      find: async () => undefined,
      checkedUpTo,
    },
    seal,
    requestDrift: async () => {
      throw new Error("nobody asks");
    },
    update: async () => true,
    onSealed: ({ owner }, { sealed, stored }) => void heard.push(`${owner} ${sealed} ${stored}`),
    onFailed: ({ owner }, error) => void heard.push(`${owner} ${String(error)}`),
  });
  return { keep, heard, owners: books.map(({ owner }) => owner) };
}

describe("keeping all books", () => {
  it("goes on past one that fails, and says which and how many", async () => {
    const { keep, heard, owners } = shelf(3, async ({ owner }) => {
      if (owner === owners[1]) throw new Error("does not balance");
      return { sealed: 1, stored: 2, swept: 0 };
    });
    expect(await keep()).toBe(1);
    expect(heard).toEqual([`${owners[0]} 1 2`, `${owners[1]} Error: does not balance`, `${owners[2]} 1 2`]);
  });

  it.each([
    { sealed: 0, stored: 0, times: 0 },
    { sealed: 1, stored: 0, times: 1 },
    { sealed: 0, stored: 1, times: 1 },
  ])("tells of a book of which $sealed days were sealed and $stored stored $times times", async (given) => {
    const { keep, heard } = shelf(1, async () => ({ ...given, swept: 0 }));
    expect(await keep()).toBe(0);
    expect(heard).toHaveLength(given.times);
  });
});

describe("keeping a book", () => {
  it("has every day checked in the night after it, and the months' days again when a month is over", async () => {
    const { asked, sealedTo } = aKept();
    for (const day of ["2026-03-29", "2026-03-30", "2026-03-31", "2026-04-01", "2026-04-02"])
      await sealedTo(day);
    expect(asked.map(({ from, to }) => [from, to])).toEqual([
      ["2026-02-01", "2026-03-29"],
      ["2026-03-30", "2026-03-30"],
      ["2026-02-01", "2026-03-31"],
      ["2026-04-01", "2026-04-01"],
      ["2026-04-02", "2026-04-02"],
    ]);
  });

  it("asks for nothing twice", async () => {
    const { asked, sealedTo } = aKept();
    for (let n = 0; n < 3; n += 1) await sealedTo("2026-03-29");
    expect(asked.map(({ once }) => once)).toEqual(["sealed-2026-03-29"]);
  });

  it("leaves no day out that it did not get to before", async () => {
    const { asked, sealedTo } = aKept();
    await sealedTo("2026-03-10");
    expect(await sealedTo("2026-03-12", { noted: false })).toBe(1);
    await sealedTo("2026-03-14");
    expect(asked.at(-1)).toMatchObject({ from: "2026-03-11", to: "2026-03-14" });
    await sealedTo("2026-04-02");
    expect(asked.at(-1)).toMatchObject({ from: "2026-03-01", to: "2026-04-02" });
  });
});
