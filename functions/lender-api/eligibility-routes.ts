import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asLender, type Reach } from "../../shared/access/scope.ts";
import type { ChangeCircumstances } from "../../shared/accounts/change-circumstances.ts";
import type { LookUpDebtor } from "../../shared/accounts/look-up-debtor.ts";
import type { ReadAccount } from "../../shared/accounts/read-account.ts";
import type { tryAccount } from "../../shared/accounts/try-account.ts";
import { accountSummary } from "../../shared/accounts/view.ts";
import {
  CircumstancesChange,
  DebtorLookupRequest,
  EligibilityCheckRequest,
} from "../../shared/accounts/wire.ts";
import { OpenBatchRequest } from "../../shared/account-batches/wire.ts";
import { AccountId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { announceFile, type AnnounceFile } from "./announce-file.ts";

export type EligibilityUseCases = AnnounceFile & {
  readonly authenticate: Authenticate;
  readonly tryAccount: ReturnType<typeof tryAccount>;
  readonly lookUpDebtor: LookUpDebtor;
  readonly changeCircumstances: (command: ChangeCircumstances) => Promise<void>;
  readonly readAccount: ReadAccount;
};

const BODY_BYTES_MAX = 64 * 1024;

export const eligibilityRoutes = (use: EligibilityUseCases): readonly HttpRoute[] => [
  { method: "POST", path: "/v1/eligibility-checks", handle: async (c) => check(use, c) },
  { method: "POST", path: "/v1/eligibility-checks/files", handle: async (c) => checkFile(use, c) },
  { method: "POST", path: "/v1/debtor-lookups", handle: async (c) => lookUp(use, c) },
  {
    method: "POST",
    path: "/v1/accounts/:accountId/circumstances",
    handle: async (c) => change(use, c),
  },
];

const principal = async (use: EligibilityUseCases, c: HttpContext) =>
  use.authenticate(c.req.header("authorization"));

const bodyOf = async (c: HttpContext): Promise<unknown> => jsonOf(c, await bodyText(c, BODY_BYTES_MAX));

async function check(use: EligibilityUseCases, c: HttpContext): Promise<HttpReply> {
  const who = await principal(use, c);
  const reach: Reach = who.kind === "ADMIN" ? {} : { lenderId: asLender(who) };
  return c.json(await use.tryAccount(reach, parsed(EligibilityCheckRequest, await bodyOf(c))));
}

async function checkFile(use: EligibilityUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = asLender(await principal(use, c));
  const body = await bodyOf(c);
  const request = parsed(OpenBatchRequest, body);
  return announceFile(use, c, { lenderId, purpose: "CHECK", request, body });
}

async function lookUp(use: EligibilityUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = asLender(await principal(use, c));
  const { identifier } = parsed(DebtorLookupRequest, await bodyOf(c));
  const accounts = await use.lookUpDebtor(lenderId, identifier);
  return c.json({ items: accounts.map(accountSummary) });
}

/** Accepted, not done: what follows from the change is decided a moment later, by the screening. */
async function change(use: EligibilityUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = asLender(await principal(use, c));
  const accountId = AccountId.safeParse(c.req.param("accountId"));
  if (!accountId.success)
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
  const body = parsed(CircumstancesChange, await bodyOf(c));
  await use.changeCircumstances({ lenderId, accountId: accountId.data, change: body });
  return c.json(await use.readAccount({ lenderId }, accountId.data), 202);
}
