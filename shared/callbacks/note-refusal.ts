import { withHistory } from "../accounts/history.ts";
import type { Account } from "../accounts/model.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { EventDraft } from "../kernel/event.ts";
import type { Refusal } from "../kernel/problems.ts";
import { excessEvent, excessTold } from "../payments/excess.ts";
import type { Payment } from "../payments/model.ts";
import { closeRefused } from "../placements/close-refused.ts";
import type { Write } from "../platform/write.ts";
import type { Received } from "./outcome.ts";
import type { EventType } from "./wire.ts";

export type NoteRefusalDeps = {
  readonly accounts: Pick<AccountStore, "changed" | "step">;
  readonly write: Write;
};

/** What was refused of an account, and of which payment, where it is about one. */
export type OnAccount = {
  readonly refusal: Refusal;
  readonly account: Account;
  readonly payment: Payment | undefined;
};

type Note = { readonly name: string; readonly event: EventDraft };

/**
 * Writes into the account's history that more was to be taken back than is left, or that a placement was to be closed
 * against its money: once for each, however often it is sent.
 * @returns whether nothing is left to be written; not where somebody else moved the account
 */
export async function noteRefusal(
  { accounts, write }: NoteRefusalDeps,
  received: Received<EventType>,
  refused: OnAccount,
): Promise<boolean> {
  const note = noteOf(received, refused);
  if (note === undefined) return true;
  const { account: before } = refused;
  const { receivedAt, postedAt = receivedAt } = received;
  const { account, events } = withHistory(before, [note.event], postedAt);
  const written = await write({
    identity: [accounts.step(before.accountId, note.name, postedAt)],
    // The account stays as it is: only its history is longer.
    state: [accounts.changed(before, account, before.updatedAt)],
    events,
  });
  return written.ok || written.error.some(({ name }) => name === "step");
}

function noteOf(received: Received<EventType>, { refusal, account, payment }: OnAccount): Note | undefined {
  const { agencyId, callback } = received;
  if (callback.eventType === "payment.reversed" && refusal.code === "amount-exceeds-balance" && payment) {
    const { reversalRef, amount } = callback.data;
    const event = excessEvent(received, payment, { reversalRef, amount: amount.amount });
    return {
      name: `reversal-exceeds#${agencyId}#${reversalRef}`,
      event: excessTold(account.accountId, event),
    };
  }
  if (callback.eventType === "placement.closed" && isAgainstTheMoney(refusal, callback.data.code))
    return {
      name: `close-refused#${callback.placementId}#${callback.data.code}`,
      event: closeRefused({ ...received, callback }, account),
    };
  return undefined;
}

/** `OTHER` says nothing of the money: it lacks a text where it is refused. */
const isAgainstTheMoney = ({ code }: Refusal, closeCode: string): boolean =>
  code === "close-code-inconsistent" && closeCode !== "OTHER";
