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
    const entries = await readAll(finance, path, Entry);
    found.push(...entries.flatMap(inSuspense));
  }
  return found;
}

const inSuspense = ({ reference = "", postings }: z.infer<typeof Entry>): readonly InSuspense[] =>
  postings
    .filter(({ account }) => account.startsWith(SUSPENSE))
    .map(({ account, amount }) => ({ agencyId: account.slice(SUSPENSE.length), reference, amount }));
