import * as z from "zod";
import { isOpen, type Account } from "../accounts/model.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { ClockStore } from "../clocks/store.ts";
import type { WaitingHold } from "../clocks/work-lists.ts";
import { AgencyId, type LenderId } from "../kernel/ids.ts";
import { currentHolder } from "../placements/holder.ts";
import type { Page } from "../platform/dynamo.ts";
import type { Hold } from "./hold.ts";
import type { UnacknowledgedHoldView } from "./wire.ts";

/** Which of the holds that wait; picked from each page. */
export const HoldQuery = z.object({
  agencyId: AgencyId.exactOptional(),
  state: z.enum(["ORDERED", "ESCALATED"]).exactOptional(),
});
export type HoldQuery = z.infer<typeof HoldQuery>;

type Deps = {
  readonly clocks: Pick<ClockStore, "unacknowledged">;
  readonly accounts: Pick<AccountStore, "findAll">;
};

type Asked = {
  readonly lenderId: LenderId;
  readonly query: HoldQuery;
  readonly limit: number;
  readonly after?: Page["next"];
};

/**
 * A page of the holds that an agency was ordered to keep and has not said that it does, the soonest due first.
 * Whether one still waits the account says: an agency that has the account no more owes no answer.
 */
export const unacknowledgedHolds =
  ({ clocks, accounts }: Deps) =>
  async ({ lenderId, query, ...paging }: Asked) => {
    const { items: waiting, next } = await clocks.unacknowledged(lenderId, paging);
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
  { holdId, dueAt }: WaitingHold,
): readonly UnacknowledgedHoldView[] {
  if (account === undefined || !isOpen(account)) return [];
  const holder = currentHolder(account);
  const hold = account.holds.find((one) => one.holdId === holdId);
  if (holder === undefined || hold === undefined || !isWaiting(hold)) return [];
  const { accountId, lenderAccountRef } = account;
  const { type, state, placedAt, remindedAt } = hold;
  const said = { holdId, accountId, lenderAccountRef, ...holder, type, state, placedAt };
  const told = remindedAt === undefined ? {} : { remindedAt };
  return [{ ...said, ...told, nextStep: nextStepOf(hold), dueAt }];
}

const isWaiting = ({ state }: Hold): boolean => state === "ORDERED" || state === "ESCALATED";

function nextStepOf({ state, remindedAt }: Hold): UnacknowledgedHoldView["nextStep"] {
  if (state === "ESCALATED") return "RECALL";
  return remindedAt === undefined ? "REMIND" : "ESCALATE";
}
