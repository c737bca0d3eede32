import * as z from "zod";
import type { Placed } from "../audit/audit-facts.ts";
import type { PlaceAccount } from "../sandbox/portfolio-account.ts";
import { mapBounded } from "../sandbox/sandbox-bounded.ts";
import { chance } from "../sandbox/sandbox-chance.ts";
import { callGateway, type Answer } from "../sandbox/sandbox-client.ts";
import type { SandboxFile } from "../sandbox/sandbox-file.ts";

const CONCURRENCY = 8;
const REPEATED_SHARE = 0.1;

const Created = z.object({ accountId: z.string() });

/** Places the portfolio by HTTP, every third account by the second lender; a tenth of the requests comes twice. */
export async function placeAll(
  { baseUrl, lenders }: SandboxFile,
  accounts: readonly PlaceAccount[],
  onEach: (done: number) => void,
): Promise<readonly Placed[]> {
  let done = 0;
  return mapBounded(accounts, CONCURRENCY, async (body, index) => {
    const apiKey = lenders[index % 3 === 2 ? 1 : 0]?.apiKey ?? "";
    const idempotencyKey = `place-${body.lenderAccountRef}`;
    const place = (): Promise<Answer> =>
      callGateway(baseUrl, { method: "POST", path: "/v1/accounts", apiKey, body, idempotencyKey });
    const first = created(await place(), body);
    const again = chance(`repeat|${body.lenderAccountRef}`) < REPEATED_SHARE ? [await place()] : [];
    done += 1;
    onEach(done);
    return { accountId: first, repeats: again.map((answer) => repeatOf(answer, body)) };
  });
}

const repeatOf = (answer: Answer, body: PlaceAccount): Placed["repeats"][number] => ({
  accountId: created(answer, body),
  replayed: answer.replayed,
});

function created({ status, body }: Answer, { lenderAccountRef }: PlaceAccount): string {
  if (status !== 201)
    throw new Error(`placing ${lenderAccountRef} answered ${status}: ${JSON.stringify(body)}`);
  return Created.parse(body).accountId;
}
