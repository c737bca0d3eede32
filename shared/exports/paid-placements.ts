import type { AgencyId, LenderId, PlacementId } from "../kernel/ids.ts";
import { dateOf, type Instant, type LocalDate } from "../kernel/time.ts";
import type { Payment } from "../payments/model.ts";
import type { RemittanceLine } from "../remittances/model.ts";
import type { PaymentReads } from "./recovery-deps.ts";

type Of = { readonly lenderId: LenderId; readonly agencyId: AgencyId; readonly to: LocalDate };

/**
 * The placements of the payments that an advice's lines are about, by line, for those that do not name one. What was
 * reported after the last day was not known then.
 */
export async function paidPlacements(
  { payments, directPayments }: PaymentReads,
  { lenderId, agencyId, to }: Of,
  lines: readonly RemittanceLine[],
): Promise<ReadonlyMap<string, PlacementId>> {
  const open = lines.filter(({ placementId }) => placementId === undefined);
  if (open.length === 0) return new Map();
  const [reported, recorded] = await Promise.all([
    payments.findAll(agencyId, open.map(refOf)),
    directPayments.findAll(lenderId, open.filter(isDirect).map(refOf)),
  ]);
  // What was in suspense may have been there still.
  const isPosted = ({ status, reportedPlacementId }: Payment): boolean =>
    status === "POSTED" && reportedPlacementId === undefined;
  const isKnown = ({ receivedAt }: { readonly receivedAt: Instant }): boolean => dateOf(receivedAt) <= to;
  const own = new Map(
    reported
      .filter((one) => isPosted(one) && isKnown(one))
      .map(({ paymentRef, placementId }) => [paymentRef, placementId]),
  );
  const told = new Map(
    recorded.filter(isKnown).flatMap((one) => (one.told ? [[one.paymentRef, one.told.placementId]] : [])),
  );
  return new Map(
    open.flatMap((line) => {
      const found = own.get(refOf(line)) ?? (isDirect(line) ? told.get(refOf(line)) : undefined);
      return found === undefined ? [] : [[line.lineId, found]];
    }),
  );
}

const isDirect = ({ recipient }: RemittanceLine): boolean => recipient === "LENDER";

const refOf = ({ paymentRef, originalPaymentRef = paymentRef }: RemittanceLine): string => originalPaymentRef;
