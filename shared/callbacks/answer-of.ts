import { balanceView } from "../accounts/view.ts";
import type { Outcome, Received } from "./outcome.ts";
import type { ReceiptStore } from "./receipt-store.ts";
import type { CallbackAnswer, EventType } from "./wire.ts";

/** The members stand in the schema's order: a repeat, read back through the schema, answers the same text. */
export function answerOf(
  { receipts }: { readonly receipts: Pick<ReceiptStore, "idOf"> },
  { agencyId, callback: { eventId } }: Received<EventType>,
  { account, answer: { reason, ...ids } = {} }: Pick<Outcome, "account" | "answer">,
): CallbackAnswer {
  const balance = balanceView(account);
  return {
    receiptId: receipts.idOf(agencyId, eventId),
    eventId,
    disposition: "ACCEPTED",
    ...(reason !== undefined && { reason }),
    lifecycle: account.lifecycle,
    outstanding: balance.outstanding,
    balance,
    ...ids,
  };
}
