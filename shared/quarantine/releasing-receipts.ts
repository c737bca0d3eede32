import type { Receipt } from "../callbacks/model.ts";
import type { ReceiptStore } from "../callbacks/receipt-store.ts";
import { Refused } from "../kernel/problems.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import type { Decision, QuarantinedEvent } from "./model.ts";
import { stillQuarantined } from "./still-quarantined.ts";
import type { QuarantineStore } from "./store.ts";

export type ReleasingDeps = {
  readonly receipts: Pick<ReceiptStore, "idOf" | "find">;
  readonly quarantine: Pick<QuarantineStore, "find" | "released">;
  readonly update: UpdateOne;
};

/**
 * Receipts as the callback's use case sees them while a quarantined event is released: its own is not there yet,
 * and takes the place of the quarantined one if that still waits.
 */
export const releasingReceipts =
  ({ receipts, quarantine, update }: ReleasingDeps) =>
  (
    event: QuarantinedEvent,
    decision: Decision,
  ): Pick<ReceiptStore, "idOf" | "find" | "created" | "keep" | "quarantine"> => ({
    idOf: receipts.idOf,
    find: async (agencyId, eventId) => {
      const isWaiting = (await quarantine.find(event.answer.receiptId))?.state === "OPEN";
      return isWaiting ? undefined : receipts.find(agencyId, eventId);
    },
    created: (receipt) => quarantine.released(receipt, decision),
    keep: async (receipt) =>
      (await update(quarantine.released(receipt, decision))) ? undefined : standing(receipts, receipt),
    quarantine: async (_receipt, why) => {
      throw stillQuarantined(why);
    },
  });

async function standing(receipts: Pick<ReceiptStore, "find">, receipt: Receipt): Promise<Receipt> {
  const found = await receipts.find(receipt.agencyId, receipt.eventId);
  if (found !== undefined) return found;
  throw new Refused({ code: "not-found", detail: "No event of that receipt waits." });
}
