import type { ProblemCode } from "../../shared/kernel/problems.ts";
import type { ComponentName } from "./components.ts";
import type { Example } from "./examples.ts";

/** Who an operation is for; the groups of the documentation. */
export const audiences = ["Lender", "Agency", "Finance", "Operator", "Everyone"] as const;
export type Audience = (typeof audiences)[number];

export const audienceWords: Readonly<Record<Audience, string>> = {
  Lender: "Places overdue accounts, follows them and answers disputes. Sends a lender's key.",
  Agency:
    "Reports what happened to the accounts that it was offered. Signs every request; gets signed events.",
  Finance:
    "Reads accounts, histories, disputes and books. Sends a finance key, of one lender or of all, and names the lender.",
  Operator:
    "Sets up lenders, agencies, contracts and keys, and redrives what failed. Sends the operator's key.",
  Everyone: "The documentation and a sign of life. Needs no key.",
};

export type ParameterName =
  | "accountId"
  | "disputeId"
  | "holdId"
  | "paymentRef"
  | "documentId"
  | "disputeState"
  | "disputeType"
  | "assignee"
  | "raisedBy"
  | "overdue"
  | "sort"
  | "reportId"
  | "costId"
  | "costState"
  | "reportState"
  | "reportType"
  | "holdsAt"
  | "holdState"
  | "overdueKind"
  | "batchId"
  | "batchState"
  | "fileId"
  | "lenderId"
  | "agencyId"
  | "placementId"
  | "ownedBy"
  | "limit"
  | "cursor"
  | "idempotencyKey"
  | "endpointId"
  | "eventId"
  | "toEndpoint"
  | "deliveredTo"
  | "deliveredToLender"
  | "deliveryState"
  | "from"
  | "to"
  | "webhookId"
  | "webhookTimestamp"
  | "webhookSignature"
  | "keyId"
  | "keyKind"
  | "keysOfLender"
  | "keysOfAgency"
  | "subject"
  | "queue"
  | "receiptId"
  | "eventType"
  | "ofEvent"
  | "letters"
  | "quarantinedOf"
  | "quarantineReason"
  | "quarantineState"
  | "suspenseId"
  | "suspenseCurrency"
  | "suspenseOf"
  | "suspenseState"
  | "exportId"
  | "reconciliationId"
  | "matchId"
  | "rulesVersion"
  | "codesVersion"
  | "bookOf"
  | "bookCurrency"
  | "bookDate"
  | "verifiable"
  | "verifiedCurrency"
  | "periodId"
  | "checkId"
  | "asOf"
  | "breakId"
  | "breakState"
  | "breakCode"
  | "breakSeverity"
  | "breakAgency"
  | "breakAge"
  | "breakOverdue"
  | "planRef"
  | "bankAccountRef"
  | "bankFileId"
  | "entryNumber"
  | "remittanceFileId"
  | "invoiceId"
  | "remittanceId"
  | "snapshotId"
  | "remittancesOf"
  | "remittancesBy"
  | "remittancesOfLender"
  | "remittanceState"
  | "period"
  | "statementOf"
  | "statementFormat"
  | "ifMatch";

export type HeaderName = "Location" | "Idempotent-Replayed" | "ETag";

export type Examples = Readonly<Record<string, Example>>;

/** One operation of the gateway, as an integrator sees it. The path is the one that its route registers. */
export type Operation = {
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly summary: string;
  readonly says: string;
  readonly for: readonly [Audience, ...Audience[]];
  readonly proves: "key" | "signature" | "nothing";
  readonly parameters?: readonly ParameterName[];
  readonly request?: {
    readonly schema: ComponentName;
    readonly bytesMax: number;
    readonly examples: Examples;
  };
  readonly answer: {
    readonly status: 200 | 201 | 202;
    readonly says: string;
    readonly schema?: ComponentName;
    readonly mediaType?: "text/html" | "application/json";
    readonly examples?: Examples;
    readonly headers?: readonly HeaderName[];
  };
  /** Every refusal that it can give, but those that the edge gives for all. */
  readonly refusals: readonly ProblemCode[];
};

/** What the body of any request can be refused for. */
export const bodyRefusals = [
  "malformed-json",
  "payload-too-large",
  "unsupported-media-type",
  "invalid-request",
] as const satisfies readonly ProblemCode[];

/** What any request with a key can be refused for. */
export const keyRefusals = ["unauthenticated", "forbidden"] as const satisfies readonly ProblemCode[];

export const faults = ["internal-error", "unavailable"] as const satisfies readonly ProblemCode[];
