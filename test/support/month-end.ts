import { expect } from "vitest";
import { LenderId } from "../../shared/kernel/ids.ts";
import type { Json } from "./http.ts";
import { pastMonth } from "./past-month.ts";
import { demand, type Operator } from "./tenant.ts";

/** A lender's finance before the end of last month: who begins to close it, who closes it, and who looks. */
export async function monthEnd(operator: Operator, lender: string) {
  const lenderId = LenderId.parse(lender);
  const keyOf = (role: string) => operator.newKey({ kind: "FINANCE", role, lenderId });
  const keys = {
    viewer: await keyOf("VIEWER"),
    operator: await keyOf("OPERATOR"),
    approver: await keyOf("APPROVER"),
  };
  const { periodId, from, to } = await pastMonth(lenderId);
  const path = `/v1/periods/${periodId}`;
  const read = async (): Promise<Json> =>
    demand(await operator.call(path, { apiKey: keys.viewer }), 200).body;
  const post = (step: string, apiKey: string, json: unknown = {}) =>
    operator.call(`${path}/${step}`, { apiKey, json });
  /** Checked for drift, as it is after a night. */
  const checked = async (): Promise<string> => {
    const json = { currency: "USD", from, to };
    const asked = demand(await operator.call("/v1/ledger/drift", { apiKey: keys.operator, json }), 202);
    const { checkId } = asked.body;
    const state = async () =>
      (await operator.call(`/v1/ledger/drift/${checkId}`, { apiKey: keys.viewer })).body.state;
    await expect.poll(state, { timeout: 30_000 }).toBe("DONE");
    return checkId;
  };
  const reconciled = async (): Promise<void> => {
    const json = { currency: "USD" };
    const asked = demand(await operator.call("/v1/reconciliations", { apiKey: keys.operator, json }), 202);
    const runPath = `/v1/reconciliations/${asked.body.reconciliationId}`;
    const state = async () => (await operator.call(runPath, { apiKey: keys.viewer })).body.state;
    await expect.poll(state, { timeout: 30_000 }).toBe("DONE");
  };
  const begun = async (): Promise<void> => {
    demand(await post("closing", keys.operator), 200);
    await expect.poll(async () => (await read()).figures, { timeout: 30_000 }).toBeDefined();
  };
  return { keys, periodId, from, to, path, read, post, checked, reconciled, begun };
}
