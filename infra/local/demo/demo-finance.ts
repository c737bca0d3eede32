import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "csv-parse/sync";
import * as z from "zod";
import { read, readAll, type Reader } from "../audit/audit-fetch.ts";
import type { FoundBreak, PeriodsMoney } from "../audit/audit-facts.ts";
import { mapBounded } from "../sandbox/sandbox-bounded.ts";
import { demand } from "../sandbox/sandbox-client.ts";
import type { LocalCloud } from "../local-cloud.ts";

/** Somebody of finance with the books of one lender. */
export type Finance = Reader & { readonly lenderId: string };

const POLL_MS = 50;
const POLL_COUNT_MAX = 1_200;
const CONCURRENCY = 4;
const TIMEOUT_MS = 30_000;

const Key = z.object({ apiKey: z.string() });

export async function financeOf(
  { baseUrl, adminKey }: Pick<LocalCloud, "baseUrl" | "adminKey">,
  lenderId: string,
  role: "OPERATOR" | "APPROVER" = "OPERATOR",
): Promise<Finance> {
  const body = { principal: { kind: "FINANCE", role, lenderId }, label: `finance ${lenderId}` };
  const call = { method: "POST", path: "/v1/keys", apiKey: adminKey, body } as const;
  return { baseUrl, lenderId, apiKey: Key.parse(await demand(baseUrl, call, 201)).apiKey };
}

type Asked = { readonly path: string; readonly body: unknown; readonly status: number };

const post = async ({ baseUrl, apiKey }: Reader, { path, body, status }: Asked): Promise<unknown> =>
  demand(baseUrl, { method: "POST", path, apiKey, body }, status);

/** Reads until something has become of what was asked for. */
export async function until<T>(look: () => Promise<T>, isDone: (found: T) => boolean): Promise<T> {
  for (let n = 0; n < POLL_COUNT_MAX; n += 1) {
    const found = await look();
    if (isDone(found)) return found;
    await sleep(POLL_MS);
  }
  throw new Error("what finance asked for is not done");
}

const Upload = z.object({ method: z.string(), url: z.string(), headers: z.record(z.string(), z.string()) });
const BankFile = z.object({ fileId: z.string(), state: z.string(), upload: Upload.optional() });

/** Announces a bank's file, sends it, and waits until its lines count. */
export async function loadBankFile(finance: Finance, fileName: string, content: string): Promise<void> {
  const sha256 = createHash("sha256").update(content).digest("hex");
  const body = { fileName, sha256, bytes: Buffer.byteLength(content) };
  const { fileId, upload } = BankFile.parse(
    await post(finance, { path: "/v1/bank-statements", body, status: 201 }),
  );
  if (upload === undefined) throw new Error(`${fileName} was announced before`);
  const { method, url, headers } = upload;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { method, headers, body: content, signal });
  if (!response.ok) throw new Error(`${fileName} was answered ${response.status}`);
  const path = `/v1/bank-statements/${fileId}`;
  const file = await until(
    async () => read(finance, path, z.looseObject(BankFile.shape)),
    ({ state }) => state === "LOADED" || state === "REFUSED",
  );
  if (file.state !== "LOADED") throw new Error(`${fileName} was refused: ${JSON.stringify(file["reasons"])}`);
}

const Counts = z.object({ notMade: z.int() });
const Run = z.object({ reconciliationId: z.string(), state: z.string(), counts: Counts.optional() });

/** Has a lender's book reconciled. @returns what stands in it then, and what was found and could not be made */
export async function reconcile(finance: Finance): Promise<PeriodsMoney["runs"][number]> {
  const body = { currency: "USD" };
  const asked = Run.parse(await post(finance, { path: "/v1/reconciliations", body, status: 202 }));
  const done = await until(
    async () => read(finance, `/v1/reconciliations/${asked.reconciliationId}`, Run),
    ({ state }) => state === "DONE",
  );
  return { matches: await matchCountOf(finance), notMade: Counts.parse(done.counts).notMade };
}

const MatchItem = z.object({ matchId: z.string() });

/** How many matches stand in a lender's book. */
const matchCountOf = async (finance: Finance): Promise<number> =>
  (await readAll(finance, "/v1/matches?currency=USD", MatchItem)).length;

const Item = z.object({ breakId: z.string(), code: z.string(), agencyId: z.string().optional() });
const Fact = z.record(z.string(), z.unknown());
const Facts = z.object({ facts: z.array(Fact) });
const Detail = z.object({
  ...Item.shape,
  evidence: z.object({
    subjects: z.array(z.string()),
    reported: Facts,
    advised: Facts,
    remittances: Facts,
    banked: Facts,
    credits: Facts,
  }),
});

/** What is open, each by the references of what is at odds. */
export async function openBreaks(finance: Finance): Promise<readonly FoundBreak[]> {
  const items = await readAll(finance, "/v1/breaks", Item);
  return mapBounded(items, CONCURRENCY, async ({ breakId }) => {
    const { evidence, ...found } = await read(finance, `/v1/breaks/${breakId}`, Detail);
    return { ...found, lenderId: finance.lenderId, about: aboutOf(evidence) };
  });
}

/** By which member a fact of each source is known, and by which it is called. */
const namesOf = {
  reported: { id: "id", name: "paymentRef" },
  advised: { id: "lineId", name: "paymentRef" },
  remittances: { id: "remittanceId", name: "bankRef" },
  banked: { id: "lineId", name: "references" },
  credits: { id: "accountId", name: "accountId" },
} as const;

function aboutOf({ subjects, ...sources }: z.infer<typeof Detail>["evidence"]): readonly string[] {
  const isSubject = new Set(subjects);
  const names = (["reported", "advised", "remittances", "banked", "credits"] as const).flatMap((source) =>
    sources[source].facts
      .filter((fact) => isSubject.has(String(fact[namesOf[source].id])))
      .map((fact) => String([fact[namesOf[source].name]].flat()[0])),
  );
  // What agencies said and did not do is known by its own names alone.
  return [...new Set(names.length > 0 ? names : subjects)].toSorted();
}

/** What finance does about each kind of break; about the others a person has looked, and that is all. */
const resolutions: Readonly<Record<string, { readonly method: string; readonly entry: string }>> = {
  REMIT_SHORT: { method: "CORRECTION", entry: "CORRECT_ADVICE" },
  AMOUNT_DIFF: { method: "WRITE_OFF_TOLERANCE", entry: "WRITE_OFF_CLEARING" },
  PAY_MISSING_AT_LENDER: { method: "WRITE_OFF_TOLERANCE", entry: "WRITE_OFF_CLEARING" },
  UNIDENTIFIED_PAYMENT: { method: "CORRECTION", entry: "HOLD_IN_SUSPENSE" },
  REMIT_UNMATCHED_BANK: { method: "ATTRIBUTION", entry: "ATTRIBUTE_BANK" },
};

/** Resolves a break; money of nobody's is attributed to the agency that turned out to have sent it. */
export async function resolveBreak(
  finance: Finance,
  { breakId, code, agencyId }: FoundBreak,
  sender: string | undefined,
): Promise<void> {
  const { method = "MANUAL", entry } = resolutions[code] ?? {};
  const whose = agencyId === undefined && sender !== undefined ? { agencyId: sender } : {};
  const body = {
    method,
    explanation: "The agency was asked, and its answer is in the file.",
    ...(entry !== undefined && { posting: { entry, ...whose } }),
  };
  await post(finance, { path: `/v1/breaks/${breakId}/resolution`, body, status: 200 });
}

const Advice = z.object({ remittanceRef: z.string(), advisedOn: z.string(), state: z.string() });

/** What became of what a lender was advised. */
export const advicesOf = async (finance: Finance): Promise<PeriodsMoney["advices"]> =>
  readAll(finance, "/v1/remittances", Advice);

const TrialBalance = z.object({ accounts: z.array(z.object({ account: z.string(), balance: z.int() })) });

export async function balancesOf(finance: Reader, lenderId: string): Promise<ReadonlyMap<string, number>> {
  const path = `/v1/ledger/trial-balance?currency=USD&lenderId=${lenderId}`;
  const { accounts } = await read(finance, path, TrialBalance);
  return new Map(accounts.map(({ account, balance }) => [account, balance]));
}

const Exported = z.object({
  exportId: z.string(),
  state: z.string(),
  debit: z.int().optional(),
  credit: z.int().optional(),
  url: z.string().optional(),
});
const Row = z.object({ debit: z.coerce.number(), credit: z.coerce.number() });

/** Exports a lender's journal. @returns what its file adds up to, and what the gateway says of it */
export async function exportJournal(finance: Finance, from: string, to: string) {
  const body = { kind: "JOURNAL", currency: "USD", from, to };
  const { exportId } = Exported.parse(await post(finance, { path: "/v1/exports", body, status: 202 }));
  const done = await until(
    async () => Exported.parse(await demand(finance.baseUrl, at(finance, exportId), 200, 202)),
    ({ state }) => state === "WRITTEN",
  );
  const response = await fetch(done.url ?? "", { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const parsed: unknown = parse(await response.text(), { columns: true });
  const rows = z.array(Row).parse(parsed);
  const sum = (side: "debit" | "credit"): number => rows.reduce((total, row) => total + row[side], 0);
  return { debit: sum("debit"), credit: sum("credit"), said: { debit: done.debit, credit: done.credit } };
}

const at = ({ apiKey }: Reader, exportId: string) =>
  ({ method: "GET", path: `/v1/exports/${exportId}`, apiKey }) as const;
