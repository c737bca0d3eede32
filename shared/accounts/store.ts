import * as z from "zod";
import type { Create, Replace } from "../kernel/change.ts";
import type { AccountId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Reader } from "../platform/dynamo.ts";
import type { Account } from "./model.ts";
import { accountKey, accountStateStore } from "./state-store.ts";
import { AccountFacts, Circumstances, Verdict } from "./wire.ts";

/** The verdicts that an account was screened with. */
export const Screening = z.object({
  policyVersion: z.int(),
  verdicts: z.array(Verdict),
  screenedAt: z.string(),
  /** What the lender said of the account, without the debtor. */
  facts: AccountFacts,
  /** Contact points that could be used. */
  contactPointCount: z.int().exactOptional(),
  /** The blind index of the debtor, where an identifier was given. */
  debtorIndex: z.string().exactOptional(),
});
export type Screening = z.infer<typeof Screening>;

const Changed = z.object({ circumstances: Circumstances });

const SCREENINGS_SHOWN = 20;

const circumstancesKey = (accountId: AccountId) => ({
  pk: accountKey(accountId).pk,
  sk: "CIRCUMSTANCES",
});

export const accountStore = (reader: Reader) => ({
  ...accountStateStore(reader),
  screened: (account: Account, screening: Screening): Create => ({
    kind: "create",
    name: "screening",
    // The event's number tells two screenings of one moment apart and keeps them in order.
    item: {
      pk: accountKey(account.accountId).pk,
      sk: `SCREENING#${screening.screenedAt}#${String(account.sequence).padStart(8, "0")}`,
      ...screening,
    },
  }),
  /** The latest screenings, in order: the last one is in force. */
  screenings: async (accountId: AccountId): Promise<readonly Screening[]> => {
    const { pk } = accountKey(accountId);
    const page = await reader.page({ pk, prefix: "SCREENING#", limit: SCREENINGS_SHOWN, newestFirst: true });
    return page.items.map((item) => Screening.parse(item)).toReversed();
  },
  latestScreening: async (accountId: AccountId): Promise<Screening | undefined> => {
    const { pk } = accountKey(accountId);
    const page = await reader.page({ pk, prefix: "SCREENING#", limit: 1, newestFirst: true });
    return page.items.map((item) => Screening.parse(item))[0];
  },
  /** What the lender said of the debtor since the account was placed. */
  circumstances: async (accountId: AccountId): Promise<Circumstances | undefined> => {
    const item = await reader.get(circumstancesKey(accountId));
    return item === undefined ? undefined : Changed.parse(item).circumstances;
  },
  /** Guarded by the account, whose version moves in the same transaction. */
  circumstancesChanged: (accountId: AccountId, circumstances: Circumstances, now: Instant): Replace => ({
    kind: "replace",
    name: "circumstances",
    item: { ...circumstancesKey(accountId), circumstances, changedAt: now },
    when: [],
  }),
});

export type AccountStore = ReturnType<typeof accountStore>;
