import { fail, type Result } from "./result.ts";

/**
 * Every refusal the gateway can give, with its HTTP status and title. A code is never reused for another
 * meaning; `docs/errors.md` is generated from this table. Shape on the wire: RFC 9457.
 */
export const problems = {
  "malformed-json": { status: 400, title: "The body is not valid JSON" },
  "invalid-cursor": { status: 400, title: "The cursor is not one this gateway gave out" },
  unauthenticated: { status: 401, title: "A valid API key is required" },
  "signature-missing": { status: 401, title: "The request is not signed" },
  "signature-stale": { status: 401, title: "The signature's timestamp is more than 300 seconds away" },
  "signature-invalid": { status: 401, title: "The signature does not match" },
  "address-not-allowed": { status: 403, title: "The agency sends nothing from this address" },
  forbidden: { status: 403, title: "This key may not do that" },
  "not-found": { status: 404, title: "There is nothing here for you" },
  "method-not-allowed": { status: 405, title: "This resource does not know the method" },
  "account-already-exists": { status: 409, title: "An account with this lender reference exists" },
  "event-id-reused": { status: 409, title: "This event id was used with another body" },
  "invalid-transition": { status: 409, title: "The current state does not allow this event" },
  "recall-guarded": { status: 409, title: "Something speaks against recalling this account" },
  "objection-not-allowed": {
    status: 409,
    title: "The contract does not know this objection, or it was made before",
  },
  "fee-not-authorised": { status: 409, title: "The contract does not let the agency add this fee" },
  "charges-frozen": { status: 409, title: "A hold lets nothing be added to the debt" },
  "settlement-not-authorised": { status: 409, title: "The contract leaves this settlement to the lender" },
  "settlement-expired": { status: 409, title: "The offer stands no longer" },
  "no-capacity": { status: 409, title: "The agency has no room under its contract" },
  "hold-owned-by-another": { status: 409, title: "Only who put a hold releases it" },
  "precondition-failed": { status: 412, title: "Somebody changed it since you looked" },
  "endpoint-limit-reached": { status: 409, title: "The agency has as many endpoints as it may" },
  "endpoint-is-primary": { status: 409, title: "The primary endpoint is part of the agency's record" },
  "endpoint-not-taking": { status: 409, title: "Nothing is posted to this endpoint now" },
  "four-eyes-needed": { status: 409, title: "A second key of the lender must confirm this" },
  "verification-needed": { status: 409, title: "The debt must be verified before collection goes on" },
  "limit-reached": { status: 409, title: "There are as many of these as there may be" },
  "batch-not-finished": { status: 409, title: "The file's results are not ready" },
  "bank-entry-not-booked": { status: 409, title: "What the entry tells is not booked, and so no money" },
  "bank-line-known": { status: 409, title: "A line that says the same stands" },
  "still-quarantined": { status: 409, title: "The event is still not understood" },
  "period-not-ready": { status: 409, title: "Something stops the month from being closed" },
  "payment-ref-reused": { status: 409, title: "The lender recorded something else under this reference" },
  "remittance-ref-reused": { status: 409, title: "This remittance was advised with another content" },
  "file-announced-otherwise": { status: 409, title: "This file was sent with another header" },
  "invoice-ref-reused": { status: 409, title: "This invoice was sent with another content" },
  "remittance-billed": { status: 409, title: "The commission of this remittance was billed before" },
  "balance-ref-reused": { status: 409, title: "This reference stands for another refund or write-off" },
  "snapshot-ref-reused": { status: 409, title: "This inventory was reported with another content" },
  "payload-too-large": { status: 413, title: "The body is larger than this resource accepts" },
  "unsupported-media-type": { status: 415, title: "The body must be application/json" },
  "invalid-request": { status: 422, title: "The request does not match its schema" },
  "idempotency-key-reused": { status: 422, title: "This idempotency key was used with another body" },
  "currency-mismatch": { status: 422, title: "The amount is not in the account's currency" },
  "amount-exceeds-balance": { status: 422, title: "The amount is larger than what it would reduce" },
  "close-code-inconsistent": { status: 422, title: "The close code contradicts the money" },
  "remittance-currency-mixed": { status: 422, title: "A line of the advice is in another currency" },
  "remittance-line-repeated": { status: 422, title: "The advice has a line twice" },
  "remittance-totals-differ": { status: 422, title: "The advice's totals are not the sums of its lines" },
  "invoice-remittance-unfit": { status: 422, title: "A remittance of the invoice leaves nothing to bill" },
  "invoice-totals-differ": { status: 422, title: "The invoice's totals are not what its remittances leave" },
  "snapshot-line-repeated": { status: 422, title: "The inventory lists a placement twice" },
  "snapshot-totals-differ": { status: 422, title: "The control totals are not what the lines come to" },
  "unknown-principal": { status: 422, title: "Nobody of that id is set up" },
  "unknown-agency": { status: 422, title: "The agency is not known" },
  "rate-limited": { status: 429, title: "The agency sends more events than agreed" },
  "internal-error": { status: 500, title: "Something failed on our side" },
  unavailable: { status: 503, title: "The gateway is busy; repeating the request is safe" },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ProblemCode = keyof typeof problems;

/** One faulty place of a request: a JSON pointer (RFC 6901), a stable code, a sentence. */
export type Fault = { readonly pointer: string; readonly code: string; readonly detail: string };

/** Why something was refused. `extra` is for members of the problem that its code documents. */
export type Refusal = {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly Fault[];
  readonly extra?: Readonly<Record<string, unknown>>;
  /** What is said in the answer's headers as well. */
  readonly headers?: Readonly<Record<string, string>>;
};

export const refuse = (refusal: Refusal): Result<never, Refusal> => fail(refusal);

/** The one exception of the shell: carries a refusal to the edge, which turns it into problem+json. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`${refusal.code}: ${refusal.detail}`);
    this.name = "Refused";
    this.refusal = refusal;
  }
}

/** The value of an accepted decision. @throws Refused with the decision's refusal. */
export function accepted<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Refused(result.error);
  return result.value;
}
