import { money } from "../kernel/money.ts";
import type { Suspense } from "../payments/model.ts";
import { suspenseStateOf, type InSuspense } from "./model.ts";
import type { SuspensePaymentDetail, SuspensePaymentView } from "./wire.ts";

export function suspenseView(suspense: Suspense): SuspensePaymentView {
  const { accountId, agencyId, paymentRef, placementId, held, currency, settled } = suspense;
  return {
    suspenseId: accountId,
    agencyId,
    paymentRef,
    reportedPlacementId: placementId,
    state: suspenseStateOf(suspense),
    held: money(held, currency),
    ...(settled && {
      settledAt: settled.at,
      settledBy: settled.by,
      explanation: settled.explanation,
      ...(settled.placementId && { placementId: settled.placementId }),
    }),
  };
}

export const suspenseDetail = ({ suspense, history }: InSuspense): SuspensePaymentDetail => ({
  ...suspenseView(suspense),
  history: history.map((event) => ({ ...event, postings: [...event.postings] })),
});
