import { withHistory } from "../accounts/history.ts";
import type { Account } from "../accounts/model.ts";
import type { AccountStore } from "../accounts/store.ts";
import { excessEvent, excessTold } from "../payments/excess.ts";
import type { Payment } from "../payments/model.ts";
import type { Write } from "../platform/write.ts";
import type { Received } from "./outcome.ts";

export type NoteExcessDeps = {
  readonly accounts: Pick<AccountStore, "changed" | "step">;
  readonly write: Write;
};

type About = { readonly account: Account; readonly payment: Payment };

/**
 * Writes into the account's history that more was to be taken back than is left, once for each reversal however often
 * it is sent. @returns whether it stands there; not where somebody else moved the account
 */
export async function noteExcess(
  { accounts, write }: NoteExcessDeps,
  received: Received<"payment.reversed">,
  { account: before, payment }: About,
): Promise<boolean> {
  const { agencyId, callback, receivedAt, postedAt = receivedAt } = received;
  const { reversalRef, amount } = callback.data;
  const event = excessEvent(received, payment, { reversalRef, amount: amount.amount });
  const { account, events } = withHistory(before, [excessTold(before.accountId, event)], postedAt);
  const written = await write({
    identity: [accounts.step(before.accountId, `reversal-exceeds#${agencyId}#${reversalRef}`, postedAt)],
    // The account stays as it is: only its history is longer.
    state: [accounts.changed(before, account, before.updatedAt)],
    events,
  });
  return written.ok || written.error.some(({ name }) => name === "step");
}
