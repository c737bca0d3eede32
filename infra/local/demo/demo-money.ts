import * as z from "zod";
import { advise } from "./demo-advising.ts";
import { closeMonths } from "./demo-closing.ts";
import {
  advicesOf,
  balancesOf,
  exportJournal,
  openBreaks,
  reconcile,
  resolveBreak,
  type Finance,
} from "./demo-finance.ts";
import { bank, dayOf, nameOf, openLedger, unadvisedIn, type Ledger, type World } from "./demo-ledgers.ts";
import type { Phase } from "./demo-progress.ts";
import type { FoundBreak, PeriodsMoney } from "../audit/audit-facts.ts";
import { read, readAll } from "../audit/audit-fetch.ts";
import { matchCountOf } from "../audit/audit-money.ts";
import { AccountView } from "../audit/audit-wire.ts";
import { lineOf } from "../money/pretend-advice.ts";
import type { Late, Remitting } from "../money/pretend-remitting.ts";
import { lenderSeeds } from "../sandbox/sandbox-seed.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";

/** Until nobody can say any more that money is on its way. */
const PATIENCE = "P4D";
/** Only days that are over are exported; the last files of a day go out. */
const UNTIL_OVER = "P1D";

/**
 * Ends a period: agencies advise what they have in their books, and some make mistakes; the banks' files are loaded;
 * finance reconciles, twice, and once more after a payment bounced that was matched; resolves what is wrong, exports
 * the journals and closes the months that are over.
 */
export async function reconcilePeriod(world: World, shown: Phase): Promise<readonly PeriodsMoney[]> {
  const { cloud, sandbox, settled } = world;
  for (const { apiKey } of sandbox.lenders) await payAfterRecall(world, apiKey);
  await settled();
  const ledgers = await Promise.all(lenderSeeds.map(async (_, n) => openLedger(world, n)));
  for (const { remitting } of ledgers) await advise(sandbox, remitting.advices, cloud.now());
  for (const ledger of ledgers) await bank(ledger, cloud.now(), ledger.remitting.paid);
  await cloud.advance(PATIENCE);
  await settled();
  const first = await each(ledgers, async ({ finance }) => reconcile(finance));
  const before = await each(ledgers, async ({ finance }) => openBreaks(finance));
  const second = await each(ledgers, async ({ finance }) => reconcile(finance));
  const found = await each(ledgers, async ({ finance }) => openBreaks(finance));
  await bounceLate(world, ledgers);
  const lastDay = dayOf(cloud.now());
  await cloud.advance(UNTIL_OVER);
  await settled();
  const last = await each(ledgers, async ({ finance }) => reconcile(finance));
  const asOf = dayOf(cloud.now());
  const inTheEnd = await each(ledgers, async ({ finance }) => openBreaks(finance));
  const closed = await each(ledgers, async (ledger, n) => {
    const { finance, remitting } = ledger;
    await resolveAll(finance, inTheEnd[n] ?? [], remitting);
    await reconcile(finance);
    const money = {
      asOf,
      lenderId: finance.lenderId,
      planted: remitting.planted,
      carried: [...remitting.carried, ...unadvisedIn(ledger)],
      runs: [first[n], second[n], last[n]].flatMap((counts) => counts ?? []),
      found: [before[n] ?? [], found[n] ?? [], inTheEnd[n] ?? []],
      stillOpen: await openBreaks(finance),
      months: await closeMonths(cloud, finance),
      balances: await balancesOf(finance, finance.lenderId),
      exported: await exportJournal(finance, dayOf(world.began), lastDay),
    };
    return { finance, money };
  });
  // What a close leaves to do is done behind it.
  await settled();
  const money = await each(closed, async ({ finance, money: one }) => ({
    ...one,
    advices: await advicesOf(finance),
  }));
  shown.end(`${money.reduce((sum, one) => sum + matchCountOf(one), 0)} matches`);
  return money;
}

/** One after the other: they share the machine. */
async function each<T, R>(all: readonly T[], work: (one: T, n: number) => Promise<R>): Promise<readonly R[]> {
  const done: R[] = [];
  for (const [n, one] of all.entries()) done.push(await work(one, n));
  return done;
}

const AccountItem = z.object({ accountId: z.string(), lifecycle: z.string(), lenderAccountRef: z.string() });
const PAID_LATE = { amount: 55_00, currency: "USD" };

/** A debtor pays the agency that had the account before it was taken back. */
async function payAfterRecall({ cloud, sandbox }: World, apiKey: string): Promise<void> {
  const lender = { baseUrl: sandbox.baseUrl, apiKey };
  const accounts = await readAll(lender, "/v1/accounts", AccountItem);
  const today = dayOf(cloud.now());
  for (const { accountId } of accounts.filter(({ lifecycle }) => lifecycle === "RECALLED")) {
    const { placements } = await read(lender, `/v1/accounts/${accountId}`, AccountView);
    const last = placements.at(-1);
    if (last?.endedAt === undefined || last.endedAt.slice(0, 10) >= today) continue;
    return sandbox.agenciesAtWork.getPaid(last.placementId, PAID_LATE);
  }
}

/** A payment bounces that was matched; its agency takes it off what it advises next. */
async function bounceLate({ cloud, sandbox, settled }: World, ledgers: readonly Ledger[]): Promise<void> {
  const late = ledgers.flatMap((ledger) => {
    const one = ledger.remitting.late;
    return one === undefined ? [] : [{ ledger, one }];
  });
  for (const { one } of late) sandbox.agenciesAtWork.bounce(one.bounces);
  await settled();
  await cloud.advance(PATIENCE);
  await settled();
  for (const { ledger } of late) await reconcile(ledger.finance);
  for (const { ledger, one } of late) {
    const { advice, back } = nextAdvice(sandbox, one, dayOf(cloud.now()));
    ledger.advised.add(nameOf(back));
    await advise(sandbox, [{ advice, broughtForward: 0 }], cloud.now());
    const paid = one.heldBack.gross - (one.heldBack.commission ?? 0) - refundOf(advice.lines.at(-1));
    await bank(ledger, cloud.now(), new Map([[advice.bankRef, paid]]));
  }
}

const refundOf = (line: ReturnType<typeof lineOf> | undefined): number =>
  line === undefined ? 0 : line.gross - (line.commission ?? 0);

function nextAdvice({ agenciesAtWork }: Sandbox, { header, heldBack, bounces }: Late, today: string) {
  const books = agenciesAtWork.booksOf(header.agencyId);
  const back = books.find(({ originalRef }) => originalRef === bounces.ref);
  if (back === undefined) throw new Error(`${bounces.ref} did not bounce`);
  const name = `${header.remittanceRef}N`;
  const lines = [heldBack, lineOf(back, books, header.mode)];
  const period = { from: header.period.to, to: today };
  return { back, advice: { ...header, remittanceRef: name, bankRef: name, period, lines } };
}

/** Whose money it was that nobody advised, the agency says that sent it. */
async function resolveAll(
  finance: Finance,
  breaks: readonly FoundBreak[],
  { planted }: Remitting,
): Promise<void> {
  for (const one of breaks) {
    const known = planted.find(({ code, about }) => code === one.code && about.join() === one.about.join());
    await resolveBreak(finance, one, known?.sender);
  }
}
