import { duplicate, receiptWith, replayed, type Taken } from "../callbacks/receipt.ts";
import type { ReceiptStore } from "../callbacks/receipt-store.ts";
import type { ReceivedSnapshot } from "../callbacks/take-any-callback.ts";
import type { CallbackAnswer } from "../callbacks/wire.ts";
import type { ReportSnapshot, SnapshotReported } from "./report-snapshot.ts";

export type TakeSnapshotDeps = {
  readonly receipts: Pick<ReceiptStore, "idOf" | "find" | "created" | "keep">;
  readonly reportSnapshot: (command: ReportSnapshot) => Promise<SnapshotReported>;
};

/**
 * Takes a part of an inventory that came as a callback. The same event again gets the same answer; the same part
 * under another event id is a duplicate.
 * @throws Refused `event-id-reused`, and what the part is refused for
 */
export const takeSnapshot =
  (deps: TakeSnapshotDeps) =>
  async (received: ReceivedSnapshot): Promise<Taken> => {
    const { agencyId, callback, receivedAt, postedAt } = received;
    const receipt = await deps.receipts.find(agencyId, callback.eventId);
    if (receipt !== undefined) return replayed(receipt, received);
    const { snapshot, replayed: isKnown } = await deps.reportSnapshot({
      agencyId,
      data: callback.data,
      receivedAt,
      ...(postedAt && { postedAt }),
      receiptOf: ({ snapshotId }) =>
        deps.receipts.created(receiptWith(received, answerOf(deps, received, snapshotId))),
    });
    return isKnown
      ? duplicate(deps, received)
      : { answer: answerOf(deps, received, snapshot.snapshotId), replayed: false };
  };

const answerOf = (
  { receipts }: Pick<TakeSnapshotDeps, "receipts">,
  { agencyId, callback: { eventId } }: ReceivedSnapshot,
  snapshotId: string,
): CallbackAnswer => ({
  receiptId: receipts.idOf(agencyId, eventId),
  eventId,
  disposition: "ACCEPTED",
  snapshotId,
});

export type TakeSnapshot = ReturnType<typeof takeSnapshot>;
