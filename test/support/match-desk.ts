import { expect, vi } from "vitest";
import { anAdvice } from "./advice.ts";
import { camt, loadBankFile } from "./bank-statement.ts";
import { aTenantHere, operatorHere } from "./here.ts";
import type { Answer, Json } from "./http.ts";
import { demand, newRef, usd, type TenantWish } from "./tenant.ts";

const BANK_ACCOUNT = "US-0042-7781";

const soon = { timeout: 30_000, interval: 100 };

/** The account is placed today: nothing happens before that. */
const today = (): string => new Date().toISOString().slice(0, 10);

type DeskWish = TenantWish & {
  /** What each line of the advice shows as commission; nothing, where nothing is said. */
  readonly commission?: number;
  /** The day of the advice; today, where nothing is said. */
  readonly advisedOn?: string;
  /** What it is for: a month long ago, where nothing is said. */
  readonly period?: { readonly from: string; readonly to: string };
};

/** A lender whose agency reported and advised payments of these amounts; finance's keys for its books. */
export async function aMatchDesk(amounts: readonly number[], wish: DeskWish = {}) {
  const operator = operatorHere();
  const tenant = await aTenantHere(wish);
  const { lender, agency } = tenant;
  const { lenderId } = lender;
  const keyOf = async (role: string): Promise<string> => operator.newKey({ kind: "FINANCE", role, lenderId });
  const [viewer, one, approver] = [await keyOf("VIEWER"), await keyOf("OPERATOR"), await keyOf("APPROVER")];
  const bankRef = newRef();
  const account = { number: BANK_ACCOUNT, currency: "USD" };
  demand(await operator.put(`/v1/lenders/${lenderId}/bank-accounts/main`, account), 200);
  const { placementId } = await tenant.active();
  const refs = amounts.map(() => newRef());
  for (const [n, paymentRef] of refs.entries()) {
    const data = { paymentRef, amount: usd(amounts[n]!), method: "CARD" };
    demand(await agency.callback("payment.received", { placementId, data }), 202);
  }
  const lines = refs.map((paymentRef, n) => ({
    kind: "PAYMENT",
    paymentRef,
    gross: amounts[n],
    commission: wish.commission ?? 0,
    tax: 0,
    paidOn: today(),
    placementId,
  }));
  const { advisedOn = today(), period } = wish;
  const about = { mode: "GROSS", advisedOn, bankRef, ...(period && { period }) };
  const advice = anAdvice(lenderId, lines, about);
  const path = `/v1/agencies/${agency.agencyId}/remittances`;
  const { remittanceId } = demand(await agency.call(path, { apiKey: agency.apiKey, json: advice }), 201).body;

  const get = async (at: string): Promise<Json> =>
    demand(await operator.call(at, { apiKey: viewer }), 200).body;
  const balances = async (): Promise<Json> => {
    const { accounts } = await get("/v1/ledger/trial-balance?currency=USD");
    return Object.fromEntries(accounts.map((of: Json) => [of.account, of.balance]));
  };
  const clearing = `agency-clearing/${agency.agencyId}`;
  await vi.waitFor(async () => expect((await balances())[clearing]).toBe(0), soon);

  return {
    operator,
    lenderId,
    agency,
    keys: { viewer, one, approver },
    refs,
    remittanceId: String(remittanceId),
    remittanceRef: advice.remittanceRef,
    get,
    balances,
    /** What the bank booked of the advice. */
    bank: async (amount: string): Promise<void> => {
      const entries = [{ amount, valueDate: today(), ref: bankRef }];
      const statement = { account: BANK_ACCOUNT, currency: "USD", opening: "0.00", closing: amount, entries };
      await loadBankFile({ call: operator.call, apiKey: one }, camt([statement]));
    },
    /** A run to its end, and its counts. */
    run: async (json: object = {}): Promise<Json> => {
      const asked = await operator.call("/v1/reconciliations", {
        apiKey: one,
        json: { currency: "USD", ...json },
      });
      const { reconciliationId } = demand(asked, 202).body;
      const read = async () => get(`/v1/reconciliations/${reconciliationId}`);
      await vi.waitFor(async () => expect((await read()).state).toBe("DONE"), soon);
      return read();
    },
    matchOf: async (reference: string): Promise<Json> => {
      const { items } = await get("/v1/matches?currency=USD");
      return items.find((match: Json) => match.reference === reference);
    },
    ask: (at: string, json: object, { key = one, once }: Asking = {}): Promise<Answer> =>
      operator.call(at, {
        apiKey: key,
        json,
        ...(once !== undefined && { headers: { "idempotency-key": once } }),
      }),
  };
}

type Asking = { readonly key?: string; readonly once?: string };

export type MatchDesk = Awaited<ReturnType<typeof aMatchDesk>>;
