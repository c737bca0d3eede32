import * as z from "zod";
import type { GatewayEvent } from "../kernel/event.ts";
import { AgencyId, PlacementId, type LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import { dateOf } from "../kernel/time.ts";
import { said } from "../reconciliation/break.ts";
import { expectationId } from "../reconciliation/expectation-id.ts";
import type { Expectation } from "../reconciliation/model.ts";
import type { OtherFinding } from "./finding.ts";

const Excess = z.object({
  placementId: PlacementId,
  reversalRef: z.string(),
  originalPaymentRef: z.string(),
  amount: z.int(),
  left: z.int(),
});

type Books = { readonly lenderId: LenderId; readonly accountId: string; readonly currency: Currency };

/**
 * What was not taken back, for more was to be than is left, as finance looks at it: beside the payment and what was
 * taken back of it before, as they were told up to then.
 */
export function excessReversal(
  { lenderId, accountId, currency }: Books,
  event: Pick<GatewayEvent, "actor" | "data" | "effectiveAt">,
  told: readonly Expectation[],
): OtherFinding {
  const agencyId = AgencyId.parse(event.actor.id);
  const { placementId, reversalRef, originalPaymentRef, amount, left } = Excess.parse(event.data);
  const of = { agencyId, reporter: "AGENCY" } as const;
  const [id, paid] = [
    expectationId(of, "REVERSAL", reversalRef),
    expectationId(of, "PAYMENT", originalPaymentRef),
  ];
  const known = told.filter((one) => one.id === paid || isBack(one, { agencyId, originalPaymentRef }));
  const again = known.find((one) => one.kind === "REVERSAL" && one.amount === -amount);
  const effectiveOn = dateOf(event.effectiveAt);
  const about = { lenderId, agencyId, accountId, placementId, currency, effectiveOn };
  return {
    code: again === undefined ? "REVERSAL_EXCEEDS" : "REVERSAL_TWICE",
    lenderId,
    agencyId,
    currency,
    amount: -amount,
    subjects: [id, paid],
    explain: [
      `${reversalRef} takes back ${said(amount, currency)} of ${originalPaymentRef}, of which ${said(left, currency)} is left`,
      ...(again === undefined ? [] : [`${again.paymentRef} took back as much before`]),
      "nothing of it was booked",
    ],
    reported: [
      ...known,
      { id, kind: "REVERSAL", paymentRef: reversalRef, originalPaymentRef, amount: -amount, ...about },
    ],
  };
}

const isBack = (
  one: Expectation,
  { agencyId, originalPaymentRef }: Pick<Expectation, "agencyId" | "originalPaymentRef">,
): boolean =>
  one.kind === "REVERSAL" && one.agencyId === agencyId && one.originalPaymentRef === originalPaymentRef;
