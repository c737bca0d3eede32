import { ARRANGEMENT_COUNT_MAX } from "../arrangements/model.ts";
import { isHeldTooOften } from "../debtor-reports/take-report.ts";
import type { Payment } from "../payments/model.ts";
import { SETTLEMENT_COUNT_MAX } from "../settlements/model.ts";
import type { Known } from "./decide.ts";
import type { Received } from "./outcome.ts";
import type { EventType } from "./wire.ts";

/** As many reversals, and as many corrections, as may wait for one payment: all are applied in its transaction. */
const WAITING_COUNT_MAX = 20;

type Hanging = Pick<Partial<Known>, "account" | "arrangements" | "settlements" | "echo"> & {
  readonly payment?: Payment | undefined;
};

/**
 * Why what hangs on one payment or account cannot be added to, if it cannot: a person must look at it. What is only
 * reported back adds to nothing.
 */
export const crowded = (known: Hanging, received: Received<EventType>): string | undefined =>
  known.echo === undefined ? fullness(known, received) : known.echo.fault;

function fullness(
  { account, payment, arrangements, settlements }: Hanging,
  received: Received<EventType>,
): string | undefined {
  const { callback, agencyId } = received;
  if (isHeldTooOften(account, callback.eventType)) return "too-many-holds";
  if (callback.eventType === "payment.reversed")
    return isFull(payment?.waiting) ? "too-many-reversals-wait" : undefined;
  if (callback.eventType === "payment.corrected") return uncorrectable(payment);
  if (isAtMost(settlements)) return "too-many-settlements";
  if (arrangements === undefined || !("arrangementRef" in callback.data)) return undefined;
  return isOneTooMany(arrangements, callback.data.arrangementRef, agencyId)
    ? "too-many-arrangements"
    : undefined;
}

const isAtMost = (settlements: Known["settlements"] = []): boolean =>
  settlements.length >= SETTLEMENT_COUNT_MAX;

function uncorrectable(payment: Payment | undefined): string | undefined {
  if (payment?.status === "SUSPENSE") return "payment-in-suspense";
  return isFull(payment?.corrections) ? "too-many-corrections-wait" : undefined;
}

const isFull = (waiting: readonly unknown[] = []): boolean => waiting.length >= WAITING_COUNT_MAX;

const isOneTooMany = (
  all: NonNullable<Known["arrangements"]>,
  arrangementRef: string,
  agencyId: string,
): boolean =>
  all.length >= ARRANGEMENT_COUNT_MAX &&
  !all.some((one) => one.agencyId === agencyId && one.arrangementRef === arrangementRef);
