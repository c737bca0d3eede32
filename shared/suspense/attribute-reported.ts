import type { Account } from "../accounts/model.ts";
import { answerOf } from "../callbacks/answer-of.ts";
import type { Received } from "../callbacks/outcome.ts";
import { receiptWith, type Taken } from "../callbacks/receipt.ts";
import type { ReceiptStore } from "../callbacks/receipt-store.ts";
import { refusedOrRepeated, type RefusedDeps } from "../callbacks/refused.ts";
import { SuspenseId } from "../kernel/ids.ts";
import type { Payment } from "../payments/model.ts";
import { again } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { attribution } from "./attribution.ts";
import { findSuspense, type FindSuspenseDeps } from "./find.ts";
import { attributionWritten, type SuspenseWrites } from "./written.ts";

type Deps = FindSuspenseDeps &
  SuspenseWrites &
  RefusedDeps & {
    readonly payments: FindSuspenseDeps["payments"] & SuspenseWrites["payments"];
    readonly receipts: Pick<ReceiptStore, "idOf" | "created">;
    readonly write: Write;
  };

export type Reported = {
  readonly received: Received<"payment.received">;
  readonly account: Account;
  readonly payment: Payment;
};

/**
 * An agency reports money that is in suspense again, by a placement that it held: that is where the money belongs.
 * The event's receipt is in the transaction of the attribution.
 */
export const attributeReported =
  (deps: Deps) =>
  async ({ received, account, payment }: Reported): Promise<Taken | typeof again> => {
    const { agencyId, callback, receivedAt, postedAt = receivedAt } = received;
    const decided = attribution(await findSuspense(deps)(SuspenseId.parse(payment.accountId)), {
      actor: { kind: "AGENCY", id: agencyId },
      now: postedAt,
      explanation: `${callback.eventId} names the placement.`,
      placementId: callback.placementId,
      account,
    });
    if (!decided.ok) return refusedOrRepeated(deps, received, decided.error);
    const { outcome } = decided.value;
    const answer = answerOf(deps, received, { ...outcome, answer: { reason: "attributed" } });
    const receipt = deps.receipts.created(receiptWith(received, answer));
    const writing = { before: account, now: postedAt, receipt };
    const written = await deps.write(attributionWritten(deps, decided.value, writing));
    return written.ok ? { answer, replayed: false } : again;
  };

export type AttributeReported = ReturnType<typeof attributeReported>;
