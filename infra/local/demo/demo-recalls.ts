import * as z from "zod";
import { readAll, type Reader } from "../audit/audit-fetch.ts";
import { mapBounded } from "../sandbox/sandbox-bounded.ts";
import { chance } from "../sandbox/sandbox-chance.ts";
import { callGateway } from "../sandbox/sandbox-client.ts";

const AccountItem = z.object({ accountId: z.string(), lifecycle: z.string(), lenderAccountRef: z.string() });

const CONCURRENCY = 4;
const NEGOTIABLE_SHARE = 0.06;
const MANDATORY_SHARE = 0.09;

/** A lender takes some accounts back: most for its own reasons, some because it must. @returns how many */
export async function recallSome(lender: Reader, seed: number): Promise<number> {
  const accounts = await readAll(lender, "/v1/accounts", AccountItem);
  const chosen = accounts.flatMap(({ accountId, lifecycle, lenderAccountRef }) => {
    const draw = chance(`${seed}|recall|${lenderAccountRef}`);
    if (lifecycle !== "ACTIVE" || draw >= MANDATORY_SHARE) return [];
    return [{ accountId, code: draw < NEGOTIABLE_SHARE ? "STRATEGY" : "DECEASED" }];
  });
  await mapBounded(chosen, CONCURRENCY, async ({ accountId, code }) => recall(lender, accountId, code));
  return chosen.length;
}

/** What guards an account is heeded: it stays. */
async function recall(lender: Reader, accountId: string, code: string): Promise<void> {
  const path = `/v1/accounts/${accountId}/recall`;
  const call = { method: "POST", path, apiKey: lender.apiKey, body: { code } } as const;
  const { status, body } = await callGateway(lender.baseUrl, call);
  if (status !== 200 && status !== 409)
    throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
}
