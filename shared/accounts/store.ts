import * as z from "zod";
import type { Create } from "../kernel/change.ts";
import type { AccountId } from "../kernel/ids.ts";
import type { Reader } from "../platform/dynamo.ts";
import type { Account } from "./model.ts";
import { accountKey, accountStateStore } from "./state-store.ts";
import { AccountFacts, Verdict } from "./wire.ts";

/** The verdicts that an account was screened with. */
export const Screening = z.object({
  policyVersion: z.int(),
  verdicts: z.array(Verdict),
  screenedAt: z.string(),
  /** What the lender said of the account, without the debtor. */
  facts: AccountFacts,
});
export type Screening = z.infer<typeof Screening>;

export const accountStore = (reader: Reader) => ({
  ...accountStateStore(reader),
  screened: (account: Account, screening: Screening): Create => ({
    kind: "create",
    name: "screening",
    item: { pk: accountKey(account.accountId).pk, sk: `SCREENING#${screening.screenedAt}`, ...screening },
  }),
  screenings: async (accountId: AccountId): Promise<readonly Screening[]> => {
    const page = await reader.page({ pk: accountKey(accountId).pk, prefix: "SCREENING#", limit: 20 });
    return page.items.map((item) => Screening.parse(item));
  },
});

export type AccountStore = ReturnType<typeof accountStore>;
