import { recorded } from "../../shared/platform/events.ts";
import { emptyChain, type EventDraft } from "../../shared/kernel/event.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { plusHours } from "../../shared/kernel/time.ts";
import { bookName } from "../../shared/ledger/book.ts";
import { PostedEvent, turnoversOf } from "../../shared/ledger/journal.ts";
import type { EventType } from "../../shared/callbacks/wire.ts";
import type { Received } from "../../shared/callbacks/outcome.ts";
import type { ByComponent } from "../../shared/ledger/model.ts";
import { isOpenDispute, type Dispute } from "../../shared/disputes/model.ts";
import { resolution } from "../../shared/disputes/resolution.ts";
import { bookkeeping } from "./bookkeeping.ts";
import { aLenderActor, aLenderId, anAccount, now, valueOf } from "./builders.ts";
import { after, aWorld, take, type World } from "./builders-world.ts";

/** Accounts that live, their events on the way, and the books that they are entered into. */
export function ledgerSystem() {
  const lenderId = aLenderId();
  const book = { owner: lenderId, currency: Currency.parse("USD") };
  const time = { now };
  const { books, enter, seal, balance, verifySeals } = bookkeeping({ clock: { now: () => time.now } });
  const lives: { world: World; chain: typeof emptyChain; disputes: readonly Dispute[] }[] = [];
  /** Every event that posts, as the stream has it. */
  const posted: PostedEvent[] = [];
  const record = (life: (typeof lives)[number], drafts: readonly EventDraft[]): void => {
    const { accountId } = life.world.account;
    const { items, chain } = recorded(
      { accountId, book: bookName(book), chain: life.chain },
      drafts,
      time.now,
    );
    life.chain = chain;
    for (const { item } of items) if ("book" in item) posted.push(PostedEvent.parse(item));
  };
  return {
    lives,
    posted,
    seal: async () => (posted.length === 0 ? undefined : (await books.find(book)) && seal(book)),
    enter,
    pass: (hours: number) => {
      time.now = plusHours(time.now, hours);
    },
    place: (due: ByComponent) => {
      const life = { world: aWorld(anAccount({ lenderId, due })), chain: emptyChain, disputes: [] };
      lives.push(life);
      record(life, life.world.events);
    },
    /** @returns what became of it */
    tell: (n: number, callback: (world: World) => Received<EventType>) => {
      const life = lives[n % lives.length]!;
      const before = life.world.events.length;
      const taken = take(life.world, callback(life.world));
      life.world = taken.world;
      record(life, taken.world.events.slice(before));
      if (taken.kind === "accepted" && taken.outcome.dispute)
        life.disputes = [...life.disputes, taken.outcome.dispute];
      return taken.kind;
    },
    /** The lender answers one of an account's open disputes, where there is one. */
    answer: (n: number, outcome: "UPHELD" | "REJECTED") => {
      const life = lives[n % lives.length]!;
      const { account, placement } = life.world;
      const dispute = life.disputes.find(isOpenDispute);
      if (dispute === undefined) return;
      const by = { actor: aLenderActor, now: time.now };
      const known = { account, placement, dispute };
      const step = valueOf(resolution(known, { outcome, explanation: "x" }, by));
      life.disputes = life.disputes.map((one) => (one === dispute ? step.dispute : one));
      life.world = after(life.world, step);
      record(life, step.events);
    },
    /** The books now, from the journal; what the events on the way would add is not in them. */
    balances: () => balance(book, plusHours(time.now, 48)),
    folded: () => turnoversOf(posted.flatMap(({ postings }) => postings)),
    sealsHold: async () => (await verifySeals(book, { limit: 1_000 })).differences,
  };
}

export type LedgerSystem = ReturnType<typeof ledgerSystem>;
