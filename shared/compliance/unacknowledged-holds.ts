import * as z from "zod";
import { isOpen, type Account } from "../accounts/model.ts";
import type { AccountStore } from "../accounts/store.ts";
import { holdLists } from "../clocks/work-lists.ts";
import { AccountId, AgencyId, type LenderId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { currentHolder } from "../placements/holder.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { mergedListing } from "../platform/merged-listing.ts";
import type { UnacknowledgedHoldView } from "./wire.ts";

/** Which of the holds that wait; picked from each page. */
export const HoldQuery = z.object({
  agencyId: AgencyId.exactOptional(),
  state: z.enum(["ORDERED", "ESCALATED"]).exactOptional(),
});
export type HoldQuery = z.infer<typeof HoldQuery>;

type Deps = {
  readonly reader: Pick<Reader, "page" | "getAll">;
  readonly accounts: Pick<AccountStore, "findAll">;
};

type Asked = {
  readonly lenderId: LenderId;
  readonly query: HoldQuery;
  readonly limit: number;
  readonly after?: Page["next"];
};

const Waiting = z.object({ accountId: AccountId, holdId: z.string(), dueAt: Instant });
type Waiting = z.infer<typeof Waiting>;

/**
 * A page of the holds that an agency was ordered to keep and has not said that it does, the soonest due first.
 * Whether one still waits the account says: an agency that has the account no more owes no answer.
 */
export const unacknowledgedHolds =
  ({ reader, accounts }: Deps) =>
  async ({ lenderId, query, limit, after }: Asked) => {
    const { items, next } = await mergedListing(reader)({ lists: holdLists(lenderId), limit, after });
    const waiting = items.map((item) => Waiting.parse(item));
    const found = await accounts.findAll([...new Set(waiting.map(({ accountId }) => accountId))]);
    const byId = new Map(found.map((account) => [account.accountId, account]));
    const holds = waiting.flatMap((one) => viewsOf(byId.get(one.accountId), one));
    return { items: holds.filter((hold) => isWanted(hold, query)), ...(next && { next }) };
  };

export type UnacknowledgedHolds = ReturnType<typeof unacknowledgedHolds>;

const isWanted = (hold: UnacknowledgedHoldView, { agencyId, state }: HoldQuery): boolean =>
  (agencyId === undefined || hold.agencyId === agencyId) && (state === undefined || hold.state === state);

function viewsOf(
  account: Account | undefined,
  { holdId, dueAt }: Waiting,
): readonly UnacknowledgedHoldView[] {
  const holder = account && currentHolder(account);
  const hold = account?.holds.find((one) => one.holdId === holdId);
  if (account === undefined || holder === undefined || hold === undefined || !isOpen(account)) return [];
  if (hold.state !== "ORDERED" && hold.state !== "ESCALATED") return [];
  const { accountId, lenderAccountRef } = account;
  const { type, state, placedAt, remindedAt } = hold;
  return [
    {
      holdId,
      accountId,
      lenderAccountRef,
      ...holder,
      type,
      state,
      placedAt,
      ...(remindedAt !== undefined && { remindedAt }),
      nextStep: state === "ESCALATED" ? "RECALL" : remindedAt === undefined ? "REMIND" : "ESCALATE",
      dueAt,
    },
  ];
}
