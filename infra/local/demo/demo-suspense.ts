import * as z from "zod";
import type { InSuspense } from "../audit/audit-facts.ts";
import { readAll, type Reader } from "../audit/audit-fetch.ts";

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
    for (const { reference = "", postings } of await readAll(finance, path, Entry))
      for (const { account, amount } of postings)
        if (account.startsWith(SUSPENSE))
          found.push({ agencyId: account.slice(SUSPENSE.length), reference, amount });
  }
  return found;
}
