import * as z from "zod";
import { callbacks } from "./wire.ts";

// All types at once, for whoever describes them. What takes a callback asks for the schema of its type alone.

/** A callback about an account, told apart by `eventType`. */
export const Callback = z.discriminatedUnion("eventType", [
  callbacks["placement.acknowledged"],
  callbacks["placement.declined"],
  callbacks["placement.info_requested"],
  callbacks["payment.received"],
  callbacks["payment.reversed"],
  callbacks["payment.corrected"],
  callbacks["cost.incurred"],
  callbacks["fee.added"],
  callbacks["settlement.requested"],
  callbacks["settlement.approved"],
  callbacks["settlement.declined"],
  callbacks["dispute.raised"],
  callbacks["dispute.evidence_added"],
  callbacks["dispute.withdrawn"],
  callbacks["placement.closed"],
  callbacks["placement.stage_changed"],
  callbacks["hold.acknowledged"],
  callbacks["contact.attempted"],
  callbacks["hold.applied"],
  callbacks["hold.released"],
  callbacks["recall.acknowledged"],
  callbacks["recall.objected"],
  callbacks["data.deleted"],
  callbacks["arrangement.proposed"],
  callbacks["arrangement.activated"],
  callbacks["arrangement.amended"],
  callbacks["arrangement.instalment_missed"],
  callbacks["arrangement.broken"],
  callbacks["arrangement.completed"],
  callbacks["arrangement.cancelled"],
  callbacks["complaint.raised"],
  callbacks["debtor.deceased"],
  callbacks["debtor.insolvent"],
  callbacks["debtor.vulnerable"],
  callbacks["debtor.represented"],
  callbacks["debtor.cease_requested"],
  callbacks["debtor.moratorium"],
  callbacks["debtor.id_theft"],
  callbacks["debtor.moved"],
]);

/** Whatever an agency may report. */
export const AnyCallback = z.discriminatedUnion("eventType", [
  ...Callback.options,
  callbacks["remittance.advised"],
  callbacks["reconciliation.snapshot"],
]);
