import * as z from "zod";
import { financeOf, until, type Finance } from "./demo-finance.ts";
import type { ClosedMonth } from "../audit/audit-facts.ts";
import { read, readAll } from "../audit/audit-fetch.ts";
import type { LocalCloud } from "../local-cloud.ts";
import { callGateway } from "../sandbox/sandbox-client.ts";

const Period = z.object({ periodId: z.string(), month: z.string(), to: z.string(), state: z.string() });
const Check = z.object({ code: z.string(), outcome: z.string(), detail: z.string() });
const Detail = z.object({
  ...Period.shape,
  figures: z.object({ entries: z.int() }).optional(),
  checklist: z.array(Check),
});

const DAY_MS = 86_400_000;

/** Closes every month of a book that has been over for a day, one after the other, each with two keys. */
export async function closeMonths(cloud: LocalCloud, finance: Finance): Promise<readonly ClosedMonth[]> {
  const approver = await financeOf(cloud, finance.lenderId, "APPROVER");
  const overSince = new Date(cloud.now().getTime() - DAY_MS).toISOString().slice(0, 10);
  const periods = await readAll(finance, "/v1/periods?currency=USD", Period);
  const months: ClosedMonth[] = [];
  for (const { periodId, to } of periods.toSorted((a, b) => (a.month < b.month ? -1 : 1)))
    if (to < overSince) months.push(await closeMonth(finance, approver, `/v1/periods/${periodId}`));
  return months;
}

async function closeMonth(finance: Finance, approver: Finance, path: string): Promise<ClosedMonth> {
  await post(finance, `${path}/closing`);
  const look = async () => read(finance, path, Detail);
  await until(look, ({ figures, state }) => figures !== undefined || state === "OPEN");
  await post(approver, `${path}/close`);
  const { month, state, checklist } = await look();
  const blocked = checklist.filter(({ outcome }) => outcome === "BLOCKS");
  const banks = checklist.find(({ code }) => code === "BANK_AGREES");
  return {
    month,
    state,
    blockedBy: blocked.map(({ code, detail }) => `${code}: ${detail}`),
    banksDiffer: banks?.outcome === "PASSED" ? undefined : (banks?.detail ?? "nobody looked"),
  };
}

/** What stops it is in the checklist. */
async function post({ baseUrl, apiKey }: Finance, path: string): Promise<void> {
  const { status, body } = await callGateway(baseUrl, { method: "POST", path, apiKey, body: {} });
  if (status !== 200 && status !== 409)
    throw new Error(`${path} was answered ${status}: ${JSON.stringify(body)}`);
}
