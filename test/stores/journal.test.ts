import { describe, expect, it } from "vitest";
import { Currency } from "../../shared/kernel/money.ts";
import { dateOf, plusDays, type Instant } from "../../shared/kernel/time.ts";
import { bookName } from "../../shared/ledger/book.ts";
import { enterEvents } from "../../shared/ledger/enter-events.ts";
import { PostedEvent } from "../../shared/ledger/journal.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import { trialBalance } from "../../shared/ledger/trial-balance.ts";
import { bookStore } from "../../shared/ledger/book-store.ts";
import { rememberBooks } from "../../shared/ledger/remember-books.ts";
import { createOne, newReader } from "../../shared/platform/dynamo.ts";
import { newWriteBeside } from "../../shared/platform/write.ts";
import { aLenderId, anAccountId, now } from "../support/builders.ts";
import { quietTable } from "../support/quiet-table.ts";

const table = quietTable();
const journal = journalStore(newReader(table));
const books = bookStore(newReader(table));
const enter = enterEvents({
  journal,
  books,
  remember: rememberBooks({ books, create: createOne(table) }),
  writeBeside: newWriteBeside(table),
  clock: { now: () => now },
});
const balance = trialBalance({ journal });

const aBook = () => ({ owner: aLenderId(), currency: Currency.parse("USD") });

function events(book: ReturnType<typeof aBook>, count: number, postedAt: Instant = now) {
  return Array.from({ length: count }, (_, n) => {
    const accountId = anAccountId();
    return PostedEvent.parse({
      book: bookName(book),
      eventId: `evt_${accountId.slice(4)}_1`,
      accountId,
      sequence: 1,
      type: "account.placed",
      effectiveAt: postedAt,
      postedAt,
      // Ledger accounts of their own, so that a transaction does not have room for all sums.
      postings: [
        { account: `receivable/${n % 40}`, amount: n + 1 },
        { account: "opening", amount: -(n + 1) },
      ],
      hash: "h",
      data: {},
    });
  });
}

describe("a journal in the table", () => {
  it("counts an event once, whoever brings it again, alone or among new ones", async () => {
    const book = aBook();
    const all = events(book, 120);
    await enter(all.slice(0, 50));
    await Promise.all([
      enter(all.slice(40)),
      enter(all.slice(40)),
      enter([...all.slice(100), ...all.slice(100)]),
    ]);
    await enter(all);
    const sum = (120 * 121) / 2;
    expect((await balance(book, now)).get("opening")).toEqual({ debit: 0, credit: sum });
    expect((await balance(book, plusDays(now, 1))).get("opening")).toEqual({ debit: 0, credit: sum });
  });

  it("keeps days apart: what was posted later is not in an earlier balance", async () => {
    const book = aBook();
    await enter([
      ...events(book, 1, plusDays(now, -1)),
      ...events(book, 1),
      ...events(book, 1, plusDays(now, 2)),
    ]);
    const credits = async (asOf: Instant) => (await balance(book, asOf)).get("opening")?.credit;
    expect(await credits(plusDays(now, -2))).toBeUndefined();
    expect(await credits(plusDays(now, -1))).toBe(1);
    expect(await credits(now)).toBe(2);
    expect(await credits(plusDays(now, 1))).toBe(2);
    expect(await credits(plusDays(now, 2))).toBe(3);
  });

  it("lists a day in the order of posting, whatever the size of its pages", async () => {
    const book = aBook();
    const all = events(book, 23);
    await enter(all.toReversed());
    const read = async (limit: number) => {
      const ids: string[] = [];
      let after: Readonly<Record<string, string>> | undefined;
      do {
        const page = await journal.ofDay(book, dateOf(now), { limit, ...(after && { after }) });
        ids.push(...page.items.map(({ eventId }) => eventId));
        after = page.next;
      } while (after !== undefined);
      return ids;
    };
    const inOrder = all.map(({ eventId }) => eventId).toSorted();
    for (const limit of [1, 5, 23, 100]) expect(await read(limit)).toEqual(inOrder);
  });
});
