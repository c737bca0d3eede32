import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asLender, reachOf, withinReach } from "../../shared/access/scope.ts";
import type { ReadAccount } from "../../shared/accounts/read-account.ts";
import type { AccountStore } from "../../shared/accounts/store.ts";
import type { ArrangementStore } from "../../shared/arrangements/store.ts";
import { arrangementView } from "../../shared/arrangements/view.ts";
import { AccountId } from "../../shared/kernel/ids.ts";
import type { ListPayments } from "../../shared/payments/list-payments.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import type { DecideSettlement } from "../../shared/settlements/decide-settlement.ts";
import type { SettlementStore } from "../../shared/settlements/store.ts";
import { settlementView } from "../../shared/settlements/view.ts";
import { DecideSettlementRequest } from "../../shared/settlements/wire.ts";

export type AgreementUseCases = {
  readonly authenticate: Authenticate;
  readonly accounts: Pick<AccountStore, "find">;
  readonly arrangements: Pick<ArrangementStore, "ofAccount">;
  readonly settlements: Pick<SettlementStore, "ofAccount">;
  readonly listPayments: ListPayments;
  readonly decideSettlement: (command: DecideSettlement) => Promise<void>;
  readonly readAccount: ReadAccount;
};

const BODY_BYTES_MAX = 16 * 1024;

/** What agencies agreed with an account's debtor, what came of it, and what the lender says to an offer. */
export const agreementRoutes = (use: AgreementUseCases): readonly HttpRoute[] => [
  {
    method: "GET",
    path: "/v1/accounts/:accountId/arrangements",
    handle: async (c) => {
      const accountId = await reached(use, c);
      return c.json({ items: (await use.arrangements.ofAccount(accountId)).map(arrangementView) });
    },
  },
  {
    method: "GET",
    path: "/v1/accounts/:accountId/settlements",
    handle: async (c) => {
      const accountId = await reached(use, c);
      return c.json({ items: (await use.settlements.ofAccount(accountId)).map(settlementView) });
    },
  },
  {
    method: "GET",
    path: "/v1/accounts/:accountId/payments",
    handle: async (c) => {
      const reach = reachOf(await use.authenticate(c.req.header("authorization")));
      return c.json({ items: [...(await use.listPayments(reach, accountIdOf(c)))] });
    },
  },
  {
    method: "POST",
    path: "/v1/accounts/:accountId/settlement-decisions",
    handle: async (c) => decide(use, c),
  },
];

async function reached(use: AgreementUseCases, c: HttpContext): Promise<AccountId> {
  const reach = reachOf(await use.authenticate(c.req.header("authorization")));
  return withinReach(reach, await use.accounts.find(accountIdOf(c))).accountId;
}

async function decide(use: AgreementUseCases, c: HttpContext): Promise<HttpReply> {
  const who = await use.authenticate(c.req.header("authorization"));
  const lenderId = asLender(who);
  const accountId = accountIdOf(c);
  const request = parsed(DecideSettlementRequest, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  await use.decideSettlement({ lenderId, accountId, request });
  return c.json(await use.readAccount(reachOf(who), accountId));
}

function accountIdOf(c: HttpContext): AccountId {
  const accountId = AccountId.safeParse(c.req.param("accountId"));
  if (accountId.success) return accountId.data;
  throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
}
