import type { EventDraft } from "./event.ts";

/**
 * The events of an account that its lender is told of by push: this list alone decides. Payments are not on it:
 * a payment's callback costs one read and one transaction and nothing behind it. Whether an agency knows of one that
 * the lender got is.
 */
export const lenderEventTypes = [
  "placement.offered",
  "placement.acknowledged",
  "placement.acknowledgement_mismatched",
  "placement.declined",
  "placement.timed_out",
  "placement.cancelled",
  "placement.information_requested",
  "placement.information_provided",
  "placement.information_overdue",
  "placement.closed",
  "placement.stage_changed",
  "placement.reopened",
  "placement.recalled",
  "recall.requested",
  "recall.acknowledged",
  "recall.objected",
  "recall.cancelled",
  "dispute.raised",
  "dispute.evidence_added",
  "dispute.withdrawn",
  "dispute.assigned",
  "dispute.note_added",
  "dispute.extended",
  "dispute.investigated",
  "dispute.customer_asked",
  "dispute.customer_heard",
  "dispute.document_announced",
  "dispute.document_stored",
  "dispute.answer_proposed",
  "dispute.proposal_cancelled",
  "dispute.overdue",
  "dispute.resolved",
  "hold.placed",
  "hold.ordered",
  "hold.applied",
  "hold.acknowledged",
  "hold.reminded",
  "hold.escalated",
  "hold.released",
  "complaint.raised",
  "debtor.deceased",
  "debtor.insolvent",
  "debtor.vulnerable",
  "debtor.represented",
  "debtor.cease_requested",
  "debtor.moratorium",
  "debtor.id_theft",
  "debtor.moved",
  "debtor_report.answered",
  "debtor_report.overdue",
  "contact.attempted",
  "arrangement.proposed",
  "arrangement.activated",
  "arrangement.amended",
  "arrangement.instalment_missed",
  "arrangement.broken",
  "arrangement.completed",
  "arrangement.cancelled",
  "settlement.requested",
  "settlement.approved",
  "settlement.declined",
  "settlement.decided",
  "cost.incurred",
  "cost.decided",
  "fee.added",
  "payment.direct_acknowledged",
  "payment.direct_unacknowledged",
] as const;

const types: ReadonlySet<string> = new Set(lenderEventTypes);

/** Whether the lender is told of an event; of attempts to reach the debtor only those that broke a rule. */
export const isForLender = ({ type, data }: Pick<EventDraft, "type" | "data">): boolean =>
  types.has(type) && (type !== "contact.attempted" || isViolation(data));

const isViolation = ({ violations }: EventDraft["data"]): boolean =>
  Array.isArray(violations) && violations.length > 0;
