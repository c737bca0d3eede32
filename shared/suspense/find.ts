import type { HistoryStore } from "../accounts/history-store.ts";
import type { SuspenseId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { PaymentStore } from "../payments/store.ts";
import type { InSuspense } from "./model.ts";

export type FindSuspenseDeps = {
  readonly payments: Pick<PaymentStore, "find" | "findSuspense">;
  readonly histories: Pick<HistoryStore, "upTo">;
};

/** @throws Refused `not-found` */
export const findSuspense =
  ({ payments, histories }: FindSuspenseDeps) =>
  async (suspenseId: SuspenseId): Promise<InSuspense> => {
    const suspense = await payments.findSuspense(suspenseId);
    if (suspense === undefined)
      throw new Refused({ code: "not-found", detail: "No money in suspense has that id." });
    const { agencyId, paymentRef, sequence } = suspense;
    const [payment, history] = await Promise.all([
      payments.find(agencyId, paymentRef),
      histories.upTo(suspenseId, sequence),
    ]);
    if (payment === undefined) throw new Error(`a suspense record without its payment: ${suspenseId}`);
    return { suspense, payment, history };
  };

export type FindSuspense = ReturnType<typeof findSuspense>;
