import type * as z from "zod";
import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asLender, reachOf } from "../../shared/access/scope.ts";
import type { AccountStep, Known } from "../../shared/accounts/account-step.ts";
import type { ChangeAnAccount, Decided } from "../../shared/accounts/change-account.ts";
import type { ReadAccount } from "../../shared/accounts/read-account.ts";
import type { BalanceChange } from "../../shared/balances/model.ts";
import { refundCredit } from "../../shared/balances/refund-credit.ts";
import type { BalanceChangeStore } from "../../shared/balances/store.ts";
import { RefundRequest, WriteOffRequest } from "../../shared/balances/wire.ts";
import { writeOff } from "../../shared/balances/write-off.ts";
import { placeHold } from "../../shared/compliance/place-hold.ts";
import { releaseHold } from "../../shared/compliance/release-hold.ts";
import { PlaceHoldRequest } from "../../shared/compliance/wire.ts";
import type { Contract } from "../../shared/contracts/model.ts";
import { AccountId, HoldId, type LenderId } from "../../shared/kernel/ids.ts";
import { Refused, type Refusal } from "../../shared/kernel/problems.ts";
import type { Result } from "../../shared/kernel/result.ts";
import {
  DirectPaymentRequest,
  DirectReversalRequest,
  LenderPaymentRef,
} from "../../shared/payments/direct-wire.ts";
import type { RecordDirect } from "../../shared/payments/record-direct.ts";
import type { By } from "../../shared/placements/holder.ts";
import { correctStage } from "../../shared/placements/correct-stage.ts";
import { cancelRecall, requestRecall } from "../../shared/placements/recall.ts";
import { reopen, returnAccount } from "../../shared/placements/reopen.ts";
import { screenAgain } from "../../shared/placements/screen-again.ts";
import { NothingRequest, ReasonRequest, RecallRequest, StageRequest } from "../../shared/placements/wire.ts";
import { canonical, sha256 } from "../../shared/platform/canonical.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { idempotencyKeyOf } from "../../shared/platform/http-idempotency.ts";

export type LifecycleUseCases = {
  readonly authenticate: Authenticate;
  readonly changeAccount: ChangeAnAccount;
  readonly contractOf: (known: Known) => Promise<Contract | undefined>;
  readonly balanceChanges: Pick<BalanceChangeStore, "find" | "created">;
  readonly recordDirect: RecordDirect;
  readonly readAccount: ReadAccount;
};

const BODY_BYTES_MAX = 16 * 1024;

type Asked<Body> = By & {
  readonly known: Known;
  readonly body: Body;
  readonly lenderId: LenderId;
  readonly requestHash: string;
  readonly c: HttpContext;
};
type Answer = Result<Decided | undefined, Refusal>;

type Command<Body> = {
  readonly path: string;
  readonly what: string;
  readonly body: z.ZodType<Body>;
  readonly decide: (asked: Asked<Body>, use: LifecycleUseCases) => Answer | Promise<Answer>;
};

/** The step of a refund or a write-off, with the reference that it spends. */
async function onBalance<Body>(
  use: LifecycleUseCases,
  { known, body, ...by }: Asked<Body>,
  {
    of,
    decide,
  }: {
    readonly of: Pick<BalanceChange, "kind" | "ref">;
    readonly decide: (
      known: Known,
      body: Body,
      by: By & { readonly standing: BalanceChange | undefined },
    ) => Result<(AccountStep & { readonly change: BalanceChange }) | undefined, Refusal>;
  },
): Promise<Answer> {
  const standing = await use.balanceChanges.find(known.account.accountId, of);
  const decided = decide(known, body, { ...by, standing });
  if (!decided.ok || decided.value === undefined) return decided;
  const { change, ...step } = decided.value;
  return { ok: true, value: { ...step, spent: [use.balanceChanges.created(change)] } };
}

const command = <Body>(one: Command<Body>) => ({
  method: "POST" as const,
  path: `/v1/accounts/:accountId/${one.path}`,
  on: (use: LifecycleUseCases) => async (c: HttpContext) => take(use, c, one),
});

/** What a lender can do to an account that it placed; each answers with the account as it is then. */
const commands = [
  command({
    path: "recall",
    what: "recall",
    body: RecallRequest,
    decide: ({ known, body, ...by }) => requestRecall(known, body, by),
  }),
  command({
    path: "recall/cancellation",
    what: "cancel-recall",
    body: NothingRequest,
    decide: ({ known, ...by }) => cancelRecall(known, by),
  }),
  command({
    path: "holds",
    what: "place-hold",
    body: PlaceHoldRequest,
    decide: ({ known, body, ...by }) => placeHold(known, body, by),
  }),
  command({
    path: "holds/:holdId/release",
    what: "release-hold",
    body: ReasonRequest,
    decide: ({ known, body, c, ...by }) => releaseHold(known, holdIdOf(c), { ...by, ...body }),
  }),
  command({
    path: "payments",
    what: "direct-payment",
    body: DirectPaymentRequest,
    decide: async ({ known, body, ...by }, { recordDirect }) => recordDirect.payment(known, body, by),
  }),
  command({
    path: "payments/:paymentRef/reversal",
    what: "direct-reversal",
    body: DirectReversalRequest,
    decide: async ({ known, body: request, c, ...by }, { recordDirect }) =>
      recordDirect.reversal(known, { paymentRef: paymentRefOf(c), request }, by),
  }),
  command({
    path: "reopening",
    what: "reopen",
    body: ReasonRequest,
    decide: async ({ known, body, ...by }, use) =>
      reopen(known, await use.contractOf(known), { ...by, ...body }),
  }),
  command({
    path: "screening",
    what: "screen-again",
    body: NothingRequest,
    decide: ({ known, ...by }) => screenAgain(known, by),
  }),
  command({
    path: "refunds",
    what: "refund",
    body: RefundRequest,
    decide: async (asked, use) =>
      onBalance(use, asked, { of: { kind: "REFUND", ref: asked.body.refundRef }, decide: refundCredit }),
  }),
  command({
    path: "write-offs",
    what: "write-off",
    body: WriteOffRequest,
    decide: async (asked, use) =>
      onBalance(use, asked, { of: { kind: "WRITE_OFF", ref: asked.body.writeOffRef }, decide: writeOff }),
  }),
  command({
    path: "legal-stage",
    what: "legal-stage",
    body: StageRequest,
    decide: ({ known, body, ...by }) => correctStage(known, body, by),
  }),
  command({
    path: "return",
    what: "return",
    body: ReasonRequest,
    decide: ({ known, body, ...by }) => returnAccount(known, { ...by, ...body }),
  }),
];

export const lifecycleRoutes = (use: LifecycleUseCases): readonly HttpRoute[] =>
  commands.map(({ method, path, on }) => ({ method, path, handle: on(use) }));

async function take<Body>(
  use: LifecycleUseCases,
  c: HttpContext,
  { what, body: schema, decide }: Command<Body>,
): Promise<HttpReply> {
  const who = await use.authenticate(c.req.header("authorization"));
  const lenderId = asLender(who);
  const accountId = accountIdOf(c);
  const json = jsonOf(c, await bodyText(c, BODY_BYTES_MAX));
  const body = parsed(schema, json);
  const actor = { kind: "LENDER" as const, id: lenderId };
  const requestHash = sha256(canonical([c.req.path, json]));
  const asked = { lenderId, accountId, what, bodyHash: requestHash, ...idempotencyKeyOf(c) };
  const { replayed } = await use.changeAccount(asked, async (known, now) =>
    decide({ known, body, lenderId, requestHash, c, actor, now }, use),
  );
  if (replayed) c.header("idempotent-replayed", "true");
  return c.json(await use.readAccount(reachOf(who), accountId));
}

const nothing = (): Refused =>
  new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });

function accountIdOf(c: HttpContext): AccountId {
  const accountId = AccountId.safeParse(c.req.param("accountId"));
  if (!accountId.success) throw nothing();
  return accountId.data;
}

function holdIdOf(c: HttpContext): HoldId {
  const holdId = HoldId.safeParse(c.req.param("holdId"));
  if (!holdId.success) throw nothing();
  return holdId.data;
}

function paymentRefOf(c: HttpContext): string {
  const paymentRef = LenderPaymentRef.safeParse(c.req.param("paymentRef"));
  if (!paymentRef.success) throw nothing();
  return paymentRef.data;
}
