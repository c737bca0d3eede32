import type { Identify } from "../../shared/access/authenticate.ts";
import { lenderOf } from "../../shared/access/scope.ts";
import { AccountId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { Clock } from "../../shared/kernel/time.ts";
import type { JournalStore } from "../../shared/ledger/journal-store.ts";
import type { AccountStatement } from "../../shared/ledger/statement.ts";
import type { TrialBalance } from "../../shared/ledger/trial-balance.ts";
import { trialBalanceView } from "../../shared/ledger/trial-balance-view.ts";
import type { VerifyBooks } from "../../shared/ledger/verify-books.ts";
import { JournalQuery, TrialBalanceQuery, VerificationQuery } from "../../shared/ledger/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import { cursorOf, pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { financeCaller, ownerOf } from "./finance.ts";

export type LedgerUseCases = {
  readonly identify: Identify;
  readonly trialBalance: TrialBalance;
  readonly journal: Pick<JournalStore, "ofDay">;
  readonly statement: AccountStatement;
  readonly verify: VerifyBooks;
  readonly clock: Clock;
};

export const ledgerRoutes = (use: LedgerUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/ledger/trial-balance", handle: async (c) => trialBalance(use, c) },
  { method: "GET", path: "/v1/ledger/entries", handle: async (c) => entries(use, c) },
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

async function verification(use: LedgerUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const { lenderId } = parsed(VerificationQuery, c.req.query());
  const { limit, after } = pagingOf(c);
  const { next, ...found } = await use.verify(lenderOf(reach, lenderId), limit, after);
  return c.json({ ...found, ...(next && { nextCursor: cursorOf(next) }) });
}

async function statement(use: LedgerUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const accountId = AccountId.safeParse(c.req.param("accountId"));
  if (!accountId.success)
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
  return c.json(await use.statement(reach, accountId.data));
}
