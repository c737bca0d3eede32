import { emptyChain, type EventDraft } from "../../shared/kernel/event.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { opening } from "../../shared/ledger/balance.ts";
import { bookName } from "../../shared/ledger/book.ts";
import type { History } from "../../shared/ledger/histories.ts";
import { PostedEvent } from "../../shared/ledger/journal.ts";
import { recorded } from "../../shared/platform/events.ts";
import { aDraft, aLenderId, anAccountId, at } from "./builders.ts";
import { bookkeeping } from "./bookkeeping.ts";

/** A lender's book in the night to the first of March, and what happens to it. */
export function keptBook() {
  const book = { owner: aLenderId(), currency: Currency.parse("USD") };
  const time = { now: at("2026-03-01T02:00:00.000Z") };
  const clock = { now: () => time.now };
  const histories: History[] = [];
  const keeping = bookkeeping({
    clock,
    list: async (kind) => ({ histories: kind === "ACCOUNTS" ? histories : [] }),
  });
  return {
    ...keeping,
    book,
    clock,
    histories,
    at: (moment: string): void => {
      time.now = at(moment);
    },
    /** An account is placed. The table has its history; the journal has it once it is entered. */
    placed: (moment: string, principal: number, over: Partial<EventDraft> = {}): PostedEvent => {
      const accountId = anAccountId();
      const draft = aDraft({ postings: opening({ PRINCIPAL: principal }), ...over });
      const of = { accountId, book: bookName(book), chain: emptyChain };
      const { items, chain: end } = recorded(of, [draft], at(moment));
      for (const { item } of items) keeping.table.put(item);
      histories.push({ accountId, currency: book.currency, end, touchedAt: at(moment) });
      return PostedEvent.parse(items[0]?.item);
    },
  };
}

export type KeptBook = ReturnType<typeof keptBook>;
