import { describe, expect, it } from "vitest";
import { movement, opening } from "../../../shared/ledger/balance.ts";
import { bookNamed, bookOf } from "../../../shared/ledger/book.ts";
import {
  addedUp,
  bookedAt,
  journalEntryOf,
  journalShards,
  PostedEvent,
  shardOf,
  turnoversOf,
} from "../../../shared/ledger/journal.ts";
import { statementLines } from "../../../shared/ledger/statement-lines.ts";
import { Currency } from "../../../shared/kernel/money.ts";
import { plusHours } from "../../../shared/kernel/time.ts";
import { aLenderId, anAccountId, now } from "../../support/builders.ts";

const usd = Currency.parse("USD");

const posted = (data: Readonly<Record<string, unknown>> = {}) =>
  PostedEvent.parse({
    book: "unassigned#USD",
    eventId: "evt_1",
    accountId: "acc_1",
    sequence: 2,
    type: "payment.received",
    effectiveAt: now,
    postedAt: now,
    postings: [
      { account: "bank", amount: 5 },
      { account: "receivable/PRINCIPAL", amount: -5 },
    ],
    hash: "h",
    data,
    previousHash: "what only the history needs",
  });

describe("a book", () => {
  it("is found again by its name, and nothing else is one", () => {
    const lenderId = aLenderId();
    expect(bookNamed(bookOf({ lenderId, currency: usd }))).toEqual({ owner: lenderId, currency: usd });
    expect(bookNamed(bookOf({ currency: usd }))).toEqual({ owner: "unassigned", currency: usd });
    for (const name of ["", "unassigned", "unassigned#ABC", "agy_1#USD", "#USD"])
      expect(bookNamed(name)).toBeUndefined();
  });
});

describe("a journal entry", () => {
  it("has the postings and times of its event, and the first reference that it names", () => {
    expect(journalEntryOf(posted({ paymentRef: "P-1", reversalRef: "R-1", amount: 5 }))).toEqual({
      eventId: "evt_1",
      accountId: "acc_1",
      sequence: 2,
      type: "payment.received",
      effectiveAt: now,
      postedAt: now,
      postings: posted().postings,
      hash: "h",
      reference: "P-1",
    });
    expect(journalEntryOf(posted({ reversalRef: "R-1" }))).toMatchObject({ reference: "R-1" });
    expect(journalEntryOf(posted({ paymentRef: 7 }))).not.toHaveProperty("reference");
  });
});

describe("an entry's place", () => {
  it("is in the books of the moment of its posting, or of its entering where it came late", () => {
    const entry = journalEntryOf(posted());
    expect(bookedAt(entry)).toBe(now);
    const enteredAt = plusHours(now, 30);
    expect(bookedAt({ ...entry, enteredAt })).toBe(enteredAt);
  });

  it("is in one of the shards, and a history's always in the same", () => {
    const ids = Array.from({ length: 200 }, () => anAccountId());
    expect([...new Set(ids.map(shardOf))].toSorted()).toEqual(journalShards);
    for (const id of ids) expect(shardOf(id)).toBe(shardOf(id));
    expect(journalShards).toEqual([0, 1, 2, 3]);
  });
});

describe("turnovers", () => {
  it("keep what went in apart from what went out", () => {
    const legs = [5, -3, -4, 1].map((amount) => ({ account: "a", amount }));
    expect([...turnoversOf([...legs, { account: "b", amount: 1 }])]).toEqual([
      ["a", { debit: 6, credit: 7 }],
      ["b", { debit: 1, credit: 0 }],
    ]);
  });

  it("add up by account, in the order of names", () => {
    const [b, a] = [
      { debit: 1, credit: 2 },
      { debit: 3, credit: 0 },
    ];
    expect([
      ...addedUp([
        ["b", b],
        ["a", a],
        ["b", a],
      ]),
    ]).toEqual([
      ["a", a],
      ["b", { debit: 4, credit: 2 }],
    ]);
    expect([...addedUp([])]).toEqual([]);
  });
});

describe("a statement", () => {
  it("tells after each movement what was owed, and what was received beyond it", () => {
    const at = { eventId: "e", type: "t", effectiveAt: now, postedAt: now };
    const lines = statementLines([
      {
        ...at,
        postings: [
          { account: "receivable/PRINCIPAL", amount: 100 },
          { account: "receivable/TAX", amount: 5 },
          { account: "opening", amount: -105 },
        ],
      },
      {
        ...at,
        postings: [
          { account: "x", amount: 120 },
          { account: "receivable/PRINCIPAL", amount: -100 },
          { account: "receivable/TAX", amount: -5 },
          { account: "credit-balance", amount: -15 },
        ],
      },
      {
        ...at,
        postings: [
          { account: "x", amount: -15 },
          { account: "credit-balance", amount: 15 },
        ],
      },
    ]);
    expect(
      lines.map(({ change, outstanding, creditBalance }) => [change, outstanding, creditBalance]),
    ).toEqual([
      [105, 105, 0],
      [-105, 0, 15],
      [0, 0, 0],
    ]);
  });

  it("tells what of it is disputed; that a dispute opens or ends changes nothing of what is owed", () => {
    const at = { eventId: "e", type: "t", effectiveAt: now, postedAt: now };
    const [due, apart] = [{ PRINCIPAL: 100 }, { disputedApart: true as const }];
    const lines = statementLines([
      { ...at, postings: [...opening(due)] },
      { ...at, postings: [...movement({ due, paid: 0 }, { due, paid: 0, ...apart })] },
      { ...at, postings: [...movement({ due, paid: 0, ...apart }, { due, paid: 30, ...apart })] },
      { ...at, postings: [...movement({ due, paid: 30, ...apart }, { due, paid: 30 })] },
    ]);
    expect(lines.map(({ change, outstanding, disputed }) => [change, outstanding, disputed])).toEqual([
      [100, 100, 0],
      [0, 100, 100],
      [-30, 70, 70],
      [0, 70, 0],
    ]);
  });
});
