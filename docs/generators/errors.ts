import { agencyErrors } from "./errors-agency.ts";
import { moneyErrors } from "./errors-money.ts";
import type { ProblemCode } from "../../shared/kernel/problems.ts";

/** What a refusal means for whoever gets it, and what to do. */
export type ErrorWords = {
  readonly means: string;
  readonly todo: string;
  /** An example of `detail`. */
  readonly detail: string;
  /** Members that only this code adds to the problem. */
  readonly members?: Readonly<Record<string, { readonly says: string; readonly example: unknown }>>;
  /** An example of `errors`. */
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
};

export const errorWords = {
  "malformed-json": {
    means: "The body is not JSON, or not UTF-8. Nothing was looked at and nothing changed.",
    todo: "Send well-formed JSON in UTF-8. A body that was signed must arrive byte for byte.",
    detail: "The body could not be parsed.",
  },
  "invalid-cursor": {
    means: "The cursor was changed, cut, or belongs to another list.",
    todo: "Use a `nextCursor` of this very list, unchanged, or begin without one.",
    detail: "Use a nextCursor of this very list, unchanged.",
  },
  unauthenticated: {
    means: "No key came, or the key is unknown or revoked. Which of these is not told.",
    todo: "Send `Authorization: Bearer <API key>` with a key in force. If it was, ask the operator for a new key.",
    detail: "Send `Authorization: Bearer <API key>` with a key in force.",
  },
  "signature-missing": {
    means: "One of `webhook-id`, `webhook-timestamp` and `webhook-signature` is not there.",
    todo: "Sign the callback by Standard Webhooks and send all three headers.",
    detail: "Send webhook-id, webhook-timestamp and webhook-signature (standardwebhooks.com).",
  },
  "signature-stale": {
    means: "The timestamp is more than 300 seconds away from the gateway's time, or is not in seconds.",
    todo: "Sign again with the time of now. If it comes back, set the clock of the machine that signs.",
    detail: "webhook-timestamp must be within 300 seconds of the time here; sign again.",
  },
  "signature-invalid": {
    means: "The signature fits no secret in force for the agency in the path, or there is no such agency.",
    todo: "Sign `<webhook-id>.<webhook-timestamp>.<body>` over the very bytes that are sent, with the secret after `whsec_` decoded from base64. Check the agency's id in the path.",
    detail: "The signature fits no secret in force for this agency.",
  },
  forbidden: {
    means: "The key is in force, but it speaks for somebody who may not do that.",
    todo: "Use the key of the party that the operation is for.",
    detail: "This needs a lender's key.",
  },
  "not-found": {
    means: "There is no such thing, or it belongs to somebody else: the two are not told apart.",
    todo: "Check the id and whose key was sent. For a placement: the agency must hold it or have held it. When placing: the operator must have set the lender up.",
    detail: "Nothing with this id belongs to you.",
  },
  "method-not-allowed": {
    means: "The path exists, but not with this method.",
    todo: "Use one of the methods that the `Allow` header names.",
    detail: "/v1/keys knows GET, POST.",
  },
  "account-already-exists": {
    means: "The lender placed an account with this `lenderAccountRef` before. Nothing changed.",
    todo: "Read the account that `accountId` names. Send an `Idempotency-Key` to make repeats harmless.",
    detail: "LOAN-2024-000917 was placed before.",
    members: {
      accountId: { says: "The account that has the reference.", example: "acc_01JB4R0E3SH5G9V1XJ7P2M4WQC" },
    },
  },
  "event-id-reused": {
    means: "The agency used this event id before, with another body. Nothing changed; the first one stands.",
    todo: "Give every event an id of its own. To repeat one, send the same bytes.",
    detail:
      "evt-2026-000104 was received at 2026-03-05T14:05:01.870Z with another body. Nothing was changed.",
    members: {
      receiptId: {
        says: "The receipt of the event that has the id.",
        example: "rcp_0f4c2f3b1b0a4f6d8e7a9c5d21",
      },
    },
  },
  "invalid-transition": {
    means: "The account, placement or dispute is in a state that does not allow this. Nothing changed.",
    todo: "Read where it stands (`from`) and what it allows (`allowed`). Often somebody else was faster: a recall, a lapsed offer, a dispute that is answered already.",
    detail: "acknowledge is not possible in CLOSED; possible are: none.",
    members: {
      from: {
        says: "The state now; `ENDED` for a placement that is no longer the account's.",
        example: "CLOSED",
      },
      event: { says: "What was asked for.", example: "acknowledge" },
      allowed: { says: "What the state allows.", example: [] },
    },
  },
  "batch-not-finished": {
    means: "The file is still being checked or placed, or it was refused: there are no results to read.",
    todo: "Read the batch until its `state` is `COMPLETED`. A refused file names its `reasons`; a duplicate names the batch that has the results.",
    detail: "The batch is PROCESSING.",
    members: { state: { says: "The state of the batch.", example: "PROCESSING" } },
  },
  "precondition-failed": {
    means: "`If-Match` names another revision than the one that stands. Nothing changed.",
    todo: "Read it again, look at what changed, and send your change with the new `ETag`.",
    detail: "agencies/agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND is at revision 4, not 3. Nothing was changed.",
    members: { revision: { says: "The revision that stands.", example: 4 } },
  },
  "endpoint-limit-reached": {
    means: "The agency has ten endpoints beside its primary one. Nothing changed.",
    todo: "Change one that is not needed any more.",
    detail: "An agency has at most 10 further endpoints.",
  },
  "endpoint-is-primary": {
    means: "The primary endpoint's URL and secrets are members of the agency's record. Nothing changed.",
    todo: "Ask the operator to put the agency with the new URL or with the new secret beside the old one.",
    detail: "The primary endpoint changes with the agency's record.",
  },
  "endpoint-not-taking": {
    means: "The endpoint is disabled, or it failed so often that its events are parked. Nothing was sent.",
    todo: "Mend the endpoint; enable it, or wait until it is probed. Then ask again.",
    detail: "end_01JQZK3M8T0000000000000007 is DISABLED.",
  },
  "payload-too-large": {
    means: "The body is larger than the operation accepts. Nothing was looked at.",
    todo: "Keep to the operation's limit, which `detail` names.",
    detail: "At most 65536 bytes are accepted.",
  },
  "unsupported-media-type": {
    means: "The body was not declared as JSON.",
    todo: "Send `content-type: application/json`.",
    detail: "content-type is text/plain.",
  },
  "invalid-request": {
    means: "The request does not match its schema. Every faulty place is named; nothing changed.",
    todo: "Mend each place that `errors` points at. Do not repeat the request unchanged.",
    detail: "1 fault; the first at /balance/0/amount/amount: must be an integer in minor units",
    errors: [
      {
        pointer: "/balance/0/amount/amount",
        code: "invalid-type",
        detail: "must be an integer in minor units",
      },
    ],
  },
  "idempotency-key-reused": {
    means: "The key was used before with another body. Nothing changed.",
    todo: "Use one key per account that is placed, and the same body when repeating.",
    detail: "The key belongs to another request. Nothing was changed.",
  },
  "currency-mismatch": {
    means: "The amount is in another currency than the account or the payment. Nothing was posted.",
    todo: "Report the amount in the account's currency. The gateway converts nothing.",
    detail: "The account is kept in USD.",
    errors: [{ pointer: "/data/amount/currency", code: "currency-mismatch", detail: "expected USD" }],
  },
  "amount-exceeds-balance": {
    means:
      "More is taken back than is left of the payment, which the lender hears of, or more is taken off than the component was placed with.",
    todo: "Lower the amount to what `detail` says is left.",
    detail: "20000 is left of the payment.",
    errors: [{ pointer: "/data/amount/amount", code: "amount-exceeds-balance", detail: "more than is left" }],
  },
  "close-code-inconsistent": {
    means:
      "The close code says something of the money that the books deny. The placement stays open, and the lender hears that it was to be closed so.",
    todo: "Report payments that are missing first, or close with the code that fits.",
    detail: "PAID_IN_FULL, but 100000 USD minor units are outstanding.",
    errors: [
      {
        pointer: "/data/code",
        code: "close-code-inconsistent",
        detail: "PAID_IN_FULL, but 100000 USD minor units are outstanding.",
      },
    ],
  },
  "unknown-principal": {
    means: "The key would speak for a lender or agency that is not set up. No key was made.",
    todo: "Set the lender or agency up first, then make its keys.",
    detail: "Set the lender or agency up before its keys.",
  },
  "unknown-agency": {
    means: "A contract or a bank account names an agency that is not set up.",
    todo: "Set the agency up first.",
    detail: "agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND is not set up.",
  },
  "recall-guarded": {
    means:
      "The account has a payment on its way, an active plan, or nothing left to collect. Nothing changed.",
    todo: "Wait until the guard is gone, or send `force` to recall all the same.",
    detail: "ACTIVE_PLAN: send force to recall all the same.",
    members: { guards: { says: "What speaks against it.", example: ["ACTIVE_PLAN"] } },
  },
  "objection-not-allowed": {
    means: "The contract does not know the reason, or this recall was put off by it before. Nothing changed.",
    todo: "Object with one of `allowed`, or give the account back.",
    detail: "PROMISE_TO_PAY puts this recall off no more; possible are: ACTIVE_PLAN.",
    members: {
      reason: { says: "The reason that was given.", example: "PROMISE_TO_PAY" },
      allowed: { says: "The reasons that are left.", example: ["ACTIVE_PLAN"] },
    },
  },
  "no-capacity": {
    means:
      "The contract's capacity is used up, so the agency cannot have the account again. Nothing changed.",
    todo: "Raise the capacity, or return the account to the allocation.",
    detail: "The agency has no room under its contract.",
  },
  "hold-owned-by-another": {
    means: "Somebody else put the hold: a dispute, the lender or the agency. Nothing changed.",
    todo: "Answer the dispute, or ask whoever put it.",
    detail: "It goes when dsp_01JB4R0E3SH5G9V1XJ7P2M4WQC_6 is answered.",
    members: {
      holdId: { says: "The hold.", example: "hld_01JB4R0E3SH5G9V1XJ7P2M4WQC_6" },
      owner: { says: "`LENDER`, `AGENCY`, `DISPUTE` or `REPORT`.", example: "DISPUTE" },
    },
  },
  "four-eyes-needed": {
    means:
      "The answer to a dispute, or the resolution of a break, is worth more than the lender lets one key decide, and the key that proposed it tried to confirm it. Nothing changed.",
    todo: "Confirm with another key of the same lender, for a break with an approver's; or cancel or reject the proposal.",
    detail: "The key that proposed an answer cannot confirm it.",
  },
  "verification-needed": {
    means:
      "The debtor disputed in writing, or asked for documents, within the validation period: collection rests until verification was sent. Nothing changed.",
    todo: "Send the debtor what the debt is made of, and answer with `verification`.",
    detail: "The debtor disputed within the validation period: say when verification was sent, and of what.",
  },
  "limit-reached": {
    means:
      "There are as many notes, comments, documents, extensions, plans or bank accounts as there may be. Nothing changed.",
    todo: "Use what is there.",
    detail: "A dispute has at most 50 documents.",
  },
  "internal-error": {
    means: "Something failed on the gateway's side. It was logged; it may or may not have taken effect.",
    todo: "Repeat the same request with the same id or key: that is safe. If it stays, name `traceId` to the operator.",
    detail: "The failure was logged under this request's id.",
  },
  unavailable: {
    means: "The store was busy or out of reach for longer than the gateway waits.",
    todo: "Repeat the same request after the seconds that `Retry-After` says. Repeating is safe.",
    detail: "Gave up after 8 attempts.",
  },
  ...agencyErrors,
  ...moneyErrors,
} as const satisfies Record<ProblemCode, ErrorWords>;
