import type { ComponentName } from "../components.ts";
import { directPaymentBody, directReversalBody } from "../direct-examples.ts";
import { ids, type Example } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation, type ParameterName } from "../operation.ts";
import type { ProblemCode } from "../../../shared/kernel/problems.ts";
import { refundBody, writeOffBody } from "../balance-examples.ts";
import { views } from "../story.ts";

const BYTES_MAX = 16 * 1024;

type Command = {
  readonly id: string;
  readonly path: string;
  readonly summary: string;
  readonly says: string;
  readonly schema: ComponentName;
  readonly example: Example;
  readonly parameters?: readonly ParameterName[];
  readonly refusals?: readonly ProblemCode[];
};

const nothing: Example = { summary: "Nothing to say", value: {} };

const commands: readonly Command[] = [
  {
    id: "recallAccount",
    path: "recall",
    summary: "Take an account back",
    says: "An account that nobody works yet is taken back at once, and its offer withdrawn. From an agency that works it, a negotiable `code` gives the contract's notice, in which the agency may object; `final` ends a running notice now. A mandatory code is final at once. `force` recalls in spite of a payment in transit, an active plan or an account that is paid.",
    schema: "RecallRequest",
    example: { summary: "A change of strategy", value: { code: "STRATEGY" } },
    refusals: ["recall-guarded"],
  },
  {
    id: "cancelRecall",
    path: "recall/cancellation",
    summary: "Cancel a recall",
    says: "While the notice runs, the account stays with its agency after all.",
    schema: "NothingRequest",
    example: nothing,
  },
  {
    id: "placeHold",
    path: "holds",
    summary: "Put a hold on an account",
    says: "From the answer on nobody may contact the debtor. Who has the account is ordered to stop and must say that it did; silence is escalated and then costs the agency the account. With `until` the hold ends by itself.",
    schema: "PlaceHoldRequest",
    example: {
      summary: "A breathing space",
      value: { type: "BREATHING_SPACE", reason: "Registered.", until: "2031-05-09T00:00:00Z" },
    },
  },
  {
    id: "releaseHold",
    path: "holds/:holdId/release",
    summary: "Release a hold",
    says: "Only a hold that the lender put: a dispute's goes with its answer, an agency's is the agency's.",
    schema: "ReasonRequest",
    example: { summary: "Why", value: { reason: "The breathing space was cancelled." } },
    parameters: ["holdId"],
    refusals: ["hold-owned-by-another"],
  },
  {
    id: "recordDirectPayment",
    path: "payments",
    summary: "Record that the debtor paid you",
    says: "Posted at once, whatever the account's state: it fills the components in their order, and what is left over is credit. Who has the account hears of it with the balance as it is then, and has the contract's hours to say that it knows. The same request under the same `paymentRef` is recorded once.",
    schema: "DirectPaymentRequest",
    example: { summary: "A transfer to the lender", value: directPaymentBody },
    refusals: ["currency-mismatch", "payment-ref-reused"],
  },
  {
    id: "reverseDirectPayment",
    path: "payments/:paymentRef/reversal",
    summary: "Record that such a payment went back",
    says: "All of the payment or a part of it, once by its `reversalRef`; several may together take back as much as came. Who has the account hears of it.",
    schema: "DirectReversalRequest",
    example: { summary: "The bank took it back", value: directReversalBody },
    parameters: ["paymentRef"],
    refusals: ["currency-mismatch", "amount-exceeds-balance", "payment-ref-reused"],
  },
  {
    id: "reopenAccount",
    path: "reopening",
    summary: "Give an ended account back to its agency",
    says: "A closed or recalled account goes on at the agency that had it last, unless that agency deleted the debtor's data.",
    schema: "ReasonRequest",
    example: { summary: "Why", value: { reason: "Closed by mistake." } },
    refusals: ["no-capacity"],
  },
  {
    id: "screenAccountAgain",
    path: "screening",
    summary: "Screen an account again",
    says: "For when the policy, a contract or a licence changed: time and changed circumstances are seen without it. An account that was rejected, or that waits for an agency, is screened by what holds now and, when it is eligible, offered; a moment after the answer, which still shows the account as it was.",
    schema: "NothingRequest",
    example: nothing,
  },
  {
    id: "refundCredit",
    path: "refunds",
    summary: "Record that a debtor was paid back",
    says: "What came in beyond what was owed is the debtor's. Once it was paid back, the credit balance is lower by it; were the payment to go back as well, the debtor would owe what it was given. `refundRef` is the lender's own: the same again changes nothing, something else under it is refused.",
    schema: "RefundRequest",
    example: {
      summary: "By transfer",
      value: refundBody,
    },
    refusals: ["balance-ref-reused", "currency-mismatch", "amount-exceeds-balance"],
  },
  {
    id: "writeOffDebt",
    path: "write-offs",
    summary: "Write off what is owed",
    says: "All of it, or an amount, in the order in which a payment would fill the components. Only an account that no agency works and that waits for none: take it back first. What comes in all the same makes good what was written off, before anything is a credit balance. `writeOffRef` is the lender's own: the same again changes nothing, something else under it is refused.",
    schema: "WriteOffRequest",
    example: {
      summary: "All that is left",
      value: writeOffBody,
    },
    refusals: ["balance-ref-reused", "currency-mismatch", "amount-exceeds-balance"],
  },
  {
    id: "correctLegalStage",
    path: "legal-stage",
    summary: "Say since when a placement is in which legal stage",
    says: "For when a court told it, or what the agency said is not so. It counts like the agency's `placement.stage_changed`: of what is said of one moment, the last counts, so that an agency's word is corrected by the same `effectiveAt`. Payments from that day on bear the commission of the stage, where the plan has rates by stage; the next run looks at those that were matched.",
    schema: "StageRequest",
    example: {
      summary: "It never went to court",
      value: {
        placementId: ids.placementId,
        legalStage: "PRE_LEGAL",
        effectiveAt: "2026-03-10T10:00:00Z",
        reason: "The court has no such claim.",
      },
    },
  },
  {
    id: "returnAccount",
    path: "return",
    summary: "Give an ended account to the allocation again",
    says: "A closed or recalled account is offered to the next agency by the lender's contracts, with its history.",
    schema: "ReasonRequest",
    example: { summary: "Why", value: { reason: "Second placement." } },
  },
];

export const lifecycleOperations: readonly Operation[] = commands.map((one) => ({
  id: one.id,
  method: "POST",
  path: `/v1/accounts/:accountId/${one.path}`,
  summary: one.summary,
  says: `${one.says} What stands already is answered with \`Idempotent-Replayed: true\`.`,
  for: ["Lender"],
  proves: "key",
  parameters: ["accountId", ...(one.parameters ?? []), "idempotencyKey"],
  request: { schema: one.schema, bytesMax: BYTES_MAX, examples: { usual: one.example } },
  answer: {
    status: 200,
    says: "The account as it is then.",
    schema: "AccountView",
    examples: { account: { summary: "An account", value: views.onHold } },
    headers: ["Idempotent-Replayed"],
  },
  refusals: [
    ...keyRefusals,
    ...bodyRefusals,
    "not-found",
    "invalid-transition",
    ...(one.refusals ?? []),
    "idempotency-key-reused",
    ...faults,
  ],
}));
