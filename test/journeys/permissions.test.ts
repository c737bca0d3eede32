import { SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { LenderId } from "../../shared/kernel/ids.ts";
import { newSend } from "../../shared/platform/queues.ts";
import { aLine, anAdvice } from "../support/advice.ts";
import type { Json } from "../support/http.ts";
import { feedPage, feedPath, follow } from "../support/feed.ts";
import { loseRouting } from "../support/lost-events.ts";
import { announcement, aRow, csvFile, placeFile, resultsOf, sha256 } from "../support/account-file.ts";
import {
  announceEvents,
  eventAnnouncement,
  eventFilesPath,
  linesOf,
  ndjson,
  reportFile,
} from "../support/event-file.ts";
import { camt, loadBankFile } from "../support/bank-statement.ts";
import { adviceAnnouncement, adviceCsv, adviceResults, sendAdvice } from "../support/remittance-file.ts";
import { aSnapshot, aSnapshotLine } from "../support/snapshot.ts";
import { closingWorld } from "../support/closing-world.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { tableAt } from "../support/table.ts";
import { allowedBy, forbidden, neededBy, type Need } from "../support/permissions.ts";
import {
  aCallback,
  anAgencyBody,
  aPayment,
  aReversal,
  aTenant,
  demand,
  usd,
  type Tenant,
  anAccount,
} from "../support/tenant.ts";

/** Allowed, yet not among the functions' own calls: Lambda makes them for the function, or only a fault brings them. */
const usedByLambda: readonly (readonly [RegExp, string])[] = [
  [/^logs:/u, "Lambda writes a function's log on its behalf"],
  [/^s3:GetObject$/u, "whoever has a link that the function signed reads with the function's permission"],
  [/^xray:/u, "Lambda sends traces on the function's behalf"],
  [/^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$/u, "the event source mapping polls the queue"],
  [
    /^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/u,
    "the event source mapping reads the stream",
  ],
];

/** Everything that the gateway does takes a busy machine its time. */
const EVERYTHING_MS_MAX = 400_000;

describe("permissions", () => {
  let cloud: LocalCloud;
  let needs: readonly Need[];
  beforeAll(async () => {
    cloud = await ownCloud();
    await everything(cloud);
    needs = neededBy(cloud);
  }, EVERYTHING_MS_MAX);
  afterAll(() => cloud.stop());

  it("allow every call that the functions make", async () => {
    expect(needs.length).toBeGreaterThan(20);
    expect(await forbidden(cloud, needs)).toEqual([]);
  });

  it("allow nothing that no function ever calls", () => {
    const isUsed = ({ label, action, resource }: Need): boolean =>
      needs.some((need) => need.label === label && need.action === action && covers(resource, need.resource));
    const unused = allowedBy(cloud).filter(
      ({ label, action, resource }) =>
        !isUsed({ label, action, resource }) &&
        !signsLinks(label, action) &&
        !usedByLambda.some(([pattern]) => pattern.test(action)) &&
        !isFailedBatchQueue(cloud, { label, action, resource }),
    );
    expect(unused).toEqual([]);
  });

  it("let nobody open a debtor's identifier", async () => {
    const [opened] = needs.filter(
      ({ action, encryptionContext }) => action === "kms:Decrypt" && encryptionContext?.["field"] === "name",
    );
    const identifier = {
      ...opened!,
      encryptionContext: { ...opened!.encryptionContext, field: "identifier" },
    };
    for (const { label } of cloud.plan.functions)
      expect(await forbidden(cloud, [{ ...identifier, label }])).toHaveLength(1);
  });

  it("are judged by a simulator that can say no", async () => {
    const [table] = cloud.plan.tables;
    const needless = { label: "agency-api", action: "dynamodb:DeleteItem", resource: table!.arn };
    expect(await forbidden(cloud, [needless])).toEqual([needless]);
  });
});

/** Whoever has a link uploads with the permission of the function that signed it. */
const signsLinks = (label: string, action: string): boolean =>
  ["lender-api", "handoff-api", "finance-api"].includes(label) && action === "s3:PutObject";

/** Files are allowed by prefix, everything else by its own name. */
const covers = (allowed: string, used: string): boolean =>
  allowed.endsWith("/*") ? used.startsWith(allowed.slice(0, -1)) : used === allowed;

/** The stream's event source mapping puts batches that failed for good there, with the function's role. */
const isFailedBatchQueue = ({ plan }: LocalCloud, { action, resource }: Need): boolean =>
  action === "sqs:SendMessage" && plan.streamSources.some(({ onFailureArn }) => onFailureArn === resource);

/** Everything that the gateway does, once. */
async function everything(cloud: LocalCloud): Promise<void> {
  const tenant = await aTenant(cloud, { agencies: 2, contract: { capacity: 1_000 } });
  await money(tenant);
  await disputes(cloud, tenant);
  await debtors(cloud);
  await readings(tenant);
  await handOff(tenant);
  await books(cloud, tenant);
  await offers(cloud, tenant);
  await sealedDays(cloud, tenant);
  await unheard(cloud);
  await eventFiles(tenant);
  await files(tenant);
  await remittances(tenant);
  await banks(tenant);
  await inventory(tenant);
  await operating(cloud, tenant);
}

async function money({ active }: Tenant): Promise<void> {
  const { placementId, agency } = await active();
  const data = aPayment();
  const { receiptId } = (await agency.callback("payment.received", { placementId, data })).body;
  const { agencyId, apiKey } = agency;
  demand(await agency.call(`/v1/agencies/${agencyId}/receipts/${receiptId}`, { apiKey }), 200);
  await agency.callback("payment.reversed", { placementId, data: aReversal(data.paymentRef) });
  await agency.callback("contact.attempted", {
    placementId,
    data: { attemptRef: "a-1", channel: "SMS", startedAt: new Date().toISOString(), outcome: "DELIVERED" },
  });
  await agency.callback("some.day", { placementId, data: {} });
  await agency.callback("arrangement.activated", { placementId, data: { arrangementRef: "PLAN-1" } });
  await agency.callback("placement.closed", {
    placementId,
    data: { code: "EXHAUSTED", finalBalance: usd(105_000) },
  });
}

/** Reconciled, verified and exported; what the stream did not carry is swept up. */
async function books(cloud: LocalCloud, { lender: { lenderId }, operator }: Tenant): Promise<void> {
  const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId });
  const done = async (path: string, json: object, state: string): Promise<Json> => {
    const { body, headers } = demand(await operator.call(path, { apiKey, json }), 202);
    const read = async () => (await operator.call(String(headers.get("location")), { apiKey })).body;
    await vi.waitFor(async () => expect((await read()).state).toBe(state), { timeout: 30_000 });
    return { ...body, ...(await read()) };
  };
  const { reconciliationId } = await done("/v1/reconciliations", { currency: "USD" }, "DONE");
  await loseRouting(cloud, reconciliationId, 1);
  const month = { from: "2026-01-01", to: "2026-01-31" };
  const { url } = await done("/v1/exports", { kind: "JOURNAL", currency: "USD", ...month }, "WRITTEN");
  expect((await fetch(url)).status).toBe(200);
  demand(await operator.call("/v1/ledger/verification", { apiKey }), 200);
}

/** Advised by the agency and by a callback, read by finance: its lists, and a statement. */
async function remittances({ agency, lender, operator }: Tenant): Promise<void> {
  const { agencyId, apiKey } = agency;
  const json = anAdvice(lender.lenderId);
  demand(await agency.call(`/v1/agencies/${agencyId}/remittances`, { apiKey, json }), 201);
  demand(await agency.callback("remittance.advised", { data: anAdvice(lender.lenderId) }), 202);
  const lines = [aLine()];
  const content = adviceCsv(lines);
  const file = await sendAdvice(agency, adviceAnnouncement(lender.lenderId, { content, lines }), content);
  await adviceResults(agency, file.fileId);
  const finance = await operator.newKey({ kind: "FINANCE", lenderId: lender.lenderId });
  demand(await operator.call("/v1/remittance-files", { apiKey: finance }), 200);
  demand(await operator.call("/v1/remittances", { apiKey: finance }), 200);
  const statement = `/v1/agencies/${agencyId}/statements/2026-03?currency=USD`;
  demand(await operator.call(statement, { apiKey: finance }), 200);
}

/** A bulk and the notification that tells of it, a file that is refused, and finance's lists of them. */
async function banks({ lender, operator }: Tenant): Promise<void> {
  const { lenderId } = lender;
  const account = "DE02100500000054540402";
  const path = `/v1/lenders/${lenderId}/bank-accounts/main`;
  demand(await operator.put(path, { number: account, currency: "EUR" }), 200);
  const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId });
  const desk = { call: operator.call, apiKey };
  const bulk = { amount: "3.00", ref: "B1", batchCount: 2 };
  const { fileId } = await loadBankFile(desk, camt([{ account, entries: [bulk, { amount: "x" }] }]));
  const told = ["1.00", "2.00"].map((amount) => ({ amount, ref: "B1" }));
  expect(await loadBankFile(desk, camt([{ account, entries: told }], "054"))).toMatchObject({
    state: "LOADED",
  });
  const strange = camt([{ account: "OTHER", entries: [] }]);
  expect(await loadBankFile(desk, strange)).toMatchObject({ state: "REFUSED" });
  for (const rest of ["", `/${fileId}/lines`, `/${fileId}/quarantined`])
    demand(await operator.call(`/v1/bank-statements${rest}`, { apiKey }), 200);
}

/** What the agency lists and what it does not; findings are there once the reconciler has compared. */
async function inventory({ active }: Tenant): Promise<void> {
  const { placementId, agency } = await active();
  await agency.callback("payment.received", { placementId, data: aPayment() });
  const unknown = placementId.replace(/_\d+$/u, "_99");
  const asOf = new Date().toISOString();
  const data = aSnapshot([aSnapshotLine(unknown)], { asOf });
  const { snapshotId } = demand(await agency.callback("reconciliation.snapshot", { data }), 202).body;
  const { agencyId, apiKey } = agency;
  const path = `/v1/agencies/${agencyId}/snapshots`;
  const isCompared = async () => {
    const { comparison } = (await agency.call(`${path}/${snapshotId}`, { apiKey })).body;
    expect(comparison?.findingCount).toBeGreaterThan(0);
  };
  await vi.waitFor(isCompared, { timeout: 30_000 });
  demand(await agency.call(path, { apiKey }), 200);
  demand(await agency.call(`${path}/${snapshotId}/findings`, { apiKey }), 200);
}

async function disputes(cloud: LocalCloud, { lender, active }: Tenant): Promise<void> {
  const { accountId, placementId, agency } = await active();
  const { disputeId } = (await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } }))
    .body;
  await cloud.idle();
  for (const { type, sequence } of await lender.history(accountId))
    if (type === "dispute.raised" || type === "placement.offered")
      await loseRouting(cloud, accountId, sequence);
  await lender.get("/v1/disputes");
  demand(await lender.resolve(disputeId, { outcome: "UPHELD", explanation: "Checked." }), 200);
}

/** A debtor with two accounts: what is reported of one reaches the other; one comes back, and the worker looks at the other before it is offered again. */
async function debtors(cloud: LocalCloud): Promise<void> {
  const { lender, place } = await aTenant(cloud, { agencies: 2 });
  const identifier = { type: "TAX_ID", value: "T-1" };
  const debtor = { ...anAccount().debtor, identifier };
  const [{ agency, placementId }] = [await place({ debtor }), await place({ debtor })];
  demand(await lender.post("/v1/debtor-lookups", { identifier }), 200);
  const { reportId } = (await agency.callback("debtor.deceased", { placementId, data: {} })).body;
  await cloud.idle();
  const answer = { outcome: "UNFOUNDED", explanation: "Checked." };
  demand(await lender.post(`/v1/debtor-reports/${reportId}/answer`, answer), 200);
  await cloud.idle();
  await agency.callback("placement.declined", { placementId, data: { code: "CAPACITY" } });
  await cloud.idle();
}

/** Two chunks, the second of which repeats a reference of the first and must wait for it. */
async function files({ lender }: Tenant): Promise<void> {
  const rows = Array.from({ length: 200 }, () => aRow());
  const file = csvFile([...rows, rows[0]!]);
  const batch = await placeFile(lender, file, announcement(201, { sha256: sha256(file) }));
  expect(batch.state).toBe("COMPLETED");
  await lender.post("/v1/account-batches", announcement(201, { sha256: sha256(file) }));
  await lender.get("/v1/account-batches");
  await resultsOf(lender, batch.batchId);
  const debtor = { ...anAccount().debtor, identifier: { type: "TAX_ID", value: "T-2" } };
  const ofOneDebtor = [anAccount({ debtor }), anAccount({ debtor })]
    .map((row) => JSON.stringify(row))
    .join("\n");
  const second = await placeFile(lender, ofOneDebtor, announcement(2, { format: "NDJSON" }));
  expect(second.progress).toMatchObject({ offered: 2 });
}

/** Known and new events, one that nobody knows, and money for nobody's account. */
async function eventFiles({ active }: Tenant): Promise<void> {
  const { placementId, agency } = await active();
  const data = aPayment();
  const lines = [
    aCallback("payment.reversed", { placementId, data: aReversal(data.paymentRef) }),
    aCallback("payment.received", { placementId, data }),
    aCallback("payment.received", { placementId, data }),
    aCallback("some.day", { placementId, data: {} }),
    aCallback("arrangement.proposed", { placementId, data: { arrangementRef: "PLAN-2" } }),
    aCallback("payment.received", {
      placementId: "plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_1",
      data: aPayment(),
    }),
  ];
  const file = await reportFile(agency, ndjson(lines));
  expect(file).toMatchObject({ state: "COMPLETED", progress: { received: 6, refused: 0, failed: 0 } });
  await linesOf(agency, file.fileId);
  await reportFile(agency, ndjson(lines.slice(1)), { controlTotals: { count: 1 } });
  demand(await announceEvents(agency, eventAnnouncement(ndjson(lines.slice(1)))), 201);
  demand(await agency.call(eventFilesPath(agency), { apiKey: agency.apiKey }), 200);
}

async function readings({ lender, operator, agency }: Tenant): Promise<void> {
  await lender.get("/v1/accounts");
  await operator.get(`/v1/lenders/${lender.lenderId}`);
  await operator.get(`/v1/agencies/${agency.agencyId}`);
  await lender.call("/v1/accounts", { apiKey: await operator.newKey({ kind: "ADMIN" }) });
  await operator.call("/v1/keys", { json: {}, apiKey: lender.apiKey });
}

/** What an agency fetches, and the file that it will have in the morning. */
async function handOff({ place, operator, lender }: Tenant): Promise<void> {
  const { accountId, placementId, agency } = await place();
  const { agencyId, apiKey, inbox, secret } = agency;
  const body = { ...anAgencyBody(inbox.url, secret), handOff: { file: true } };
  demand(await operator.put(`/v1/agencies/${agencyId}`, body), 200);
  await follow(agency, 1);
  const { nextCursor: cursor } = await feedPage(agency);
  for (const rewind of [false, false, true])
    demand(
      await agency.call(feedPath(agency, "/cursor"), { method: "PUT", apiKey, json: { cursor, rewind } }),
      200,
    );
  for (const path of ["placements", `placements/${placementId}`, "files"])
    demand(await agency.call(`/v1/agencies/${agencyId}/${path}`, { apiKey }), 200);
  demand(await lender.get(`/v1/accounts/${accountId}/disclosures`), 200);
}

async function offers(cloud: LocalCloud, { lender, place }: Tenant): Promise<void> {
  const { accountId, placementId, agency } = await place();
  await agency.callback("placement.info_requested", { placementId, data: { code: "MORE" } });
  demand(await lender.post(`/v1/accounts/${accountId}/information`, { text: "Here." }), 200);
  await agency.callback("placement.declined", { placementId, data: { code: "CAPACITY" } });
  await cloud.idle();
  for (const { type, sequence } of await lender.history(accountId))
    if (type === "placement.declined") await loseRouting(cloud, accountId, sequence);
  await cloud.advance("P7D");
}

/** A week is over and sealed; an event of its first day comes late, and is entered today. */
async function sealedDays(cloud: LocalCloud, { lender, operator }: Tenant): Promise<void> {
  const lenderId = LenderId.parse(lender.lenderId);
  const apiKey = await operator.newKey({ kind: "FINANCE", lenderId });
  const seals = "/v1/ledger/verification?of=SEALS&currency=USD";
  expect((await operator.call(seals, { apiKey })).body).toMatchObject({ differences: [] });
  expect((await operator.call(seals, { apiKey })).body.checked).toBeGreaterThan(5);
  const [plan] = cloud.plan.tables;
  const world = closingWorld({ table: tableAt(cloud.endpoints, plan!.name), lenderId });
  const [late] = await world.placed(new Date().toISOString(), 1);
  const date = cloud.now().toISOString().slice(0, 10);
  const today = `/v1/ledger/entries?currency=USD&date=${date}&limit=200`;
  const entered = async () => {
    const { items } = (await operator.call(today, { apiKey })).body;
    expect(items.map(({ eventId }: Json) => eventId)).toContain(late!.eventId);
  };
  await vi.waitFor(entered, { timeout: 30_000 });
}

/** An agency with a second endpoint, that is down. */
async function unheard(cloud: LocalCloud): Promise<void> {
  const { place, operator, agency: told } = await aTenant(cloud);
  const json = { url: told.inbox.url, eventTypes: ["hold.apply"] };
  demand(await operator.call(`/v1/agencies/${told.agencyId}/endpoints`, { json }), 201);
  const { agency } = await place();
  agency.inbox.answerWith(500);
  await cloud.idle();
}

/** A day of the operator: keys that come and go, and a letter in every queue of dead letters. */
async function operating(cloud: LocalCloud, { operator, lender, agency }: Tenant): Promise<void> {
  for (const path of ["lenders", "agencies", "keys", "changes", `lenders/${lender.lenderId}/contracts`])
    demand(await operator.get(`/v1/${path}`), 200);
  const apiKey = await operator.newKey({ kind: "ADMIN" });
  demand(await operator.call("/v1/keys", { apiKey }), 200);
  const keyId = `key_${agency.apiKey.split("_")[2]}`;
  demand(await operator.call(`/v1/keys/${keyId}/rotation`, { json: {} }), 201);
  demand(await operator.call(`/v1/keys/${keyId}/revocation`, { method: "POST" }), 200);
  const { items } = demand(await operator.get("/v1/dead-letters"), 200).body;
  await sendToEach(cloud, deadLetterUrls(cloud));
  for (const { queue } of items) {
    demand(await operator.get(`/v1/dead-letters/${queue}`), 200);
    demand(await operator.call(`/v1/dead-letters/${queue}/redrive`, { json: {} }), 200);
  }
}

/** As admin-api was told when it was deployed. */
function deadLetterUrls({ plan }: LocalCloud): readonly string[] {
  const told = plan.functions.find(({ label }) => label === "admin-api")?.environment["DEAD_LETTER_QUEUES"];
  return JSON.parse(told ?? "[]").map(({ url }: { readonly url: string }) => url);
}

async function sendToEach({ endpoints, plan }: LocalCloud, urls: readonly string[]): Promise<void> {
  const send = newSend(
    new SQSClient({
      endpoint: endpoints["AWS_ENDPOINT_URL_SQS"]!,
      region: plan.region,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    }),
  );
  for (const url of urls) await send(url, "{}", { group: "nobody", dedupe: url });
}
