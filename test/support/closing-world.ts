import { invoiceStore } from "../../shared/commission-invoices/store.ts";
import { withHistory } from "../../shared/accounts/history.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { bankAccountStore } from "../../shared/bank-accounts/store.ts";
import { bankChainReads } from "../../shared/bank-files/chain-store.ts";
import { bankFileReads } from "../../shared/bank-files/store.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import type { Actor, Posting } from "../../shared/kernel/event.ts";
import type { LenderId } from "../../shared/kernel/ids.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { Month } from "../../shared/kernel/months.ts";
import { Instant, type Clock } from "../../shared/kernel/time.ts";
import { opening } from "../../shared/ledger/balance.ts";
import { bookName } from "../../shared/ledger/book.ts";
import { bookStore } from "../../shared/ledger/book-store.ts";
import { checkDrift } from "../../shared/ledger/check-drift.ts";
import { driftStore } from "../../shared/ledger/drift-store.ts";
import { enterEvents } from "../../shared/ledger/enter-events.ts";
import { listHistories } from "../../shared/ledger/histories.ts";
import { PostedEvent } from "../../shared/ledger/journal.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import { postedStore } from "../../shared/ledger/posted-store.ts";
import { rememberBooks } from "../../shared/ledger/remember-books.ts";
import { requestDrift } from "../../shared/ledger/request-drift.ts";
import { sealBook } from "../../shared/ledger/seal-book.ts";
import { sealStore } from "../../shared/ledger/seal-store.ts";
import { missingFrom, sweepJournal } from "../../shared/ledger/sweep-journal.ts";
import { trialBalance } from "../../shared/ledger/trial-balance.ts";
import { verifySeals } from "../../shared/ledger/verify-seals.ts";
import { paymentStore } from "../../shared/payments/store.ts";
import { changePeriod } from "../../shared/periods/change-period.ts";
import { checklist } from "../../shared/periods/checklist.ts";
import { beginClosing, close, reopen } from "../../shared/periods/closing.ts";
import { findPeriod } from "../../shared/periods/find-period.ts";
import { bankPositions } from "../../shared/periods/bank-positions.ts";
import { gatherFacts } from "../../shared/periods/gather-facts.ts";
import { historyIdOf, periodIdOf } from "../../shared/periods/model.ts";
import { prepareClose } from "../../shared/periods/prepare-close.ts";
import { periodStore } from "../../shared/periods/store.ts";
import { createOne, newReader, updateOne, type Table } from "../../shared/platform/dynamo.ts";
import { newWrite, newWriteBeside } from "../../shared/platform/write.ts";
import { matchStore } from "../../shared/reconciliation/match-store.ts";
import { runStore } from "../../shared/reconciliation/run-store.ts";
import { rulesStore } from "../../shared/reconciliation/rules-store.ts";
import { requestReconciliation } from "../../shared/reconciliation/request-reconciliation.ts";
import { remittanceReads } from "../../shared/remittances/read-store.ts";
import { ReconciliationId } from "../../shared/reconciliation/wire-run.ts";
import { readerWithin, untouched, type Around } from "./around.ts";
import { aDraft, aLenderId, anAccount } from "./builders.ts";
import { ulid } from "ulid";
import { quietTable } from "./quiet-table.ts";
import { nothingCounted } from "./run-counts.ts";

export const operator: Actor = { kind: "FINANCE", id: "key_operator" };
export const approver: Actor = { kind: "FINANCE", id: "key_approver" };

/** Where seals are put. */
type Put = (key: string, text: string) => Promise<void>;

type PlacedWish = {
  readonly effective?: string;
  /** What the same event posts besides. */
  readonly besides?: readonly Posting[];
};

type Wish = { readonly table?: Table; readonly lenderId?: LenderId; readonly put?: Put };

/** A lender's book on the quiet table, and whatever keeps and closes it, with something around their calls. */
export function closingWorld(wish: Wish = {}) {
  const { table = quietTable(), lenderId = aLenderId() } = wish;
  const time = { now: Instant.parse("2026-03-01T02:00:00.000Z") };
  const clock: Clock = { now: () => time.now };
  /** What stands in the locked bucket. */
  const bucket = new Map<string, string>();
  const inMemory: Put = async (key, text) => {
    if (!bucket.has(key)) bucket.set(key, text);
  };
  const { put = inMemory } = wish;
  const book = { owner: lenderId, currency: Currency.parse("USD") };
  const useCases = (around: Around = untouched) => usesOn({ table, around, clock, bucket, put, lenderId });
  return {
    lenderId,
    book,
    bucket,
    table,
    useCases,
    at: (moment: string) => {
      time.now = Instant.parse(moment);
    },
    /** An account that was placed at a moment, as the table has it. The journal does not have it yet. */
    placed: async (
      moment: string,
      principal: number,
      { effective = moment, besides = [] }: PlacedWish = {},
    ) => {
      const postedAt = Instant.parse(moment);
      const due = { PRINCIPAL: principal };
      const before = anAccount({ lenderId, due, paid: 0 });
      const { account, events } = withHistory(
        { ...before, sequence: 0, head: "0".repeat(64) },
        [
          aDraft({
            type: "account.received",
            postings: [...opening(due), ...besides],
            effectiveAt: Instant.parse(effective),
          }),
        ],
        postedAt,
      );
      const { created } = accountStore(newReader(table));
      const item = created({ ...account, createdAt: postedAt, updatedAt: postedAt });
      const outcome = await newWriteBeside(table)([item, ...events]);
      if (!outcome.ok) throw new Error("not placed");
      return events.map((event) => PostedEvent.parse(event.item));
    },
    periodId: (month: string) => periodIdOf(book, Month.parse(month)),
  };
}

export type ClosingWorld = ReturnType<typeof closingWorld>;

type On = {
  readonly table: Table;
  readonly around: Around;
  readonly clock: Clock;
  readonly bucket: ReadonlyMap<string, string>;
  readonly put: Put;
  readonly lenderId: LenderId;
};

function usesOn({ table, around, clock, bucket, put, lenderId }: On) {
  const reader = readerWithin(around, newReader(table));
  const writing = newWrite(table);
  const besides = newWriteBeside(table);
  const updating = updateOne(table);
  const creating = createOne(table);
  const write: typeof writing = (written) => around(() => writing(written));
  const writeBeside: typeof besides = (changes) => around(() => besides(changes));
  const update: typeof updating = (change) => around(() => updating(change));
  const create: typeof creating = (item) => around(() => creating(item));
  const [books, journal, seals] = [bookStore(reader), journalStore(reader), sealStore(reader)];
  const [posted, drift, periods] = [postedStore(reader), driftStore(reader), periodStore(reader)];
  const [breaks, remittances, runs] = [breakStore(reader), remittanceReads(reader), runStore(reader)];
  const list = listHistories({
    accounts: accountStore(reader),
    remittances,
    invoices: invoiceStore(reader),
    matches: matchStore(reader),
    breaks,
    bankFiles: bankFileReads(reader),
    payments: paymentStore(reader),
  });
  const missing = missingFrom({ list, posted, journal });
  const enter = enterEvents({
    journal,
    books,
    remember: rememberBooks({ books, create }),
    writeBeside,
    clock,
  });
  const store: Put = (key, text) => around(() => put(key, text));
  const balance = trialBalance({ journal });
  const find = findPeriod({ periods, journal, clock });
  const gather = gatherFacts({
    periods,
    books,
    journal,
    drift,
    runs,
    breaks,
    remittances,
    bankPositions: bankPositions({
      bankAccounts: bankAccountStore(reader),
      bankChain: bankChainReads(reader),
      trialBalance: balance,
    }),
    isWaiting: async () => false,
    clock,
  });
  const change = changePeriod({ periods, find, write, clock });
  const checks = async (...of: Parameters<typeof gather>) => checklist(await gather(...of));
  const prepare = prepareClose({ periods, journal, seals, trialBalance: balance, write, writeBeside, clock });
  const named = (periodId: string) => ({ reach: { lenderId }, periodId });
  return {
    books,
    journal,
    seals,
    periods,
    balance,
    enter,
    seal: sealBook({
      books,
      journal,
      seals,
      sweep: sweepJournal({ missing, enter }),
      store,
      writeBeside,
      update,
      clock,
    }),
    verifySeals: verifySeals({ books, seals, journal, stored: async (key) => bucket.get(key) }),
    requestDrift: requestDrift({ drift, write, clock }),
    checkDrift: checkDrift({ drift, journal, posted, seals, missing, update, clock }),
    checks: async (periodId: string) => checks(await find(named(periodId))),
    begin: async (periodId: string, by = operator) =>
      change(named(periodId), by, async (before, who) => beginClosing(before, await checks(before), who)),
    prepare: (periodId: string) => prepare(historyIdOf(periodId as never)),
    close: async (periodId: string, by = approver) =>
      change(named(periodId), by, async (before, who) => close(before, await checks(before), who)),
    reopen: async (periodId: string, by = operator) =>
      change(named(periodId), by, async (before) => reopen(before, "More is to come.")),
    /** A run that was asked for now, and is done. */
    reconciled: async () => {
      const currency = Currency.parse("USD");
      const run = await requestReconciliation({
        runs,
        rules: rulesStore(reader),
        newReconciliationId: () => ReconciliationId.parse(`rec_${ulid()}`),
        write,
        clock,
      })({ lenderId, currency }, { actor: operator });
      await update(runs.started(run, clock.now(), 1));
      await update(runs.finished(run, nothingCounted, clock.now()));
    },
    bookName: bookName({ owner: lenderId, currency: Currency.parse("USD") }),
  };
}
