import { ulid } from "ulid";
import { BANK_ACCOUNT_REF } from "../../docs/generators/bank-examples.ts";
import { PLAN_REF } from "../../docs/generators/commission-examples.ts";
import { callbackBodies } from "../../docs/generators/callback-examples.ts";
import { directPaymentBody } from "../../docs/generators/direct-examples.ts";
import type { ParameterName } from "../../docs/generators/operation.ts";
import type { DocumentedCase } from "./documented-cases.ts";
import type { Own } from "./documented-ids.ts";

type Value = (own: Own, one: Pick<DocumentedCase, "operation" | "audience">) => string | undefined;

const own =
  (name: string): Value =>
  (story) =>
    story[name];

const fixed =
  (value: string): Value =>
  () =>
    value;

/** A cursor comes from a page before, a signature from the agency. */
const elsewhere: Value = () => undefined;

/** What each documented parameter is sent with. */
export const valueOf: Readonly<Record<ParameterName, Value>> = {
  accountId: own("accountId"),
  disputeId: own("disputeId"),
  holdId: own("holdId"),
  paymentRef: fixed(directPaymentBody.paymentRef),
  documentId: own("documentId"),
  disputeState: fixed("OPEN"),
  disputeType: fixed("AMOUNT_WRONG"),
  // Nobody was named.
  assignee: () => undefined,
  raisedBy: own("agencyId"),
  // Nothing is, a moment after it was raised.
  overdue: fixed("false"),
  sort: fixed("due"),
  reportId: own("reportId"),
  reportState: fixed("OPEN"),
  costId: own("costId"),
  costState: fixed("PENDING"),
  reportType: fixed("complaint.raised"),
  holdsAt: own("agencyId"),
  holdState: fixed("ORDERED"),
  overdueKind: fixed("LENDER_ANSWER"),
  batchId: own("batchId"),
  batchState: fixed("COMPLETED"),
  fileId: own("fileId"),
  lenderId: own("lenderId"),
  agencyId: own("agencyId"),
  planRef: fixed(PLAN_REF),
  bankAccountRef: fixed(BANK_ACCOUNT_REF),
  bankFileId: own("bankFileId"),
  // The file of the story has one.
  entryNumber: fixed("1"),
  remittanceFileId: own("remittanceFileId"),
  invoiceId: own("invoiceId"),
  placementId: own("placementId"),
  ownedBy: own("lenderId"),
  limit: fixed("50"),
  cursor: elsewhere,
  idempotencyKey: () => `example-${ulid()}`,
  endpointId: (story, { operation }) =>
    story[operation.path.startsWith("/v1/lenders/") ? "lenderEndpointId" : "endpointId"],
  eventId: own("eventId"),
  toEndpoint: (story, { audience }) =>
    story[audience === "Lender" ? "lenderEndpointId" : "primaryEndpointId"],
  deliveredTo: ({ agencyId }, { audience }) => (audience === "Lender" ? undefined : agencyId),
  deliveredToLender: ({ lenderId }, { audience }) => (audience === "Lender" ? lenderId : undefined),
  deliveryState: fixed("DELIVERED"),
  from: fixed("2026-01-01T00:00:00Z"),
  to: fixed("2090-01-01T00:00:00Z"),
  webhookId: elsewhere,
  webhookTimestamp: elsewhere,
  webhookSignature: elsewhere,
  keyId: own("keyId"),
  keyKind: fixed("LENDER"),
  keysOfLender: own("lenderId"),
  // Together with a lender it would name no key at all.
  keysOfAgency: () => undefined,
  subject: ({ lenderId }) => `lenders/${lenderId}`,
  receiptId: own("receiptId"),
  eventType: fixed("payment.received"),
  ofEvent: fixed(callbackBodies["payment.received"].eventId),
  queue: fixed("deliveries"),
  letters: fixed("20"),
  quarantinedOf: own("agencyId"),
  quarantineReason: fixed("unknown-event-type"),
  quarantineState: fixed("OPEN"),
  suspenseId: own("suspenseId"),
  suspenseCurrency: fixed("USD"),
  suspenseOf: own("agencyId"),
  suspenseState: fixed("HELD"),
  reconciliationId: own("reconciliationId"),
  matchId: own("matchId"),
  rulesVersion: own("rulesVersion"),
  codesVersion: own("codesVersion"),
  exportId: own("exportId"),
  bookOf: own("lenderId"),
  bookCurrency: fixed("USD"),
  verifiable: fixed("ACCOUNTS"),
  verifiedCurrency: fixed("USD"),
  periodId: own("periodId"),
  checkId: own("checkId"),
  bookDate: () => new Date().toISOString().slice(0, 10),
  remittanceId: own("remittanceId"),
  snapshotId: own("snapshotId"),
  remittancesOf: own("lenderId"),
  remittancesBy: own("agencyId"),
  remittancesOfLender: own("lenderId"),
  // It was reconciled.
  remittanceState: fixed("MATCHED"),
  period: () => new Date().toISOString().slice(0, 7),
  statementOf: own("lenderId"),
  statementFormat: fixed("json"),
  asOf: fixed("2090-01-01T00:00:00Z"),
  breakId: own("breakId"),
  breakState: fixed("OPEN"),
  breakCode: fixed("AMOUNT_DIFF"),
  breakSeverity: fixed("HIGH"),
  breakAgency: own("agencyId"),
  breakAge: fixed("0-1"),
  breakOverdue: fixed("false"),
  ifMatch: fixed('"1"'),
};
