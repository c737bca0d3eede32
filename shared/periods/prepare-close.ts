import { createHash } from "node:crypto";
import { textOf } from "../exports/journal-rows.ts";
import { firstDayOf, lastDayOf } from "../kernel/months.ts";
import { daysAfter, plusMilliseconds, startOf, type Clock, type LocalDate } from "../kernel/time.ts";
import { entriesOf } from "../ledger/day-entries.ts";
import type { JournalStore } from "../ledger/journal-store.ts";
import type { SealStore } from "../ledger/seal-store.ts";
import type { TrialBalance } from "../ledger/trial-balance.ts";
import { trialBalanceView } from "../ledger/trial-balance-view.ts";
import type { LedgerAccountView } from "../ledger/wire.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write, WriteBeside } from "../platform/write.ts";
import type { Period, Prepared } from "./model.ts";
import type { PeriodStore } from "./store.ts";
import { stepWritten, type PeriodWrites } from "./written.ts";

export type PrepareCloseDeps = {
  readonly periods: PeriodWrites & Pick<PeriodStore, "findByHistory" | "balance">;
  readonly journal: Pick<JournalStore, "ofDay">;
  readonly seals: Pick<SealStore, "find">;
  readonly trialBalance: TrialBalance;
  readonly write: Write;
  readonly writeBeside: WriteBeside;
  readonly clock: Clock;
};

/**
 * Works out what a month came to, once somebody began to close it. Every day of it is sealed: whoever does it again
 * comes to the same.
 * @returns undefined when there is nothing to do
 */
export const prepareClose =
  (deps: PrepareCloseDeps) =>
  async (historyId: string): Promise<Prepared | undefined> =>
    attempts(async () => {
      const before = await deps.periods.findByHistory(historyId);
      if (before === undefined || before.state !== "CLOSING" || before.prepared !== undefined)
        return undefined;
      const prepared = await figuresOf(deps, before);
      const by = { actor: { kind: "SYSTEM", id: "reconciler" }, now: prepared.at } as const;
      const { entries, sha256: hash, balanceHash, seal } = prepared;
      const step = {
        after: { ...before, prepared },
        type: "period.prepared",
        data: { periodId: before.periodId, entries, sha256: hash, balanceHash, seal },
      };
      const { written } = stepWritten(deps.periods, before, { step, by });
      return (await deps.write(written)).ok ? prepared : again;
    }, onConflict);

/** Chunks of a trial balance in one transaction. */
const CHUNK_COUNT_MAX = 50;

async function figuresOf(deps: PrepareCloseDeps, period: Period): Promise<Prepared> {
  const [journal, view] = [await hashed(deps, period), await balanceAt(deps, period)];
  const seal = await deps.seals.find(period, lastDayOf(period.month));
  if (seal === undefined) throw new Error(`${period.periodId} is not sealed to its end`);
  const balanceHash = sha256(canonical(view.accounts));
  const chunks = deps.periods.balance(period.periodId, balanceHash, view.accounts);
  for (let n = 0; n < chunks.length; n += CHUNK_COUNT_MAX)
    await deps.writeBeside(chunks.slice(n, n + CHUNK_COUNT_MAX));
  const [clearing, suspense] = [leftIn(view.accounts, isClearing), leftIn(view.accounts, isSuspense)];
  return {
    at: deps.clock.now(),
    ...journal,
    debit: view.debit,
    credit: view.credit,
    accounts: view.accounts.length,
    balanceHash,
    seal: seal.hash,
    clearing: clearing.slice(0, LEFT_COUNT_MAX),
    clearingCount: clearing.length,
    suspense: suspense.slice(0, LEFT_COUNT_MAX),
    suspenseCount: suspense.length,
  };
}

/** Ledger accounts that the period itself names; it counts them all. */
const LEFT_COUNT_MAX = 20;

type Balance = Pick<LedgerAccountView, "account" | "balance">;

const isClearing = ({ account, balance }: Balance): boolean =>
  /^(agency-clearing\/|in-transit\/|bank-clearing$|third-party-clearing$)/u.test(account) ||
  // A debit: an agency kept back more for its costs than anybody owes it.
  (account.startsWith("agency-payable/") && balance > 0);
const isSuspense = ({ account }: Balance): boolean => account.startsWith("suspense/");

const leftIn = (accounts: readonly LedgerAccountView[], is: (of: Balance) => boolean) =>
  accounts
    .filter((one) => is(one) && one.balance !== 0)
    .map(({ account, balance }) => ({ account, balance }));

async function balanceAt({ trialBalance }: PrepareCloseDeps, { owner, currency, month }: Period) {
  const book = { owner, currency };
  const end = plusMilliseconds(startOf(nextDay(lastDayOf(month))), -1);
  return trialBalanceView(book, end, await trialBalance(book, end));
}

function nextDay(date: LocalDate): LocalDate {
  const next = daysAfter(date, 1);
  if (next === undefined) throw new Error(`nothing comes after ${date}`);
  return next;
}

/** The bytes of the month's journal as its export in JSONL has them, without account codes. */
async function hashed(deps: PrepareCloseDeps, { owner, currency, month }: Period) {
  const hash = createHash("sha256");
  let [entries, bytes] = [0, 0];
  const [last, form] = [lastDayOf(month), { format: "JSONL", codes: {}, currency } as const];
  for (
    let date: LocalDate | undefined = firstDayOf(month);
    date !== undefined && date <= last;
    date = daysAfter(date, 1)
  )
    for await (const page of entriesOf(deps, { owner, currency }, date)) {
      const text = Buffer.from(textOf(form, page), "utf8");
      hash.update(text);
      bytes += text.byteLength;
      entries += page.length;
    }
  return { entries, bytes, sha256: hash.digest("hex") };
}
