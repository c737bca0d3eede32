import type { Identify } from "../../shared/access/authenticate.ts";
import { existing } from "../../shared/access/scope.ts";
import type { saveBankAccount } from "../../shared/bank-accounts/save-bank-account.ts";
import type { BankAccountStore } from "../../shared/bank-accounts/store.ts";
import { BankAccountBody, BankAccountRef } from "../../shared/bank-accounts/wire.ts";
import type { SaveRecorded } from "../../shared/changes/save-recorded.ts";
import type { ChangeStore } from "../../shared/changes/store.ts";
import type { LenderId } from "../../shared/kernel/ids.ts";
import type { PutOne } from "../../shared/platform/dynamo.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import { pageOf } from "../../shared/platform/http-paging.ts";
import { ifMatchOf, revised } from "../../shared/platform/http-revision.ts";
import { bodyOf, lenderIdOf, operator, subjectOf } from "./operator.ts";

export type BankAccountUseCases = {
  readonly identify: Identify;
  readonly bankAccounts: Pick<BankAccountStore, "find" | "all">;
  readonly changes: Pick<ChangeStore, "revision">;
  readonly save: SaveRecorded;
  readonly saveBankAccount: (put: PutOne) => ReturnType<typeof saveBankAccount>;
};

const ACCOUNTS = "/v1/lenders/:lenderId/bank-accounts";

export const bankAccountRoutes = (use: BankAccountUseCases): readonly HttpRoute[] => [
  { method: "GET", path: ACCOUNTS, handle: async (c) => list(use, c) },
  { method: "GET", path: `${ACCOUNTS}/:bankAccountRef`, handle: async (c) => read(use, c) },
  { method: "PUT", path: `${ACCOUNTS}/:bankAccountRef`, handle: async (c) => save(use, c) },
];

const refOf = (c: HttpContext): BankAccountRef => parsed(BankAccountRef, c.req.param("bankAccountRef"));

const subjectIn = (lenderId: LenderId, ref: BankAccountRef) =>
  subjectOf(`lenders/${lenderId}/bank-accounts/${ref}`);

/** All of them: a lender has no more than fit on one page. */
async function list(use: BankAccountUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  return c.json(pageOf(await use.bankAccounts.all(lenderIdOf(c))));
}

async function read(use: BankAccountUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const [lenderId, ref] = [lenderIdOf(c), refOf(c)];
  const revision = await use.changes.revision(subjectIn(lenderId, ref));
  return revised(c, revision).json(existing(await use.bankAccounts.find(lenderId, ref)));
}

async function save(use: BankAccountUseCases, c: HttpContext): Promise<HttpReply> {
  const by = await operator(use, c);
  const [lenderId, ref] = [lenderIdOf(c), refOf(c)];
  const body = await bodyOf(c, BankAccountBody);
  const saving = { subject: subjectIn(lenderId, ref), by, ...ifMatchOf(c) };
  const { answer, revision } = await use.save(saving, async (put) =>
    use.saveBankAccount(put)(lenderId, ref, body),
  );
  return revised(c, revision).json(answer);
}
