import { describe, expect, it } from "vitest";
import { eventView } from "../../../shared/accounts/event-view.ts";
import { withHistory } from "../../../shared/accounts/history.ts";
import type { Account } from "../../../shared/accounts/model.ts";
import { emptyChain, type GatewayEvent } from "../../../shared/kernel/event.ts";
import { opening } from "../../../shared/ledger/balance.ts";
import { bookName } from "../../../shared/ledger/book.ts";
import type { History } from "../../../shared/ledger/histories.ts";
import { journalEntryOf, PostedEvent } from "../../../shared/ledger/journal.ts";
import { journalDifference } from "../../../shared/ledger/verification.ts";
import { verifyBooks } from "../../../shared/ledger/verify-books.ts";
import { verifyHistories } from "../../../shared/ledger/verify-histories.ts";
import { aDraft, anAccount, at } from "../../support/builders.ts";
import { keptBook } from "../../support/kept-book.ts";

const PLACED_AT = "2026-03-01T01:00:00.000Z";

/** Accounts of a book, each placed and then offered, with their histories in the table. */
function placed(count: number) {
  const kept = keptBook();
  const accounts: Account[] = [];
  const events: PostedEvent[] = [];
  const histories = new Map<string, readonly GatewayEvent[]>();
  for (let n = 0; n < count; n += 1) {
    const due = { PRINCIPAL: n + 1 };
    const before = anAccount({ lenderId: kept.book.owner, due, paid: 0 });
    const drafts = [aDraft({ postings: opening(due) }), aDraft({ type: "placement.offered" })];
    const lived = withHistory({ ...before, sequence: 0, head: emptyChain.head }, drafts, at(PLACED_AT));
    for (const { item } of lived.events) {
      kept.table.put(item);
      const posted = PostedEvent.safeParse(item);
      if (posted.success) events.push(posted.data);
    }
    accounts.push(lived.account);
    histories.set(
      lived.account.accountId,
      lived.events.map(({ item }) => eventView(item) as GatewayEvent),
    );
  }
  const upTo = async (accountId: string, sequence: number) =>
    (histories.get(accountId) ?? []).filter((event) => event.sequence <= sequence);
  const next = { pk: "more" };
  const verify = {
    books: verifyBooks({
      ...kept,
      accounts: {
        ids: async () => ({ ids: accounts.map(({ accountId }) => accountId), next }),
        findAll: async () => accounts,
      },
      histories: { upTo },
    }),
    histories: (listed: readonly History[]) =>
      verifyHistories({
        ...kept,
        list: async () => ({ histories: listed, next }),
        histories: { upTo },
      })("ACCOUNTS", kept.book, { limit: 100 }),
  };
  return { kept, accounts, events, next, verify };
}

const endOf = ({ accountId, sequence, head }: Account): History => ({ accountId, end: { sequence, head } });

describe("events against the journal", () => {
  const event = keptBook().placed(PLACED_AT, 100);
  const about = { subject: event.accountId, sequence: 1 };
  const against = (change: object) =>
    journalDifference([event], new Map([[event.eventId, { ...journalEntryOf(event), ...change }]]));

  it("fit where each has its entry, whatever else the journal has", () => {
    expect(against({})).toBeUndefined();
    expect(journalDifference([], new Map())).toBeUndefined();
  });

  it("differ in what was posted and in the hash, and are missing otherwise", () => {
    const detail = "the journal's entry says otherwise";
    expect(against({ hash: "h" })).toEqual({ ...about, code: "JOURNAL_DIFFERS", detail });
    expect(against({ postings: [] })).toEqual({ ...about, code: "JOURNAL_DIFFERS", detail });
    expect(journalDifference([event], new Map())).toEqual({
      ...about,
      code: "NOT_IN_JOURNAL",
      detail: "the journal has no entry of the event",
    });
  });
});

describe("verifying accounts", () => {
  it("counts accounts and events, and finds nothing where all of it fits, however many there are", async () => {
    const { kept, verify, events, next } = placed(17);
    await kept.enter(events);
    expect(await verify.books(kept.book.owner, 100)).toEqual({
      checked: 17,
      events: 34,
      differences: [],
      next,
    });
  });

  it("names the account that its history does not explain, and each whose event the journal lacks", async () => {
    const { kept, verify, events, accounts } = placed(10);
    await kept.enter(events.slice(0, 9));
    accounts[2] = { ...accounts[2]!, paid: 1 };
    const { differences } = await verify.books(kept.book.owner, 100);
    expect(differences.map(({ subject, code }) => [subject, code])).toEqual([
      [accounts[2].accountId, "BALANCE_DIFFERS"],
      [accounts[9]!.accountId, "NOT_IN_JOURNAL"],
    ]);
  });

  it("gives the journal five minutes", async () => {
    const { kept, verify } = placed(1);
    kept.at("2026-03-01T01:04:59.999Z");
    expect((await verify.books(kept.book.owner, 100)).differences).toEqual([]);
    kept.at("2026-03-01T01:05:00.000Z");
    expect((await verify.books(kept.book.owner, 100)).differences).toMatchObject([
      { code: "NOT_IN_JOURNAL", sequence: 1 },
    ]);
  });
});

describe("verifying histories", () => {
  it("counts histories and events, and finds nothing where all of it fits, with or without a known end", async () => {
    const { kept, verify, events, accounts, next } = placed(17);
    await kept.enter(events);
    const listed = accounts.map((one, n) => (n % 2 === 0 ? endOf(one) : { accountId: one.accountId }));
    expect(await verify.histories(listed)).toEqual({ checked: 17, events: 34, differences: [], next });
  });

  it("names the history that does not end where its record says", async () => {
    const { kept, verify, events, accounts } = placed(2);
    await kept.enter(events);
    const [first, second] = accounts.map(endOf);
    const moved = { ...first!, end: { sequence: 2, head: "f".repeat(64) } };
    expect((await verify.histories([moved, second!])).differences).toMatchObject([
      { subject: first!.accountId, code: "HISTORY_INCOMPLETE" },
    ]);
  });

  it("reads a history without a known end to its end, however long it is", async () => {
    const kept = keptBook();
    const drafts = Array.from({ length: 1_001 }, () => aDraft({ type: "bank.entry_rejected" }));
    const long = withHistory({ ...anAccount(), sequence: 0, head: emptyChain.head }, drafts, at(PLACED_AT));
    const events = long.events.map(({ item }) => eventView(item) as GatewayEvent);
    const forged = { ...events[1_000]!, type: "bank.entry_corrected" };
    const verify = verifyHistories({
      ...kept,
      list: async () => ({ histories: [{ accountId: long.account.accountId }] }),
      histories: { upTo: async (_id, sequence) => [...events.slice(0, 1_000), forged].slice(0, sequence) },
    });
    const { differences } = await verify("BANK_FILES", kept.book, { limit: 100 });
    expect(differences).toMatchObject([{ code: "CHAIN_BROKEN", sequence: 1_001 }]);
  });

  it("looks at no event after the end that the record tells", async () => {
    const { kept, verify, accounts } = placed(1);
    const { accountId } = accounts[0]!;
    const none = { accountId, end: { sequence: 0, head: emptyChain.head } };
    expect(await verify.histories([none])).toMatchObject({ checked: 1, events: 0, differences: [] });
    expect((await verify.histories([endOf(accounts[0]!)])).differences).toHaveLength(1);
    kept.at("2026-03-01T01:04:59.999Z");
    expect((await verify.histories([endOf(accounts[0]!)])).differences).toEqual([]);
  });

  it("looks for each event in the journal of the book that it names", async () => {
    const { kept, verify, events, accounts } = placed(1);
    const other = { ...events[0]!, sequence: 2, eventId: "evt_2", book: "unassigned#USD" };
    kept.table.put({ pk: `ACCOUNT#${other.accountId}`, sk: "EVENT#00000002", ...other });
    await kept.enter(events);
    expect((await verify.histories(accounts.map(endOf))).differences).toMatchObject([
      { subject: other.accountId, sequence: 2, code: "NOT_IN_JOURNAL" },
    ]);
    await kept.enter([other]);
    expect((await verify.histories(accounts.map(endOf))).differences).toEqual([]);
    expect(bookName(kept.book)).not.toBe(other.book);
  });
});
