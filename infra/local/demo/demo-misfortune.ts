import * as z from "zod";
import { misfortunesOfPersons } from "../agencies/pretend-agency-steps.ts";
import { read, readAll, type Reader } from "../audit/audit-fetch.ts";
import { AccountView } from "../audit/audit-wire.ts";
import type { PlaceAccount } from "../sandbox/portfolio-account.ts";
import { pick } from "../sandbox/sandbox-chance.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";

const AccountItem = z.object({ accountId: z.string(), lifecycle: z.string(), lenderAccountRef: z.string() });

/** Something befalls every debtor who owes a lender twice; the agency that works one of the debts hears of it. */
export async function befallDebtors(
  { agenciesAtWork, baseUrl, lenders }: Pick<Sandbox, "agenciesAtWork" | "baseUrl" | "lenders">,
  requests: readonly PlaceAccount[],
  seed: number,
): Promise<void> {
  const twice = refsOfThoseWhoOweTwice(requests);
  for (const { apiKey } of lenders) {
    const lender: Reader = { baseUrl, apiKey };
    const accounts = await readAll(lender, "/v1/accounts", AccountItem);
    const active = new Map(
      accounts
        .filter(({ lifecycle }) => lifecycle === "ACTIVE")
        .map(({ lenderAccountRef, accountId }) => [lenderAccountRef, accountId]),
    );
    for (const refs of twice) {
      const [accountId] = refs.flatMap((ref) => active.get(ref) ?? []);
      if (accountId === undefined) continue;
      const { placements } = await read(lender, `/v1/accounts/${accountId}`, AccountView);
      const what = pick(`${seed}|befalls|${refs.join()}`, misfortunesOfPersons);
      agenciesAtWork.hear(placements.at(-1)?.placementId ?? "", what);
    }
  }
}

const refsOfThoseWhoOweTwice = (requests: readonly PlaceAccount[]): readonly (readonly string[])[] =>
  [...Map.groupBy(requests, ({ debtor }) => debtor.identifier.value).values()]
    .filter((debts) => debts.length > 1)
    .map((debts) => debts.map(({ lenderAccountRef }) => lenderAccountRef));
