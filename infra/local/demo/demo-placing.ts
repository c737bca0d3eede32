import * as z from "zod";
import { placeByFile } from "./demo-files.ts";
import type { Phase } from "./demo-progress.ts";
import type { Batch, Placed } from "../audit/audit-facts.ts";
import type { PlaceAccount } from "../sandbox/portfolio-account.ts";
import { mapBounded } from "../sandbox/sandbox-bounded.ts";
import { chance } from "../sandbox/sandbox-chance.ts";
import { callGateway, type Answer } from "../sandbox/sandbox-client.ts";
import type { SandboxFile } from "../sandbox/sandbox-file.ts";

const CONCURRENCY = 8;
const REPEATED_SHARE = 0.1;

const Created = z.object({ accountId: z.string() });

type Lenders = Pick<SandboxFile, "baseUrl" | "lenders">;

/** Every third account is the second lender's; of each lender's every second one comes by file. */
export const lenderOf = (index: number): number => (index % 3 === 2 ? 1 : 0);
const byFile = (_body: PlaceAccount, nth: number): boolean => nth % 2 === 1;
const byRequest = (_body: PlaceAccount, nth: number): boolean => nth % 2 === 0;

/** Places a part of each lender's accounts by single requests; a tenth of these comes twice. */
export async function placeByRequests(
  { baseUrl, lenders }: Lenders,
  accounts: readonly PlaceAccount[],
  shown: Phase,
): Promise<readonly Placed[]> {
  const requests = lenders.flatMap(({ apiKey }, n) =>
    accounts
      .filter((_, index) => lenderOf(index) === n)
      .filter(byRequest)
      .map((body) => ({ apiKey, body })),
  );
  let done = 0;
  const placed = await mapBounded(requests, CONCURRENCY, async ({ apiKey, body }) => {
    const idempotencyKey = `place-${body.lenderAccountRef}`;
    const place = (): Promise<Answer> =>
      callGateway(baseUrl, { method: "POST", path: "/v1/accounts", apiKey, body, idempotencyKey });
    const first = created(await place(), body);
    const again = chance(`repeat|${body.lenderAccountRef}`) < REPEATED_SHARE ? [await place()] : [];
    done += 1;
    shown.at(done, requests.length);
    return { accountId: first, repeats: again.map((answer) => repeatOf(answer, body)) };
  });
  shown.end(`${placed.length} accounts`);
  return placed;
}

/** Places the rest, a file for each lender, one after the other. */
export async function placeByFiles(
  { baseUrl, lenders }: Lenders,
  accounts: readonly PlaceAccount[],
  shown: Phase,
): Promise<readonly Batch[]> {
  const files = lenders.map(({ apiKey }, n) => ({
    lender: { baseUrl, apiKey },
    rows: accounts.filter((_, index) => lenderOf(index) === n).filter(byFile),
  }));
  const total = files.reduce((sum, { rows }) => sum + rows.length, 0);
  const batches: Batch[] = [];
  let before = 0;
  for (const { lender, rows } of files.filter((file) => file.rows.length > 0)) {
    batches.push(await placeByFile(lender, rows, (screened) => shown.at(before + screened, total)));
    before += rows.length;
  }
  shown.end(`${total} accounts in ${batches.length} files`);
  return batches;
}

/** The accounts of the results files; one that has several faults has several lines. */
export const placedIn = (batches: readonly Batch[]): readonly Placed[] =>
  [...new Set(batches.flatMap(({ lines }) => lines.map(({ accountId }) => accountId)))]
    .filter((accountId) => accountId !== "")
    .map((accountId) => ({ accountId, repeats: [] }));

const repeatOf = (answer: Answer, body: PlaceAccount): Placed["repeats"][number] => ({
  accountId: created(answer, body),
  replayed: answer.replayed,
});

function created({ status, body }: Answer, { lenderAccountRef }: PlaceAccount): string {
  if (status !== 201)
    throw new Error(`placing ${lenderAccountRef} answered ${status}: ${JSON.stringify(body)}`);
  return Created.parse(body).accountId;
}
