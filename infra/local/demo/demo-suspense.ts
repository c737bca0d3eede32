import * as z from "zod";
import type { InSuspense } from "../audit/audit-facts.ts";
import { read, readAll, type Reader } from "../audit/audit-fetch.ts";
import type { LocalCloud } from "../local-cloud.ts";
import { mapBounded } from "../sandbox/sandbox-bounded.ts";
import { demand } from "../sandbox/sandbox-client.ts";

const Entry = z.object({
  reference: z.string().optional(),
  postings: z.array(z.object({ account: z.string(), amount: z.int() })),
});

const DAY_MS = 86_400_000;
const SUSPENSE = "suspense/";

/** What the books of money without a home say, day by day from one to another. */
export async function readSuspense(finance: Reader, from: Date, to: Date): Promise<readonly InSuspense[]> {
  const found: InSuspense[] = [];
  for (let day = from.getTime(); day < to.getTime() + DAY_MS; day += DAY_MS) {
    const date = new Date(day).toISOString().slice(0, 10);
    const path = `/v1/ledger/entries?lenderId=unassigned&currency=USD&date=${date}`;
    const entries = await readAll(finance, path, Entry);
    found.push(...entries.flatMap(inSuspense));
  }
  return found;
}

const inSuspense = ({ reference = "", postings }: z.infer<typeof Entry>): readonly InSuspense[] =>
  postings
    .filter(({ account }) => account.startsWith(SUSPENSE))
    .map(({ account, amount }) => ({ agencyId: account.slice(SUSPENSE.length), reference, amount }));

const Held = z.object({ suspenseId: z.string() });
const Balances = z.object({ accounts: z.array(z.object({ account: z.string(), balance: z.int() })) });

const CONCURRENCY = 4;

/**
 * The operator has what nobody's account was found for given back to whoever paid.
 * @returns the accounts on which something is left in the books of nobody
 */
export async function giveSuspenseBack(cloud: LocalCloud, finance: Reader): Promise<readonly string[]> {
  const { baseUrl, adminKey: apiKey } = cloud;
  const held = await readAll({ baseUrl, apiKey }, "/v1/suspense-payments?currency=USD", Held);
  const body = { explanation: "No lender here has such an account." };
  await mapBounded(held, CONCURRENCY, async ({ suspenseId }) => {
    const path = `/v1/suspense-payments/${suspenseId}/return`;
    await demand(baseUrl, { method: "POST", path, apiKey, body }, 200);
  });
  await cloud.idle();
  const path = "/v1/ledger/trial-balance?lenderId=unassigned&currency=USD";
  const { accounts } = await read(finance, path, Balances);
  return accounts
    .filter(({ balance }) => balance !== 0)
    .map(({ account, balance }) => `${account}: ${balance}`);
}
