import { ulid } from "ulid";
import { expect, vi } from "vitest";
import { BANK_ACCOUNT_REF, bankAccountBody } from "../../docs/generators/bank-examples.ts";
import { rejectBankEntryBody } from "../../docs/generators/bank-entry-examples.ts";
import { headerMapBody } from "../../docs/generators/batch-examples.ts";
import { costBody } from "../../docs/generators/cost-examples.ts";
import { PLAN_REF, planBody } from "../../docs/generators/commission-examples.ts";
import { callbackBodies } from "../../docs/generators/callback-examples.ts";
import {
  contractBody,
  createKeyBody,
  lenderBody,
  partlyUpheldBody,
  placeAccountBody,
} from "../../docs/generators/examples.ts";
import { invoiceBody } from "../../docs/generators/invoice-examples.ts";
import { accountCodesBody, exportBody } from "../../docs/generators/ledger-examples.ts";
import { matchingRulesBody, unmatchBody } from "../../docs/generators/reconciliation-examples.ts";
import { AnyCallback } from "../../shared/callbacks/any-callback.ts";
import type { AnyEventType } from "../../shared/callbacks/wire.ts";
import { announcement, aRow, csvFile, placeFile } from "./account-file.ts";
import { camt, loadBankFile } from "./bank-statement.ts";
import { withOwnIds, type Own } from "./documented-ids.ts";
import { ndjson, reportFile } from "./event-file.ts";
import { aLine, anAdvice } from "./advice.ts";
import { follow } from "./feed.ts";
import { everyOne } from "./admin-reads.ts";
import { aTenantHere } from "./here.ts";
import type { Answer, Json } from "./http.ts";
import { adviceAnnouncement, adviceCsv, sendAdvice } from "./remittance-file.ts";
import { aPayment, demand, usd, type Tenant } from "./tenant.ts";

/** A tenant that lives through what the examples tell, and what it has by then. */
export type Story = { readonly tenant: Tenant; readonly own: Own };

export type Step = (story: Story) => Promise<Own>;

/** A tenant by the documented policy and contract, after these steps. */
export async function aStory(steps: readonly Step[]): Promise<Story> {
  const tenant = await aTenantHere({ ...lenderBody, contract: contractBody });
  const { lender, agency } = tenant;
  let own: Own = { lenderId: lender.lenderId, agencyId: agency.agencyId };
  for (const step of steps) own = { ...own, ...(await step({ tenant, own })) };
  return { tenant, own };
}

/** Signed and posted by the agency as its example says, and without the key that is not needed. */
export function report({ tenant, own }: Story, body: unknown): Promise<Answer> {
  const { eventId } = AnyCallback.parse(body);
  return tenant.agency.post(JSON.stringify(withOwnIds(body, own)), { eventId, apiKey: undefined });
}

/** A batch may have any id. */
export const reportBatch = ({ tenant, own }: Story, body: unknown): Promise<Answer> =>
  tenant.agency.post(JSON.stringify(withOwnIds(body, own)), {
    eventId: ulid(),
    to: "event-batches",
    apiKey: undefined,
  });

export const placed: Step = async ({ tenant }) => {
  const { body } = demand(await tenant.lender.post("/v1/accounts", placeAccountBody), 201);
  return { accountId: body.accountId, placementId: body.placements[0].placementId };
};

export const reported =
  (eventType: AnyEventType): Step =>
  async (story) => {
    const { body } = demand(await report(story, callbackBodies[eventType]), 202);
    return named(body, ["disputeId", "holdId", "receiptId", "reportId", "remittanceId", "snapshotId"]);
  };

export const ordered =
  (path: string, json: unknown): Step =>
  async ({ tenant, own }) => {
    const { body } = demand(await tenant.lender.post(`/v1/accounts/${own["accountId"]}/${path}`, json), 200);
    return { ...named(body.recall ?? {}, ["recallId"]), ...named(body.holds[0] ?? {}, ["holdId"]) };
  };

/** A cost for which its agency names no permission. */
export const costSpent: Step = async (story) =>
  named(demand(await report(story, costBody), 202).body, ["costId"]);

const named = (from: Json, names: readonly string[]): Own =>
  Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));

export const partlyUpheld: Step = async ({ tenant, own }) => {
  demand(await tenant.lender.resolve(own["disputeId"]!, partlyUpheldBody), 200);
  return {};
};

/** The offer was posted and is in the feed. */
export const handedOver: Step = async ({ tenant: { agency } }) => {
  const first = async (): Promise<Json> =>
    (await agency.call("/v1/deliveries?state=DELIVERED", { apiKey: agency.apiKey })).body.items.at(-1);
  await expect.poll(first, { timeout: 20_000 }).toBeDefined();
  await follow(agency, 1);
  const { eventId, endpointId } = await first();
  return { eventId, primaryEndpointId: endpointId };
};

export const planSaved: Step = async ({ tenant: { lender, operator } }) => {
  const path = `/v1/lenders/${lender.lenderId}/commission-plans/${PLAN_REF}`;
  demand(await operator.put(path, planBody), 200);
  return {};
};

export const furtherEndpoint: Step = async ({ tenant: { agency, operator } }) => {
  const json = { url: agency.inbox.url };
  const { body } = demand(await operator.call(`/v1/agencies/${agency.agencyId}/endpoints`, { json }), 201);
  return { endpointId: body.endpointId };
};

export const lenderEndpoint: Step = async ({ tenant: { agency, lender } }) => {
  const path = `/v1/lenders/${lender.lenderId}/endpoints`;
  const { body } = demand(await lender.post(path, { url: agency.inbox.url }), 201);
  return { lenderEndpointId: body.endpointId };
};

/** The lender heard of the offer, too. */
export const lenderTold: Step = async ({ tenant: { lender } }) => {
  const first = async (): Promise<Json> =>
    (await lender.get("/v1/deliveries?state=DELIVERED")).body.items.at(-1);
  await expect.poll(first, { timeout: 20_000 }).toBeDefined();
  return {};
};

export const keyMade: Step = async ({ tenant, own }) => {
  const { body } = demand(
    await tenant.operator.call("/v1/keys", { json: withOwnIds(createKeyBody, own) }),
    201,
  );
  return { keyId: body.keyId };
};

export const filePlaced: Step = async ({ tenant: { lender } }) => {
  const { batchId } = await placeFile(lender, csvFile([aRow()]), announcement(1));
  return { batchId };
};

/** A payment under a name that nobody knows yet. */
export const setAside: Step = async ({ tenant: { agency }, own }) => {
  const data = aPayment({ amount: usd(1000) });
  const { body } = demand(
    await agency.callback("payment.booked", { placementId: own["placementId"], data }),
    202,
  );
  return { receiptId: body.receiptId };
};

/** A payment of a placement that nobody knows. */
export const inSuspense: Step = async ({ tenant: { agency } }) => {
  const placementId = "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1";
  demand(await agency.callback("payment.received", { placementId, data: aPayment() }), 202);
  const path = `/v1/suspense-payments?currency=USD&agencyId=${agency.agencyId}`;
  const [held] = await everyOne(path);
  return { suspenseId: held!["suspenseId"] };
};

/** From now on it is known. */
export const dialectSaved: Step = async ({ tenant: { agency, operator } }) => {
  const codes = { eventType: { "payment.booked": "payment.received" } };
  demand(await operator.put(`/v1/agencies/${agency.agencyId}/dialect`, { codes }), 200);
  return {};
};

export const eventsReported: Step = async ({ tenant: { agency }, own }) => {
  const event = withOwnIds(callbackBodies["contact.attempted"], own);
  const { fileId } = await reportFile(agency, ndjson([event]));
  return { fileId };
};

/** Asked for by finance, and written by the reconciler. */
export const exported: Step = async ({ tenant: { operator }, own }) => {
  const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR" });
  const asked = demand(
    await operator.call("/v1/exports", { apiKey, json: withOwnIds(exportBody, own) }),
    202,
  );
  const { exportId } = asked.body;
  const state = async () => (await operator.call(`/v1/exports/${exportId}`, { apiKey })).body.state;
  await expect.poll(state, { timeout: 20_000 }).toBe("WRITTEN");
  return { exportId };
};

/** Saved by an approver: the first version. */
export const codesSaved: Step = async ({ tenant: { operator }, own }) => {
  const apiKey = await operator.newKey({ kind: "FINANCE", role: "APPROVER" });
  const json = withOwnIds(accountCodesBody, own);
  const { body } = demand(await operator.call("/v1/account-codes", { method: "PUT", apiKey, json }), 200);
  return { codesVersion: String(body.version) };
};

/** Listed by the agency, and compared by the reconciler. */
export const inventoryCompared: Step = async (story) => {
  const { snapshotId } = await reported("reconciliation.snapshot")(story);
  const { agencyId, apiKey, call } = story.tenant.agency;
  const path = `/v1/agencies/${agencyId}/snapshots/${String(snapshotId)}`;
  const compared = async () => (await call(path, { apiKey })).body.comparison;
  await expect.poll(compared, { timeout: 20_000 }).toBeDefined();
  return named({ snapshotId }, ["snapshotId"]);
};

export const bankAccountSaved: Step = async ({ tenant: { lender, operator } }) => {
  const path = `/v1/lenders/${lender.lenderId}/bank-accounts/${BANK_ACCOUNT_REF}`;
  demand(await operator.put(path, bankAccountBody), 200);
  return {};
};

export const bankFileLoaded: Step = async ({ tenant: { lender, operator } }) => {
  const { number: account, currency } = bankAccountBody;
  const content = camt([{ account, currency, entries: [{ amount: "1.00" }, { amount: "one" }] }]);
  const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId: lender.lenderId });
  const { fileId } = await loadBankFile({ call: operator.call, apiKey }, content);
  return { bankFileId: fileId };
};

/** Proposed by finance, for the lender lets one key alone reject nothing of which nobody knows the worth. */
export const bankEntryProposed: Step = async ({ tenant: { operator }, own }) => {
  const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR" });
  const path = `/v1/bank-statements/${own["bankFileId"]}/quarantined/1/rejection`;
  const { body } = demand(await operator.call(path, { apiKey, json: rejectBankEntryBody }), 200);
  if (body.proposal === undefined) throw new Error("one key was enough");
  return {};
};

/** Reconciled for finance: the payment of the examples is on the advice of the examples. */
export const reconciled: Step = async ({ tenant: { operator }, own }) => {
  const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR" });
  const json = { lenderId: own["lenderId"], currency: "USD" };
  const query = `lenderId=${own["lenderId"]}&currency=USD`;
  const matches = async (): Promise<readonly Json[]> =>
    demand(await operator.call(`/v1/matches?${query}`, { apiKey }), 200).body.items;
  const { reconciliationId } = demand(await operator.call("/v1/reconciliations", { apiKey, json }), 202).body;
  await vi.waitFor(async () => expect((await matches()).length).toBeGreaterThan(0), {
    timeout: 20_000,
    interval: 100,
  });
  const [{ matchId }] = await matches();
  return { reconciliationId, matchId };
};

/** A gross advice under the reference that the documented invoice names. */
export const grossAdvised: Step = async ({ tenant: { agency, lender } }) => {
  const [remittanceRef] = invoiceBody.remittanceRefs;
  const lines = [aLine({ gross: 25_000, commission: 5_000, tax: 950 })];
  const json = anAdvice(lender.lenderId, lines, { mode: "GROSS", remittanceRef });
  const path = `/v1/agencies/${agency.agencyId}/remittances`;
  demand(await agency.call(path, { apiKey: agency.apiKey, json }), 201);
  return {};
};

export const commissionBilled: Step = async (story) => {
  await grossAdvised(story);
  const { agency } = story.tenant;
  const path = `/v1/agencies/${agency.agencyId}/commission-invoices`;
  const json = withOwnIds(invoiceBody, story.own);
  const { body } = demand(await agency.call(path, { apiKey: agency.apiKey, json }), 201);
  return { invoiceId: body.invoiceId };
};

/** The debtor paid more than was owed. */
export const overpaid: Step = async ({ tenant: { agency }, own }) => {
  const data = aPayment({ amount: usd(1_000_000) });
  demand(await agency.callback("payment.received", { placementId: own["placementId"], data }), 202);
  return {};
};

export const adviceFileSent: Step = async ({ tenant: { agency, lender } }) => {
  const lines = [aLine()];
  const content = adviceCsv(lines);
  const said = adviceAnnouncement(lender.lenderId, { content, lines });
  const { fileId } = await sendAdvice(agency, said, content);
  return { remittanceFileId: fileId };
};

/** Saved by finance, and waiting for another key. */
export const rulesProposed: Step = async ({ tenant: { lender, operator }, own }) => {
  const stricter = { ...lenderBody, fourEyesAbove: usd(1) };
  demand(await operator.put(`/v1/lenders/${lender.lenderId}`, stricter), 200);
  const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR" });
  const json = withOwnIds(matchingRulesBody, own);
  const { body } = demand(await operator.call("/v1/matching-rules", { method: "PUT", apiKey, json }), 200);
  return { rulesVersion: String(body.version) };
};

/** Taken back by finance: what the lender lets one key alone do. */
export const unmatched: Step = async ({ tenant: { operator }, own }) => {
  const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR" });
  const path = `/v1/matches/${own["matchId"]}/unmatch`;
  const { body } = demand(await operator.call(path, { apiKey, json: unmatchBody }), 200);
  if (body.unmatched === undefined) throw new Error("one key was not enough");
  return {};
};

/** Proposed by finance, for the lender has come to let one key alone take nothing back. */
export const unmatchProposed: Step = async ({ tenant: { lender, operator }, own }) => {
  const stricter = { ...lenderBody, fourEyesAbove: usd(1) };
  demand(await operator.put(`/v1/lenders/${lender.lenderId}`, stricter), 200);
  const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR" });
  const path = `/v1/matches/${own["matchId"]}/unmatch`;
  const { body } = demand(await operator.call(path, { apiKey, json: unmatchBody }), 200);
  if (body.proposal === undefined) throw new Error("one key was enough");
  return {};
};

export const headersMapped: Step = async ({ tenant: { lender } }) => {
  demand(await lender.call("/v1/account-batches/header-map", { method: "PUT", json: headerMapBody }), 200);
  return {};
};
