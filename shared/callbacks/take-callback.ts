import type { Account } from "../accounts/model.ts";
import type { Payment } from "../payments/model.ts";
import type { PaymentStore } from "../payments/store.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import type { AttributeReported } from "../suspense/attribute-reported.ts";
import { answerOf } from "./answer-of.ts";
import { crowded } from "./crowded.ts";
import { decide } from "./decide.ts";
import { isForeign } from "./echo.ts";
import { loadEcho, type LoadEchoDeps } from "./load-echo.ts";
import { loadKnown, type LoadDeps } from "./load-known.ts";
import type { Received } from "./outcome.ts";
import { quarantined, settled, type Taken } from "./receipt.ts";
import type { ReceiptStore } from "./receipt-store.ts";
import type { NoteRefusalDeps } from "./note-refusal.ts";
import { refusedOnAccount, refusedOrRepeated } from "./refused.ts";
import { takenAlready, type Already } from "./taken-already.ts";
import type { Suspend } from "./suspend.ts";
import type { WrittenOf } from "./transaction.ts";
import type { EventType } from "./wire.ts";

export type TakeCallbackDeps = LoadDeps &
  LoadEchoDeps &
  NoteRefusalDeps & {
    readonly payments: Pick<PaymentStore, "find" | "findReversal">;
    readonly receipts: Pick<ReceiptStore, "find" | "idOf" | "keep" | "quarantine">;
    readonly writtenOf: WrittenOf;
    readonly suspend: Suspend;
    readonly attributeReported: AttributeReported;
    readonly write: Write;
  };

/**
 * Takes an agency's callback: load, decide, write once. A payment costs one read and one transaction of four
 * items. A repeat of the same event gets the stored answer; money of an unknown account goes to suspense; what the
 * agency only reports back acknowledges that it was told, and does nothing else.
 * @throws Refused `event-id-reused`, `not-found`, `invalid-transition`, `currency-mismatch`,
 * `amount-exceeds-balance`, `close-code-inconsistent`, `objection-not-allowed`, `hold-owned-by-another`,
 * `unavailable`
 */
export const takeCallback =
  (deps: TakeCallbackDeps) =>
  async (received: Received<EventType>, raw: string): Promise<Taken> => {
    let seen: Payment | undefined;
    return attempts(async () => {
      const { account, payment = seen, ...placed } = await loadKnown(deps, received);
      if (account === undefined || isInSuspense(payment, received))
        return homeless(deps, received, { payment, raw });
      const echoed = await loadEcho(deps, received, account);
      const known = { account, ...placed, ...(payment && { payment }), ...echoed };
      const reason = crowded(known, received);
      if (reason !== undefined) return quarantined(deps, received, { raw, reason });
      const decision = decide(known, received);
      if (!decision.ok)
        return refusedOnAccount(deps, received, { refusal: decision.error, account, payment });
      const answer = answerOf(deps, received, decision.value);
      const written = await deps.write(deps.writtenOf({ before: account, received, answer }, decision.value));
      if (written.ok) return { answer, replayed: false };
      const already = takenAlready(written.error, received);
      if (already.kind === "moved") seen = already.payment;
      return takenBefore(deps, received, { already, raw, account });
    }, onConflict);
  };

type Before = { readonly already: Already; readonly raw: string; readonly account: Account };

/** What stands there already: the same event or money, or money whose account the agency names only now. */
async function takenBefore(
  deps: TakeCallbackDeps,
  received: Received<EventType>,
  { already, raw, account }: Before,
): Promise<Taken | typeof again> {
  const { callback } = received;
  if (already.kind === "in-suspense" && callback.eventType === "payment.received")
    return deps.attributeReported({ ...already, received: { ...received, callback }, account });
  return (await settled(deps, received, { already, raw })) ?? again;
}

/** A reversal goes where its payment is, whatever placement it names. */
const isInSuspense = (payment: Payment | undefined, { callback }: Received<EventType>): boolean =>
  callback.eventType === "payment.reversed" && payment?.status === "SUSPENSE" && !isForeign(callback);

/** No account that this agency held: money is kept all the same, anything else is not there. */
async function homeless(
  deps: TakeCallbackDeps,
  received: Received<EventType>,
  known: { readonly payment: Payment | undefined; readonly raw: string },
): Promise<Taken | typeof again> {
  const { callback } = received;
  if (isForeign(callback)) return quarantined(deps, received, { raw: known.raw, reason: "echo-unknown" });
  if (callback.eventType === "payment.received") return deps.suspend({ ...received, callback }, known.raw);
  const { payment } = known;
  // It was in suspense, and is where it belongs now.
  if (payment?.reportedPlacementId === callback.placementId)
    return takeCallback(deps)(
      { ...received, callback: { ...callback, placementId: payment.placementId } },
      known.raw,
    );
  if (callback.eventType === "payment.reversed" && payment?.status === "SUSPENSE")
    return deps.suspend({ ...received, callback }, known.raw, payment);
  if (callback.eventType === "payment.reversed" || callback.eventType === "payment.corrected")
    return quarantined(deps, received, { raw: known.raw, reason: "payment-unknown" });
  return refusedOrRepeated(deps, received, {
    code: "not-found",
    detail: "No placement of this agency has that id.",
  });
}

export type TakeCallback = ReturnType<typeof takeCallback>;
