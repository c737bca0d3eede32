import { callbackBodies } from "../callback-examples.ts";
import { callbackTypes } from "../event-schemas.ts";
import { callbackWords } from "../event-words.ts";
import type { Examples } from "../operation.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { EVENT_COUNT_MAX } from "../../../shared/callbacks/batch-wire.ts";
import { callbackAnswers, eventResults } from "../callback-answers.ts";

/** A payment first: whoever holds an account can send it as it stands. */
const shown = ["payment.received", ...callbackTypes.filter((type) => type !== "payment.received")] as const;

const examples: Examples = Object.fromEntries(
  shown.map((type) => [type, { summary: callbackWords[type].summary, value: callbackBodies[type] }]),
);

export const agencyOperations: readonly Operation[] = [
  {
    id: "postCallback",
    method: "POST",
    path: "/v1/agencies/:agencyId/events",
    summary: "Report an event",
    says: "One callback, signed by Standard Webhooks over the very bytes of the body. `webhook-id` equals the body's `eventId`. The same callback again gets the same answer with `Idempotent-Replayed: true` for at least 35 days; the same id with another body is refused and changes nothing. An authentic payment in the account's currency is never refused: money for an account that the agency never held goes to suspense. What is authentic and not understood is kept as `QUARANTINED`: an event type or a schema version that is not known and, of an agency with a dialect, a code or a shape that the dialect does not know. A key is not needed; one that is sent must be the agency's.",
    for: ["Agency"],
    proves: "signature",
    parameters: ["agencyId", "webhookId", "webhookTimestamp", "webhookSignature"],
    request: { schema: "Callback", bytesMax: 128 * 1024, examples },
    answer: {
      status: 202,
      says: "What became of the callback.",
      schema: "CallbackAnswer",
      examples: callbackAnswers,
      headers: ["Idempotent-Replayed"],
    },
    refusals: [
      ...bodyRefusals,
      "signature-missing",
      "signature-stale",
      "signature-invalid",
      "address-not-allowed",
      "rate-limited",
      ...keyRefusals,
      "not-found",
      "event-id-reused",
      "invalid-transition",
      "remittance-currency-mixed",
      "remittance-line-repeated",
      "remittance-totals-differ",
      "remittance-ref-reused",
      "snapshot-line-repeated",
      "snapshot-totals-differ",
      "snapshot-ref-reused",
      "currency-mismatch",
      "amount-exceeds-balance",
      "close-code-inconsistent",
      "objection-not-allowed",
      "fee-not-authorised",
      "charges-frozen",
      "settlement-not-authorised",
      "hold-owned-by-another",
      ...faults,
    ],
  },
  {
    id: "postEventBatch",
    method: "POST",
    path: "/v1/agencies/:agencyId/event-batches",
    summary: "Report many events",
    says: `Up to ${EVENT_COUNT_MAX} callbacks in one request, signed as one; \`webhook-id\` is any id of the batch. Every event is taken as if it had come on its own, and has a result of its own in the order of the batch: its receipt, or the problem that it would have been answered with. Events of one placement are taken in their order. What was taken before, on its own or in a batch, is answered as it was then, so that a batch may be repeated as a whole.`,
    for: ["Agency"],
    proves: "signature",
    parameters: ["agencyId", "webhookId", "webhookTimestamp", "webhookSignature"],
    request: {
      schema: "EventBatch",
      bytesMax: 1024 * 1024,
      examples: {
        two: {
          summary: "A payment, and a contact attempt",
          value: { events: [callbackBodies["payment.received"], callbackBodies["contact.attempted"]] },
        },
      },
    },
    answer: {
      status: 200,
      says: "A result for every event.",
      schema: "EventBatchAnswer",
      examples: { two: { summary: "One taken, one refused", value: eventResults } },
    },
    refusals: [
      ...bodyRefusals,
      "signature-missing",
      "signature-stale",
      "signature-invalid",
      "address-not-allowed",
      "rate-limited",
      ...keyRefusals,
      ...faults,
    ],
  },
];
