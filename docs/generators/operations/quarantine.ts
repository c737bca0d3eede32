import { ids } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { recordBodies } from "../dialect-examples.ts";

const operator = { for: ["Operator"], proves: "key" } as const;
const readers = { for: ["Operator", "Finance"], proves: "key" } as const;

const receipt = {
  receiptId: "rcp_0f4c2f3b1b0a4f6d8e7a9c5d21",
  eventId: "evt-2026-000140",
  disposition: "QUARANTINED",
  reason: "unknown-event-type",
} as const;

const waits = {
  receiptId: receipt.receiptId,
  agencyId: ids.agencyId,
  eventId: receipt.eventId,
  receivedAt: "2026-03-10T08:00:00.000Z",
  state: "OPEN",
  reason: "unknown-event-type",
  pointer: "/eventType",
  value: "DA",
  receipt,
} as const;

const decided = { decidedAt: "2026-03-12T09:30:00.000Z", decidedBy: ids.keyId } as const;

export const quarantineOperations: readonly Operation[] = [
  {
    ...readers,
    id: "listQuarantinedEvents",
    method: "GET",
    path: "/v1/quarantined-events",
    summary: "List the events that wait for a person",
    says: "Authentic events that were kept and not acted upon, agency by agency, of each the oldest first; or those that were rejected. A page is filtered by `reason` after it was read: it may be shorter than `limit` and still lead on.",
    parameters: ["quarantinedOf", "quarantineReason", "quarantineState", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of events, without their texts.",
      schema: "QuarantinedEventPage",
      examples: { page: { summary: "One type that nobody knows", value: { items: [waits] } } },
    },
    refusals: [...keyRefusals, "invalid-cursor", "invalid-request", ...faults],
  },
  {
    ...readers,
    id: "getQuarantinedEvent",
    method: "GET",
    path: "/v1/quarantined-events/:receiptId",
    summary: "Read a quarantined event",
    says: "The event with its whole text, as its agency sent it, and what became of it.",
    parameters: ["receiptId"],
    answer: {
      status: 200,
      says: "The event.",
      schema: "QuarantinedEventDetail",
      examples: {
        event: {
          summary: "An adjustment that is no payment",
          value: { ...waits, text: JSON.stringify(recordBodies.adjustment) },
        },
      },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...operator,
    id: "releaseQuarantinedEvent",
    method: "POST",
    path: "/v1/quarantined-events/:receiptId/release",
    summary: "Release a quarantined event",
    says: "Takes the event as if it came now: by the dialect in force, under its own id, as of when it was received. Its receipt changes in the transaction of its effect, and a repeat by the agency is answered with it. What is still not understood, or what the account does not allow, is refused and stays on the list. Releasing again is harmless.",
    parameters: ["receiptId"],
    answer: {
      status: 200,
      says: "The event and its new receipt.",
      schema: "QuarantinedEventView",
      examples: {
        released: {
          summary: "Taken as what it was meant as",
          value: {
            ...waits,
            state: "RELEASED",
            receipt: {
              receiptId: receipt.receiptId,
              eventId: receipt.eventId,
              disposition: "ACCEPTED",
              lifecycle: "ACTIVE",
              outstanding: { amount: 100_000, currency: "USD" },
            },
            ...decided,
          },
        },
      },
    },
    refusals: [
      ...keyRefusals,
      "not-found",
      "still-quarantined",
      "invalid-transition",
      "event-id-reused",
      "currency-mismatch",
      "amount-exceeds-balance",
      "close-code-inconsistent",
      "objection-not-allowed",
      "hold-owned-by-another",
      ...faults,
    ],
  },
  {
    ...operator,
    id: "rejectQuarantinedEvent",
    method: "POST",
    path: "/v1/quarantined-events/:receiptId/rejection",
    summary: "Reject a quarantined event",
    says: "Takes the event off the list for good; nothing else changes. Its agency goes on being answered `QUARANTINED`. Rejecting again is harmless; what was rejected cannot be released.",
    parameters: ["receiptId"],
    request: {
      schema: "RejectionRequest",
      bytesMax: 64 * 1024,
      examples: {
        reason: { summary: "Not a payment", value: { reason: "An adjustment on the agency's side." } },
      },
    },
    answer: {
      status: 200,
      says: "The event.",
      schema: "QuarantinedEventView",
      examples: {
        rejected: {
          summary: "Off the list",
          value: {
            ...waits,
            state: "REJECTED",
            ...decided,
            rejectionReason: "An adjustment on the agency's side.",
          },
        },
      },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", "invalid-transition", ...faults],
  },
];
