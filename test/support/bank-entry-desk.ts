import { camt, loadBankFile } from "./bank-statement.ts";
import { aTenantHere, operatorHere } from "./here.ts";
import type { Answer, Json } from "./http.ts";
import { demand, type TenantWish } from "./tenant.ts";

const IBAN = "DE02100500000054540402";

/** What a person reads in the entry of {@link aBankEntryDesk}. */
export const stated = {
  side: "CREDIT",
  amount: { amount: 2_000, currency: "EUR" },
  valueDate: "2026-03-31",
  servicerRef: "R2",
  explanation: "The bank confirmed it by mail.",
} as const;

/** A lender with a loaded file of which one entry could not be read, and finance's keys. */
export async function aBankEntryDesk(wish: TenantWish = {}) {
  const operator = operatorHere();
  const tenant = await aTenantHere(wish);
  const { lenderId } = tenant.lender;
  const account = { number: IBAN, currency: "EUR" };
  demand(await operator.put(`/v1/lenders/${lenderId}/bank-accounts/main`, account), 200);
  const keyOf = async (role: string): Promise<string> => operator.newKey({ kind: "FINANCE", role, lenderId });
  const keys = {
    viewer: await keyOf("VIEWER"),
    one: await keyOf("OPERATOR"),
    approver: await keyOf("APPROVER"),
  };
  const entries = [{ amount: "10.00", ref: "R1" }, { amount: "2O.00" }];
  const content = camt([{ account: IBAN, opening: "0.00", closing: "30.00", entries }]);
  const { fileId } = await loadBankFile({ call: operator.call, apiKey: keys.one }, content);
  const root = `/v1/bank-statements/${fileId}`;
  return {
    ...tenant,
    operator,
    lenderId,
    keys,
    root,
    path: `${root}/quarantined/1`,
    get: async (at: string): Promise<Json> =>
      demand(await operator.call(at, { apiKey: keys.viewer }), 200).body,
    ask: async (
      what: string,
      json: unknown,
      { key = keys.one, once }: { readonly key?: string | undefined; readonly once?: string } = {},
    ): Promise<Answer> =>
      operator.call(`${root}/quarantined/1/${what}`, {
        apiKey: key,
        json,
        headers: once === undefined ? {} : { "idempotency-key": once },
      }),
  };
}
