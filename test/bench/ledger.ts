import { loadavg } from "node:os";
import type { Account } from "../../shared/accounts/model.ts";
import { withHistory } from "../../shared/accounts/history.ts";
import { eventView } from "../../shared/accounts/event-view.ts";
import { decide } from "../../shared/callbacks/decide.ts";
import type { Received } from "../../shared/callbacks/outcome.ts";
import type { EventDraft, GatewayEvent } from "../../shared/kernel/event.ts";
import { opening } from "../../shared/ledger/balance.ts";
import { checkHistory } from "../../shared/ledger/check-history.ts";
import { journalEntryOf, PostedEvent, type JournalEntry } from "../../shared/ledger/journal.ts";
import { journalDifference } from "../../shared/ledger/verification.ts";
import { sha256 } from "../../shared/platform/canonical.ts";
import { aDraft, anAccount, aPlacement, now, received, usd, valueOf } from "../support/builders.ts";
import { cpuUs } from "./load.ts";
import { interleaved, median, rounded, say, type Bench, type Result } from "./measure.ts";

const full = { rounds: 15, accounts: 200, payments: 50 };
const tiny: typeof full = { rounds: 2, accounts: 4, payments: 5 };

const due = { PRINCIPAL: 1_000_000, INTEREST: 50_000, LATE_FEE: 2_500 };

/** An account that was placed, and the payments that its agency reports. */
type Life = { readonly account: Account; readonly payments: readonly Received<"payment.received">[] };

type Lived = { readonly account: Account; readonly history: readonly GatewayEvent[] };

const lifeOf = (payments: number): Life => {
  const account = { ...anAccount({ due, paid: 0 }), sequence: 0, head: "0".repeat(64) };
  return {
    account,
    payments: Array.from({ length: payments }, (_, n) =>
      received("payment.received", account, { data: { paymentRef: `P-${n}`, amount: usd(1_000 + n) } }),
    ),
  };
};

/** Every payment decided, posted, numbered and chained: all of a callback but the call to the table. */
function live({ account, payments }: Life): Lived {
  const history: GatewayEvent[] = [];
  const placement = aPlacement(account);
  let state = account;
  const record = (to: Account, drafts: readonly EventDraft[]): void => {
    const moved = withHistory(to, drafts, now);
    state = moved.account;
    for (const { item } of moved.events) history.push(eventView(item) as GatewayEvent);
  };
  record(state, [aDraft({ type: "account.received", postings: opening(due) })]);
  for (const payment of payments) {
    const outcome = valueOf(
      decide({ account: state, placement, arrangements: [], settlements: [] }, payment),
    );
    record(outcome.account, outcome.events);
  }
  return { account: state, history };
}

const entriesOf = ({ account, history }: Lived): ReadonlyMap<string, JournalEntry> =>
  new Map(
    history
      .map((event) => journalEntryOf(PostedEvent.parse({ ...event, book: `${account.lenderId}#USD` })))
      .map((entry) => [entry.eventId, entry]),
  );

/** The least that any chain of hashes must do: write each event, and hash it. */
function hashedOnly(lives: readonly Lived[]): void {
  let last = "";
  for (const { history } of lives)
    for (const { hash: _hash, ...event } of history) last = sha256(`${last}\n${JSON.stringify(event)}`);
  if (last === "") throw new Error("nothing was hashed");
}

async function timed(work: () => void): Promise<number> {
  const began = cpuUs();
  work();
  return cpuUs() - began;
}

type Measured = {
  readonly bench: string;
  readonly unit: string;
  readonly count: number;
  readonly rounds: number;
};

async function measured({ bench, unit, count, rounds }: Measured, ours: () => void, theirs: () => void) {
  ours();
  theirs();
  const pairs = await interleaved(
    rounds,
    { ours: () => timed(ours), theirs: () => timed(theirs) },
    () => undefined,
  );
  const us = median(pairs.map((pair) => pair.ours)) / count;
  say(`${bench}: ${rounded(us)} µs each`);
  const result: Result = {
    bench,
    value: rounded(1_000_000 / us, 0),
    unit,
    ratio: rounded(median(pairs.map((pair) => pair.ours / pair.theirs)), 1),
    against: "writing the same events as JSON and hashing each",
    us: rounded(us),
    rounds: pairs.length,
    loadAverage: rounded(loadavg()[0] ?? 0, 1),
  };
  return result;
}

/** How many postings one core decides and chains in a second, and how many events it verifies. */
export const ledger: Bench = async ({ smoke }) => {
  const { rounds, accounts, payments } = smoke ? tiny : full;
  const lives = Array.from({ length: accounts }, () => lifeOf(payments));
  const lived = lives.map(live);
  const books = lived.map(entriesOf);
  const events = lived.flatMap(({ history }) => history);
  const postings = events.reduce((sum, event) => sum + event.postings.length, 0);
  const verify = (): void => {
    for (const [n, { account, history }] of lived.entries()) {
      const difference =
        checkHistory(account, history) ??
        journalDifference(history, books[n] ?? new Map<string, JournalEntry>());
      if (difference !== undefined) throw new Error(JSON.stringify(difference));
    }
  };
  const theirs = (): void => hashedOnly(lived);
  return [
    await measured(
      { bench: "ledger-post", unit: "postings a second", count: postings, rounds },
      () => void lives.map(live),
      theirs,
    ),
    await measured(
      { bench: "ledger-verify", unit: "events a second", count: events.length, rounds },
      verify,
      theirs,
    ),
  ];
};
