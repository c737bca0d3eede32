import { duplicate, receiptWith, replayed, type Taken } from "../callbacks/receipt.ts";
import type { ReceiptStore } from "../callbacks/receipt-store.ts";
import type { ReceivedAdvice } from "../callbacks/take-any-callback.ts";
import type { CallbackAnswer } from "../callbacks/wire.ts";
import type { AdviseRemittance, Advised } from "./advise-remittance.ts";

export type TakeAdviceDeps = {
  readonly receipts: Pick<ReceiptStore, "idOf" | "find" | "created" | "keep">;
  readonly adviseRemittance: (command: AdviseRemittance) => Promise<Advised>;
};

/**
 * Takes an advice that came as a callback, by the use case of every advice: the receipt goes into its transaction.
 * The same event again gets the same answer; the same advice under another event id is a duplicate.
 * @throws Refused `event-id-reused`, and what the advice is refused for
 */
export const takeAdvice =
  (deps: TakeAdviceDeps) =>
  async (received: ReceivedAdvice): Promise<Taken> => {
    const { agencyId, callback, receivedAt, postedAt } = received;
    const receipt = await deps.receipts.find(agencyId, callback.eventId);
    if (receipt !== undefined) return replayed(receipt, received);
    const { remittance, replayed: isKnown } = await deps.adviseRemittance({
      agencyId,
      advice: callback.data,
      actor: { kind: "AGENCY", id: agencyId },
      source: "CALLBACK",
      receivedAt,
      ...(postedAt && { postedAt }),
      receiptOf: ({ remittanceId }) =>
        deps.receipts.created(receiptWith(received, answerOf(deps, received, remittanceId))),
    });
    return isKnown
      ? duplicate(deps, received)
      : { answer: answerOf(deps, received, remittance.remittanceId), replayed: false };
  };

const answerOf = (
  { receipts }: Pick<TakeAdviceDeps, "receipts">,
  { agencyId, callback: { eventId } }: ReceivedAdvice,
  remittanceId: string,
): CallbackAnswer => ({
  receiptId: receipts.idOf(agencyId, eventId),
  eventId,
  disposition: "ACCEPTED",
  remittanceId,
});

export type TakeAdvice = ReturnType<typeof takeAdvice>;
