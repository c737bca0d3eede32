import type { Identify } from "../../shared/access/authenticate.ts";
import { lenderOf, type Reach } from "../../shared/access/scope.ts";
import { AccountId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { Clock } from "../../shared/kernel/time.ts";
import type { JournalStore } from "../../shared/ledger/journal-store.ts";
import type { AccountStatement } from "../../shared/ledger/statement.ts";
import type { TrialBalance } from "../../shared/ledger/trial-balance.ts";
import { trialBalanceView } from "../../shared/ledger/trial-balance-view.ts";
import type { BookStore } from "../../shared/ledger/book-store.ts";
import { bookView } from "../../shared/ledger/book-view.ts";
import type { SealStore } from "../../shared/ledger/seal-store.ts";
import type { Verification } from "../../shared/ledger/verification.ts";
import type { VerifyBooks } from "../../shared/ledger/verify-books.ts";
import type { VerifyHistories } from "../../shared/ledger/verify-histories.ts";
import type { VerifySeals } from "../../shared/ledger/verify-seals.ts";
import {
  BookQuery,
  JournalQuery,
  OwnerQuery,
  TrialBalanceQuery,
  VerificationQuery,
} from "../../shared/ledger/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import { cursorOf, pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { financeCaller, ownerOf } from "./finance.ts";

export type LedgerUseCases = {
  readonly identify: Identify;
  readonly trialBalance: TrialBalance;
  readonly journal: Pick<JournalStore, "ofDay">;
  readonly statement: AccountStatement;
  readonly books: Pick<BookStore, "page">;
  readonly seals: Pick<SealStore, "page">;
  readonly verify: VerifyBooks;
  readonly verifyHistories: VerifyHistories;
  readonly verifySeals: VerifySeals;
  readonly clock: Clock;
};

export const ledgerRoutes = (use: LedgerUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/ledger/trial-balance", handle: async (c) => trialBalance(use, c) },
  { method: "GET", path: "/v1/ledger/entries", handle: async (c) => entries(use, c) },
  { method: "GET", path: "/v1/ledger/books", handle: async (c) => books(use, c) },
  { method: "GET", path: "/v1/ledger/seals", handle: async (c) => seals(use, c) },
  { method: "GET", path: "/v1/ledger/verification", handle: async (c) => verification(use, c) },
  { method: "GET", path: "/v1/ledger/accounts/:accountId/statement", handle: async (c) => statement(use, c) },
];

async function trialBalance(use: LedgerUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const { lenderId, currency, asOf = use.clock.now() } = parsed(TrialBalanceQuery, c.req.query());
  const book = { owner: ownerOf(reach, lenderId), currency };
  return c.json(trialBalanceView(book, asOf, await use.trialBalance(book, asOf)));
}

async function entries(use: LedgerUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const { lenderId, currency, date } = parsed(JournalQuery, c.req.query());
  const book = { owner: ownerOf(reach, lenderId), currency };
  const page = await use.journal.ofDay(book, date, pagingOf(c));
  return c.json(pageOf(page.items, page.next));
}

async function books(use: LedgerUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const { lenderId } = parsed(OwnerQuery, c.req.query());
  const owner = reach.lenderId ?? lenderId;
  const page = await use.books.page({
    ...pagingOf(c),
    ...(owner !== undefined && { owner: ownerOf(reach, lenderId ?? owner) }),
  });
  return c.json(pageOf(page.items.map(bookView), page.next));
}

async function seals(use: LedgerUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const { lenderId, currency } = parsed(BookQuery, c.req.query());
  const book = { owner: ownerOf(reach, lenderId), currency };
  const page = await use.seals.page(book, { ...pagingOf(c), newestFirst: true });
  return c.json(pageOf(page.items, page.next));
}

async function verification(use: LedgerUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const { next, ...found } = await verified(use, c, reach);
  return c.json({ ...found, ...(next && { nextCursor: cursorOf(next) }) });
}

async function verified(use: LedgerUseCases, c: HttpContext, reach: Reach): Promise<Verification> {
  const { lenderId, currency, of } = parsed(VerificationQuery, c.req.query());
  const { limit, after } = pagingOf(c);
  if (currency === undefined || of === "ACCOUNTS") return use.verify(lenderOf(reach, lenderId), limit, after);
  const book = { owner: ownerOf(reach, lenderId), currency };
  const paging = { limit, ...(after && { after }) };
  return of === "SEALS" ? use.verifySeals(book, paging) : use.verifyHistories(of, book, paging);
}

async function statement(use: LedgerUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const accountId = AccountId.safeParse(c.req.param("accountId"));
  if (!accountId.success)
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
  return c.json(await use.statement(reach, accountId.data));
}
