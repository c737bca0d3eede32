import { financeOf, loadBankFile, type Finance } from "./demo-finance.ts";
import { lenderOf } from "./demo-placing.ts";
import type { Booked } from "../agencies/pretend-agency-books.ts";
import type { LocalCloud } from "../local-cloud.ts";
import { camt053, closingOf, mt940, type Statement } from "../money/pretend-bank.ts";
import type { Account, Left } from "../money/pretend-period.ts";
import { remittingOf, type Remitting } from "../money/pretend-remitting.ts";
import type { PlaceAccount } from "../sandbox/portfolio-account.ts";
import { demand } from "../sandbox/sandbox-client.ts";
import { agencySeeds, lenderSeeds, livelySeeds } from "../sandbox/sandbox-seed.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";

export type World = {
  readonly cloud: LocalCloud;
  readonly sandbox: Sandbox;
  readonly settled: () => Promise<void>;
  readonly requests: readonly PlaceAccount[];
  readonly began: Date;
};

const banks = [camt053, mt940];

/** A lender's books, and what agencies and bank do to them. */
export type Ledger = {
  readonly finance: Finance;
  /** What the agencies have in their books now, and what they have advised of it. */
  readonly accounts: () => readonly Account[];
  readonly advised: Set<string>;
  readonly remitting: Remitting;
  readonly write: (statement: Statement) => string;
  statement: Statement;
};

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** What the lenders and agencies have when a period ends. */
export async function openLedger(world: World, n: number): Promise<Ledger> {
  const { cloud, sandbox, requests, began } = world;
  const lenderId = lenderSeeds[n]?.id ?? "";
  const account = `4400-778${n}`;
  const path = `/v1/lenders/${lenderId}/bank-accounts/main`;
  const body = { number: account, currency: "USD" };
  await demand(sandbox.baseUrl, { method: "PUT", path, apiKey: cloud.adminKey, body }, 200, 201);
  const refs = new Set(
    requests.filter((_, index) => lenderOf(index) === n).map(({ lenderAccountRef }) => lenderAccountRef),
  );
  const period = { from: dayOf(began), to: dayOf(cloud.now()) };
  const accounts = (): readonly Account[] =>
    [...agencySeeds, ...livelySeeds].map(({ id: agencyId, remits: mode }) => ({
      agencyId,
      lenderId,
      mode,
      books: sandbox.agenciesAtWork
        .booksOf(agencyId)
        .filter(({ lenderAccountRef }) => refs.has(lenderAccountRef)),
      code: `RM-${agencyId.slice(-2)}-${n + 1}`,
    }));
  return {
    finance: await financeOf(cloud, lenderId),
    accounts,
    advised: new Set(accounts().flatMap(({ books }) => books.map(nameOf))),
    remitting: remittingOf(accounts(), period),
    write: banks[n] ?? camt053,
    statement: { account, number: 0, opening: 0, on: period.to, credits: [] },
  };
}

export const nameOf = ({ agencyId, kind, ref }: Booked): string => `${agencyId} ${kind} ${ref}`;

/** What came in, or went back, since the agencies advised: it is the next period's. */
export const unadvisedIn = ({ accounts, advised }: Ledger): readonly Left[] =>
  accounts()
    .flatMap(({ books }) => books)
    .filter((one) => one.kind !== "COST" && !one.isAstray && !advised.has(nameOf(one)))
    .map(({ agencyId, kind, amount }) => ({
      account: `agency-clearing/${agencyId}`,
      amount: kind === "REVERSAL" ? -amount.amount : amount.amount,
    }));

/** The bank writes its next statement, and finance loads it. */
export async function bank(ledger: Ledger, now: Date, paid: ReadonlyMap<string, number>): Promise<void> {
  const { account, number } = ledger.statement;
  const on = dayOf(now);
  const credits = [...paid].map(([reference, amount]) => ({ reference, amount, valueDate: on }));
  ledger.statement = { account, number: number + 1, opening: closingOf(ledger.statement), on, credits };
  await loadBankFile(ledger.finance, `statement-${number + 1}`, ledger.write(ledger.statement));
}
