import type { AnyCallback } from "../../shared/callbacks/any-callback.ts";
import type { AnyEventType } from "../../shared/callbacks/wire.ts";
import type * as z from "zod";
import { envelope } from "./callback-envelope.ts";
import { moneyExamples } from "./callback-examples-money.ts";
import { reportExamples } from "./callback-examples-reports.ts";

type CallbackInput = z.input<typeof AnyCallback>;

/** One runnable body per event type, in the order in which the account of the examples could live through them. */
export const callbackBodies = {
  "placement.acknowledged": {
    ...envelope("evt-2026-000101", "2026-03-02T10:15:00Z"),
    eventType: "placement.acknowledged",
    data: { balance: { amount: 125_000, currency: "USD" }, agencyCaseRef: "CASE-88120" },
  },
  "placement.declined": {
    ...envelope("evt-2026-000102", "2026-03-02T10:15:00Z"),
    eventType: "placement.declined",
    data: { code: "CAPACITY", text: "No desk free for this product this week." },
  },
  "placement.info_requested": {
    ...envelope("evt-2026-000103", "2026-03-02T10:15:00Z"),
    eventType: "placement.info_requested",
    data: { code: "STATEMENT", text: "Please send the last statement.", fields: ["balance"] },
  },
  "payment.received": {
    ...envelope("evt-2026-000104", "2026-03-05T14:02:11Z"),
    eventType: "payment.received",
    reportedAt: "2026-03-05T14:05:00Z",
    data: {
      paymentRef: "PAY-000731",
      amount: { amount: 25_000, currency: "USD" },
      method: "ACH",
      recipient: "AGENCY",
      clearedOn: "2026-03-07",
    },
  },
  "payment.reversed": {
    ...envelope("evt-2026-000105", "2026-03-09T08:30:00Z"),
    eventType: "payment.reversed",
    data: {
      reversalRef: "REV-000092",
      originalPaymentRef: "PAY-000731",
      amount: { amount: 25_000, currency: "USD" },
      reason: "NSF",
      returnCode: "R01",
    },
  },
  "dispute.raised": {
    ...envelope("evt-2026-000106", "2026-03-10T16:40:00Z"),
    eventType: "dispute.raised",
    data: {
      type: "AMOUNT_WRONG",
      channel: "LETTER",
      raisedAt: "2026-03-09T00:00:00Z",
      inWriting: true,
      narrative: "I was charged the late fee twice.",
    },
  },
  "dispute.evidence_added": {
    ...envelope("evt-2026-000121", "2026-03-10T18:05:00Z"),
    eventType: "dispute.evidence_added",
    data: {
      disputeId: "dsp_01JB4R0E3SH5G9V1XJ7P2M4WQC_6",
      text: "The debtor sent a bank statement that shows one late fee.",
    },
  },
  "dispute.withdrawn": {
    ...envelope("evt-2026-000122", "2026-03-11T09:30:00Z"),
    eventType: "dispute.withdrawn",
    data: { disputeId: "dsp_01JB4R0E3SH5G9V1XJ7P2M4WQC_6", text: "The debtor found the second invoice." },
  },
  "placement.stage_changed": {
    ...envelope("evt-2026-000151", "2026-03-12T09:00:00Z"),
    eventType: "placement.stage_changed",
    data: { legalStage: "LEGAL", text: "The claim was filed on the 12th." },
  },
  "hold.acknowledged": {
    ...envelope("evt-2026-000107", "2026-03-10T16:52:00Z"),
    eventType: "hold.acknowledged",
    data: { holdId: "hld_01JB4R0E3SH5G9V1XJ7P2M4WQC_6", appliedAt: "2026-03-10T16:51:30Z" },
  },
  "contact.attempted": {
    ...envelope("evt-2026-000108", "2026-03-04T18:20:00Z"),
    eventType: "contact.attempted",
    data: {
      attemptRef: "CALL-5521",
      channel: "VOICE",
      startedAt: "2026-03-04T18:20:00Z",
      outcome: "RIGHT_PARTY",
      durationSeconds: 214,
    },
  },
  "placement.closed": {
    ...envelope("evt-2026-000109", "2026-04-20T12:00:00Z"),
    eventType: "placement.closed",
    data: {
      code: "PARTIALLY_PAID_EXHAUSTED",
      finalBalance: { amount: 97_500, currency: "USD" },
      text: "No further means.",
    },
  },
  "hold.applied": {
    ...envelope("evt-2026-000110", "2026-03-11T09:00:00Z"),
    eventType: "hold.applied",
    data: { type: "CEASE_REQUEST", appliedAt: "2026-03-11T09:00:00Z", reason: "Asked by letter." },
  },
  "hold.released": {
    ...envelope("evt-2026-000111", "2026-03-20T09:00:00Z"),
    eventType: "hold.released",
    data: { holdId: "hld_01JB4R0E3SH5G9V1XJ7P2M4WQC_9" },
  },
  "recall.acknowledged": {
    ...envelope("evt-2026-000112", "2026-03-21T09:00:00Z"),
    eventType: "recall.acknowledged",
    data: { recallId: "rcl_01JB4R0E3SH5G9V1XJ7P2M4WQC_11" },
  },
  "recall.objected": {
    ...envelope("evt-2026-000113", "2026-03-21T08:00:00Z"),
    eventType: "recall.objected",
    data: {
      recallId: "rcl_01JB4R0E3SH5G9V1XJ7P2M4WQC_11",
      reason: "PROMISE_TO_PAY",
      text: "Salary on the 28th.",
    },
  },
  "data.deleted": {
    ...envelope("evt-2026-000114", "2026-04-21T09:00:00Z"),
    eventType: "data.deleted",
    data: {
      attestation: "DEL-2026-0412",
      scope: "ALL",
      method: "Crypto-shredding",
      deletedAt: "2026-04-21T08:59:00Z",
    },
  },
  "arrangement.proposed": {
    ...envelope("evt-2026-000115", "2026-03-06T09:00:00Z"),
    eventType: "arrangement.proposed",
    data: {
      arrangementRef: "PLAN-118",
      total: { amount: 100_000, currency: "USD" },
      instalments: 10,
      firstDueOn: "2026-04-01",
    },
  },
  "arrangement.activated": {
    ...envelope("evt-2026-000116", "2026-03-07T09:00:00Z"),
    eventType: "arrangement.activated",
    data: { arrangementRef: "PLAN-118" },
  },
  "arrangement.broken": {
    ...envelope("evt-2026-000117", "2026-05-08T09:00:00Z"),
    eventType: "arrangement.broken",
    data: { arrangementRef: "PLAN-118", text: "Two instalments missed." },
  },
  "arrangement.completed": {
    ...envelope("evt-2026-000118", "2027-01-08T09:00:00Z"),
    eventType: "arrangement.completed",
    data: { arrangementRef: "PLAN-118" },
  },
  "arrangement.cancelled": {
    ...envelope("evt-2026-000119", "2026-05-09T09:00:00Z"),
    eventType: "arrangement.cancelled",
    data: { arrangementRef: "PLAN-118" },
  },
  ...moneyExamples,
  ...reportExamples,
} as const satisfies { readonly [T in AnyEventType]: CallbackInput & { readonly eventType: T } };
