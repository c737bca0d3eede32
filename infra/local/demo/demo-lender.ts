import * as z from "zod";
import { read, readAll, type Reader } from "../audit/audit-fetch.ts";
import { held } from "../audit/audit-placements.ts";
import { AccountView, DisputeView } from "../audit/audit-wire.ts";
import { mapBounded } from "../sandbox/sandbox-bounded.ts";
import { chance } from "../sandbox/sandbox-chance.ts";
import { callGateway } from "../sandbox/sandbox-client.ts";

const ReportItem = z.object({ reportId: z.string(), type: z.string() });
const AccountItem = z.object({
  accountId: z.string(),
  lifecycle: z.string(),
  lenderAccountRef: z.string(),
  attention: z.array(z.string()),
});
type AccountItem = z.infer<typeof AccountItem>;

const CONCURRENCY = 4;

/**
 * A lender's back office: answers what agencies ask, decides on offers to pay a part, and on disputes once the
 * agency has stopped.
 * One round looks at everything that is open. @returns how much it did
 */
export async function lenderRound(lender: Reader, seed: number): Promise<number> {
  const [accounts, disputes] = [
    await readAll(lender, "/v1/accounts", AccountItem),
    await readAll(lender, "/v1/disputes", DisputeView),
  ];
  const asked = accounts.filter(({ lifecycle }) => lifecycle === "INFO_REQUIRED");
  const offered = accounts.filter(({ attention }) => attention.includes("SETTLEMENT_REQUESTED"));
  const waiting = disputes.filter(({ state }) => state === "AWAITING_LENDER");
  const done = [
    ...(await mapBounded(asked, CONCURRENCY, ({ accountId }) => inform(lender, accountId))),
    ...(await mapBounded(offered, CONCURRENCY, (account) => decideOffer(lender, account, seed))),
    ...(await mapBounded(waiting, CONCURRENCY, (dispute) => decide(lender, dispute, seed))),
  ];
  return done.filter(Boolean).length;
}

/** Answers what was reported of debtors, once everybody was told who has to stop. @returns how much it did */
export async function answerReports(lender: Reader): Promise<number> {
  const reports = await readAll(lender, "/v1/debtor-reports", ReportItem);
  const done = await mapBounded(reports, CONCURRENCY, (report) => answer(lender, report));
  return done.filter(Boolean).length;
}

/** A death and a bankruptcy are true, somebody who acts for the debtor is not found, and the rest was seen to. */
async function answer(lender: Reader, { reportId, type }: z.infer<typeof ReportItem>): Promise<boolean> {
  const outcomes: Readonly<Record<string, string>> = {
    "debtor.deceased": "CONFIRMED",
    "debtor.insolvent": "CONFIRMED",
    "debtor.represented": "UNFOUNDED",
  };
  const outcome = outcomes[type] ?? "RESOLVED";
  return took(lender, `/v1/debtor-reports/${reportId}/answer`, {
    outcome,
    explanation: "We looked into it.",
  });
}

const Offers = z.object({ items: z.array(z.object({ settlementRef: z.string(), state: z.string() })) });
const AGREED_SHARE = 0.75;

/** Most offers to pay a part are taken; one of an agency that has lost the account can only be declined. */
async function decideOffer(
  lender: Reader,
  { accountId, lenderAccountRef }: AccountItem,
  seed: number,
): Promise<boolean> {
  const path = `/v1/accounts/${accountId}`;
  const { items } = await read(lender, `${path}/settlements`, Offers);
  const settlementRef = items.find(({ state }) => state === "REQUESTED")?.settlementRef;
  if (settlementRef === undefined) return false;
  const decide = async (decision: "APPROVED" | "DECLINED"): Promise<boolean> =>
    took(lender, `${path}/settlement-decisions`, { settlementRef, decision });
  const agrees = chance(`${seed}|settle|${lenderAccountRef}`) < AGREED_SHARE;
  return (agrees && (await decide("APPROVED"))) || decide("DECLINED");
}

async function inform(lender: Reader, accountId: string): Promise<boolean> {
  return took(lender, `/v1/accounts/${accountId}/information`, {
    text: "The last statement before the first missed instalment is in the case file.",
  });
}

async function decide(lender: Reader, dispute: DisputeView, seed: number): Promise<boolean> {
  const view = await read(lender, `/v1/accounts/${dispute.accountId}`, AccountView);
  const hold = view.holds.find(({ holdId }) => holdId === dispute.holdId);
  // An agency that has lost the account has nothing to acknowledge any more.
  if (held.has(view.lifecycle) && hold?.state !== "ACKNOWLEDGED") return false;
  return took(lender, `/v1/disputes/${dispute.disputeId}/resolution`, resolution(view, dispute, seed));
}

/** Decided by the seed and the lender's own reference: the same account is decided alike in every run. */
function resolution(
  view: AccountView,
  { receivedAt }: DisputeView,
  seed: number,
): Readonly<Record<string, unknown>> {
  const draw = chance(`${seed}|decide|${view.lenderAccountRef}`);
  const part = view.balance.components.find(({ amount }) => amount.amount >= 10);
  if (draw < 0.25) return { outcome: "UPHELD", explanation: "The debtor is right; the account comes back." };
  if (draw < 0.55 && part !== undefined) {
    const amount = { ...part.amount, amount: Math.ceil(part.amount.amount / 10) };
    return {
      outcome: "PARTLY_UPHELD",
      explanation: "A tenth of this component was charged in error.",
      adjustment: { component: part.component, amount },
    };
  }
  if (draw < 0.9)
    return {
      outcome: "REJECTED",
      explanation: "The statement shows the amount as claimed.",
      verification: { sentOn: receivedAt.slice(0, 10), documents: ["Last statement"] },
    };
  return { outcome: "WITHDRAWN", explanation: "The debtor no longer disputes." };
}

/** False when the state moved meanwhile: the next round looks again. */
async function took(lender: Reader, path: string, body: unknown): Promise<boolean> {
  const call = { method: "POST", path, apiKey: lender.apiKey, body } as const;
  const { status, body: answer } = await callGateway(lender.baseUrl, call);
  if (status === 200) return true;
  if (status === 409 || status === 422) return false;
  throw new Error(`${path} answered ${status}: ${JSON.stringify(answer)}`);
}
