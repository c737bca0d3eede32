import { Refused } from "../kernel/problems.ts";
import type { AnyReceived } from "./outcome.ts";
import type { Receipt } from "./model.ts";
import type { ReceiptStore } from "./receipt-store.ts";
import type { Already } from "./taken-already.ts";
import type { CallbackAnswer } from "./wire.ts";

/** How a callback was taken. `replayed` tells that the answer is the one that it got before. */
export type Taken = { readonly answer: CallbackAnswer; readonly replayed: boolean };

/**
 * The answer that the same event got the first time.
 * @throws Refused `event-id-reused` when the body is another one
 */
export function replayed(receipt: Receipt, received: Pick<AnyReceived, "payloadHash">): Taken {
  if (receipt.bodyHash === received.payloadHash) return { answer: receipt.answer, replayed: true };
  throw new Refused({
    code: "event-id-reused",
    detail: `${receipt.eventId} was received at ${receipt.receivedAt} with another body. Nothing was changed.`,
    extra: { receiptId: receipt.answer.receiptId },
  });
}

type Quarantinable = Pick<AnyReceived, "agencyId" | "payloadHash" | "receivedAt" | "keptText"> & {
  readonly callback: { readonly eventId: string };
};

/** Why a callback is kept for a person, and which of its values is the reason, where it is one. */
export type Why = { readonly reason: string; readonly pointer?: string; readonly value?: string };

/** Keeps a callback that cannot be acted upon, whole, for a person to look at. */
export async function quarantined(
  deps: { readonly receipts: Pick<ReceiptStore, "idOf" | "quarantine"> },
  received: Quarantinable,
  { raw, ...why }: Why & { readonly raw: string },
): Promise<Taken> {
  const receipt = receiptOf(deps, received, { disposition: "QUARANTINED", reason: why.reason });
  return firstOrReplayed(receipt, await deps.receipts.quarantine({ ...receipt, raw }, why), received);
}

/** The same money under another event id: recorded before, so nothing changes but that this event has its receipt. */
export async function duplicate(
  deps: { readonly receipts: Pick<ReceiptStore, "idOf" | "keep"> },
  received: Quarantinable,
): Promise<Taken> {
  const receipt = receiptOf(deps, received, { disposition: "DUPLICATE", reason: "recorded-before" });
  return firstOrReplayed(receipt, await deps.receipts.keep(receipt), received);
}

/** The receipt of a callback that changed nothing. */
function receiptOf(
  deps: { readonly receipts: Pick<ReceiptStore, "idOf"> },
  received: Quarantinable,
  how: Pick<CallbackAnswer, "disposition" | "reason">,
): Receipt {
  const { eventId } = received.callback;
  return receiptWith(received, {
    receiptId: deps.receipts.idOf(received.agencyId, eventId),
    eventId,
    ...how,
  });
}

/** That a callback came and what was answered, with its text where that is kept. */
export const receiptWith = (received: Quarantinable, answer: CallbackAnswer): Receipt => ({
  agencyId: received.agencyId,
  eventId: received.callback.eventId,
  bodyHash: received.payloadHash,
  answer,
  receivedAt: received.receivedAt,
  ...(received.keptText !== undefined && { raw: received.keptText }),
});

const firstOrReplayed = (receipt: Receipt, existing: Receipt | undefined, received: Quarantinable): Taken =>
  existing === undefined ? { answer: receipt.answer, replayed: false } : replayed(existing, received);

/** What was taken already is answered; undefined when only something else had moved. */
export async function settled(
  deps: { readonly receipts: Pick<ReceiptStore, "idOf" | "keep" | "quarantine"> },
  received: Quarantinable,
  { already, raw }: { readonly already: Already; readonly raw: string },
): Promise<Taken | undefined> {
  switch (already.kind) {
    case "replay":
      return replayed(already.receipt, received);
    case "duplicate":
      return duplicate(deps, received);
    case "reused-reference":
    case "in-suspense":
      return quarantined(deps, received, { raw, reason: "reused-reference" });
    case "moved":
      return undefined;
  }
}
