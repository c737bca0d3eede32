import { callbackBodies } from "../callback-examples.ts";
import { callbackTypes } from "../event-schemas.ts";
import { callbackWords } from "../event-words.ts";
import type { Examples } from "../operation.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { callbackAnswers } from "../callback-answers.ts";

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
    says: "One callback, signed by Standard Webhooks over the very bytes of the body. `webhook-id` equals the body's `eventId`. The same callback again gets the same answer with `Idempotent-Replayed: true` for at least 35 days; the same id with another body is refused and changes nothing. An authentic payment in the account's currency is never refused: money for an account that the agency never held goes to suspense. An event type that is not known is kept as `QUARANTINED`. A key is not needed; one that is sent must be the agency's.",
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
      ...keyRefusals,
      "not-found",
      "event-id-reused",
      "invalid-transition",
      "currency-mismatch",
      "amount-exceeds-balance",
      "close-code-inconsistent",
      "objection-not-allowed",
      "hold-owned-by-another",
      ...faults,
    ],
  },
];
