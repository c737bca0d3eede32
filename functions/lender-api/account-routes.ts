import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asLender, lenderOf, reachOf, withinReach } from "../../shared/access/scope.ts";
import type { placeAccount } from "../../shared/accounts/place-account.ts";
import type { ReadAccount } from "../../shared/accounts/read-account.ts";
import type { AccountStore } from "../../shared/accounts/store.ts";
import { accountSummary } from "../../shared/accounts/view.ts";
import { PlaceAccountRequest, type AccountView } from "../../shared/accounts/wire.ts";
import type { DisclosureStore } from "../../shared/disclosure/store.ts";
import { AccountId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { Clock } from "../../shared/kernel/time.ts";
import type { ProvideInformation } from "../../shared/placements/provide-information.ts";
import { ProvideInformationRequest } from "../../shared/placements/wire.ts";
import { canonical, sha256 } from "../../shared/platform/canonical.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { idempotencyKeyOf } from "../../shared/platform/http-idempotency.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";

export type AccountUseCases = {
  readonly authenticate: Authenticate;
  readonly placeAccount: ReturnType<typeof placeAccount<AccountView>>;
  readonly readAccount: ReadAccount;
  readonly provideInformation: ProvideInformation;
  readonly accounts: Pick<AccountStore, "find" | "findAll" | "ids" | "events">;
  readonly disclosures: Pick<DisclosureStore, "page">;
  readonly clock: Clock;
};

const BODY_BYTES_MAX = 64 * 1024;

export const accountRoutes = (use: AccountUseCases): readonly HttpRoute[] => [
  { method: "POST", path: "/v1/accounts", handle: async (c) => place(use, c) },
  { method: "GET", path: "/v1/accounts", handle: async (c) => list(use, c) },
  { method: "GET", path: "/v1/accounts/:accountId", handle: async (c) => read(use, c) },
  { method: "GET", path: "/v1/accounts/:accountId/events", handle: async (c) => history(use, c) },
  { method: "GET", path: "/v1/accounts/:accountId/disclosures", handle: async (c) => disclosures(use, c) },
  { method: "POST", path: "/v1/accounts/:accountId/information", handle: async (c) => inform(use, c) },
];

const principal = async (use: AccountUseCases, c: HttpContext) =>
  use.authenticate(c.req.header("authorization"));

/** An id that is none is not found. */
function accountIdOf(c: HttpContext): AccountId {
  const accountId = AccountId.safeParse(c.req.param("accountId"));
  if (accountId.success) return accountId.data;
  throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
}

async function place(use: AccountUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = asLender(await principal(use, c));
  const body = jsonOf(c, await bodyText(c, BODY_BYTES_MAX));
  const request = parsed(PlaceAccountRequest, body);
  const { answer: account, replayed } = await use.placeAccount({
    lenderId,
    request,
    bodyHash: sha256(canonical(body)),
    ...idempotencyKeyOf(c),
    now: use.clock.now(),
  });
  if (replayed) c.header("idempotent-replayed", "true");
  c.header("location", `/v1/accounts/${account.accountId}`);
  return c.json(account, 201);
}

async function list(use: AccountUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = lenderOf(reachOf(await principal(use, c)), c.req.query("lenderId"));
  const { limit, after } = pagingOf(c);
  const { ids, next } = await use.accounts.ids(lenderId, limit, after);
  const found = await use.accounts.findAll(ids);
  const byId = new Map(found.map((account) => [account.accountId, account]));
  const inOrder = ids.flatMap((id) => byId.get(id) ?? []);
  return c.json(pageOf(inOrder.map(accountSummary), next));
}

async function read(use: AccountUseCases, c: HttpContext): Promise<HttpReply> {
  return c.json(await use.readAccount(reachOf(await principal(use, c)), accountIdOf(c)));
}

async function history(use: AccountUseCases, c: HttpContext): Promise<HttpReply> {
  const reach = reachOf(await principal(use, c));
  const accountId = accountIdOf(c);
  withinReach(reach, await use.accounts.find(accountId));
  const { limit, after } = pagingOf(c);
  const page = await use.accounts.events(accountId, limit, after);
  return c.json(pageOf(page.items, page.next));
}

async function disclosures(use: AccountUseCases, c: HttpContext): Promise<HttpReply> {
  const reach = reachOf(await principal(use, c));
  const accountId = accountIdOf(c);
  withinReach(reach, await use.accounts.find(accountId));
  const { limit, after } = pagingOf(c);
  const page = await use.disclosures.page(accountId, limit, after);
  return c.json(pageOf(page.items, page.next));
}

async function inform(use: AccountUseCases, c: HttpContext): Promise<HttpReply> {
  const who = await principal(use, c);
  const lenderId = asLender(who);
  const { text } = parsed(ProvideInformationRequest, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  await use.provideInformation(lenderId, accountIdOf(c), text);
  return c.json(await use.readAccount(reachOf(who), accountIdOf(c)));
}
