import type { Account } from "../accounts/model.ts";
import type { Arrangement } from "../arrangements/model.ts";
import type { CallbackOf, Envelope, EventType } from "./wire.ts";
import type { Clock } from "../clocks/model.ts";
import type { Cost } from "../charges/cost.ts";
import type { Charge } from "../charges/model.ts";
import type { ContactAttempt } from "../compliance/contact.ts";
import type { DebtorReport } from "../debtor-reports/model.ts";
import type { Dispute } from "../disputes/model.ts";
import type { Note } from "../disputes/note.ts";
import type { EventDraft } from "../kernel/event.ts";
import type { AgencyId, DisputeId, PlacementId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { balancesOf } from "../ledger/balance.ts";
import type { DirectPayment } from "../payments/direct-model.ts";
import type { Payment, Reversal } from "../payments/model.ts";
import type { PlacementChange } from "../placements/model.ts";
import type { Settlement } from "../settlements/model.ts";

/** A callback together with who sent it and when it came. */
export type Received<T extends EventType> = {
  readonly agencyId: AgencyId;
  readonly callback: CallbackOf<T>;
  readonly payloadHash: string;
  readonly receivedAt: Instant;
  /** When it is acted upon, where that is later than when it came. */
  readonly postedAt?: Instant;
  /** The event as the agency sent it, where that is kept with its receipt. */
  readonly keptText?: string;
};

/** What a callback does, as facts: the use case turns them into one transaction. */
export type Outcome = {
  readonly account: Account;
  readonly events: readonly [EventDraft, ...EventDraft[]];
  readonly payment?: Payment;
  /** The payment item that stood there when the decision was made; absent means that none may exist. */
  readonly paymentBefore?: Payment;
  readonly reversal?: Reversal;
  /** That the agency knows of a payment that the lender got. */
  readonly directAcknowledged?: { readonly payment: DirectPayment; readonly acknowledgedAt: Instant };
  readonly placement?: PlacementChange;
  readonly arrangement?: Arrangement;
  readonly settlement?: Settlement;
  readonly charge?: Charge;
  /** A cost that waits for the lender's word. */
  readonly cost?: Cost;
  readonly dispute?: Dispute;
  readonly disputeChanged?: { readonly before: Dispute; readonly after: Dispute };
  readonly note?: Note;
  /** That the agency stopped for a dispute. */
  readonly disputeHeld?: { readonly disputeId: DisputeId; readonly heldAt: Instant };
  readonly report?: DebtorReport;
  readonly contact?: ContactAttempt;
  /** That a former holder deleted the debtor's data. */
  readonly attested?: { readonly placementId: PlacementId; readonly deletedAt: Instant };
  /** What is due of the account's commission may be another from now on. */
  readonly movesCommission?: true;
  readonly clocksStarted?: readonly Clock[];
  readonly clocksStopped?: readonly Pick<Clock, "kind" | "ref">[];
  readonly answer?: {
    readonly disputeId?: string;
    readonly holdId?: string;
    readonly reportId?: string;
    readonly costId?: string;
    readonly reason?: string;
  };
};

/** What every callback has in common, whatever its type. */
export type AnyReceived = Omit<Received<EventType>, "callback"> & {
  readonly callback: Pick<Envelope, "eventId" | "placementId" | "effectiveAt" | "reportedAt">;
};

/** The event of a callback: the same times and payload hash, whatever it did. */
export const eventOf = (
  received: AnyReceived,
  draft: Pick<EventDraft, "type" | "data"> & Partial<Pick<EventDraft, "postings" | "route" | "effectiveAt">>,
): EventDraft => {
  const { callback, agencyId, receivedAt, payloadHash } = received;
  return {
    actor: { kind: "AGENCY", id: agencyId },
    effectiveAt: callback.effectiveAt,
    ...(callback.reportedAt !== undefined && { reportedAt: callback.reportedAt }),
    receivedAt,
    payloadHash,
    ...draft,
    data: { sourceEventId: callback.eventId, placementId: callback.placementId, ...draft.data },
  };
};

export const outstandingOf = (account: Account): number => balancesOf(account).outstanding;
