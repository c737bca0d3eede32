import { batchStates } from "../../shared/account-batches/model.ts";
import { disputeTypes } from "../../shared/callbacks/event-data.ts";
import { OverdueKind } from "../../shared/clocks/wire.ts";
import { TOLERANCE_SECONDS } from "../../shared/callbacks/signature.ts";
import { listStates } from "../../shared/disputes/list-disputes.ts";
import { PAGE_LIMIT_MAX } from "../../shared/platform/http-paging.ts";
import type { ParameterName } from "./operation.ts";
import { asked, path, signed, type Parameter } from "./parameter.ts";
import { bankParameters } from "./parameters-bank.ts";
import { breakParameters } from "./parameters-breaks.ts";
import { ledgerParameters } from "./parameters-ledger.ts";
import { suspenseParameters } from "./parameters-suspense.ts";
import { remittanceParameters } from "./parameters-remittances.ts";
import { reportParameters } from "./parameters-reports.ts";
import { refTo, type JsonSchema } from "./schemas.ts";

export type { Parameter };

const planName: JsonSchema = { type: "string", pattern: "^[A-Za-z0-9][\\w.-]{0,63}$" };

const ULID = "[0-9A-HJKMNP-TV-Z]{26}";

export const webhookParameters = {
  webhookId: signed("webhook-id", "The event's id; equals `eventId` in the body.", {
    type: "string",
    minLength: 1,
    maxLength: 128,
  }),
  webhookTimestamp: signed(
    "webhook-timestamp",
    `When it was signed, in seconds since 1970. It is good for ${TOLERANCE_SECONDS} seconds, before and after.`,
    {
      type: "string",
      pattern: "^\\d{1,12}$",
    },
  ),
  webhookSignature: signed(
    "webhook-signature",
    "`v1,` and the base64 of HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>`; several, with spaces between, while a secret is rotated.",
    {
      type: "string",
    },
  ),
} as const satisfies Partial<Record<ParameterName, Parameter>>;

export const parameters = {
  ...webhookParameters,
  accountId: path("accountId", "The account, `acc_…`.", { type: "string", pattern: `^acc_${ULID}$` }),
  disputeId: path("disputeId", "The dispute, `dsp_…`.", {
    type: "string",
    pattern: `^dsp_${ULID}_[1-9][0-9]{0,7}$`,
  }),
  holdId: path("holdId", "The hold, `hld_…`.", {
    type: "string",
    pattern: `^hld_${ULID}_[1-9][0-9]{0,7}$`,
  }),
  documentId: path("documentId", "The document, `doc_…`.", {
    type: "string",
    pattern: `^doc_${ULID}_[1-9][0-9]{0,7}$`,
  }),
  disputeState: asked(
    "state",
    "`OPEN`, `ANSWERED` or one state. What is asked for is picked from each page: one may have fewer entries than `limit`.",
    { type: "string", enum: [...listStates], default: "OPEN" },
  ),
  disputeType: asked("type", "Only disputes on this ground.", { type: "string", enum: [...disputeTypes] }),
  assignee: asked("assignee", "Only this one's work.", { type: "string", maxLength: 100 }),
  raisedBy: asked("agencyId", "Only disputes that this agency raised.", refTo("AgencyId")),
  overdue: asked("overdue", "`true`: only open disputes whose time is over.", {
    type: "string",
    enum: ["true", "false"],
    default: "false",
  }),
  sort: asked("sort", "By when they are due; answered ones by when they were answered.", {
    type: "string",
    enum: ["due"],
    default: "due",
  }),
  ...reportParameters,
  holdsAt: asked("agencyId", "Only holds that this agency must acknowledge.", refTo("AgencyId")),
  holdState: asked("state", "`ORDERED`: the agency has time. `ESCALATED`: it was silent for too long.", {
    type: "string",
    enum: ["ORDERED", "ESCALATED"],
  }),
  overdueKind: asked("kind", "Only what waits for this.", {
    type: "string",
    enum: [...OverdueKind.options],
  }),
  batchId: path("batchId", "The batch, `bat_…`.", { type: "string", pattern: `^bat_${ULID}$` }),
  batchState: {
    name: "state",
    in: "query",
    required: false,
    description: "Only batches in this state; a page may then have fewer entries than `limit`.",
    schema: { type: "string", enum: [...batchStates] },
  },
  fileId: path("fileId", "The file of events, `evf_…`.", { type: "string", pattern: `^evf_${ULID}$` }),
  lenderId: path("lenderId", "The lender, `lnd_…`.", refTo("LenderId")),
  agencyId: path("agencyId", "The agency, `agy_…`.", refTo("AgencyId")),
  planRef: path("planRef", "The commission plan's name within the lender.", planName),
  bankAccountRef: path("bankAccountRef", "The bank account's name within the lender.", planName),
  placementId: path("placementId", "The placement, `plc_…`.", refTo("PlacementId")),
  endpointId: path("endpointId", "The endpoint, `end_…`.", refTo("EndpointId")),
  eventId: path("eventId", "The event, `evt_…`.", {
    type: "string",
    pattern: `^evt_${ULID}_[1-9][0-9]{0,7}$`,
  }),
  toEndpoint: {
    name: "endpointId",
    in: "query",
    required: false,
    description: "To which endpoint; without it, the agency's primary one. A lender has none and must say.",
    schema: refTo("EndpointId"),
  },
  deliveredTo: {
    name: "agencyId",
    in: "query",
    required: false,
    description:
      "Whose deliveries. The operator must say an agency or a lender; an agency need not, and may only name itself.",
    schema: refTo("AgencyId"),
  },
  deliveredToLender: asked(
    "lenderId",
    "The same of a lender, which may only name itself. Not together with an agency.",
    refTo("LenderId"),
  ),
  deliveryState: {
    name: "state",
    in: "query",
    required: false,
    description: "Only deliveries in this state.",
    schema: refTo("DeliveryState"),
  },
  from: {
    name: "from",
    in: "query",
    required: false,
    description: "Only events that were recorded at this moment or later; without it, of the last 90 days.",
    schema: refTo("Instant"),
  },
  to: {
    name: "to",
    in: "query",
    required: false,
    description: "Only events that were recorded until this moment; without it, until now.",
    schema: refTo("Instant"),
  },
  ownedBy: {
    name: "lenderId",
    in: "query",
    required: false,
    description:
      "Whose list. Finance and the operator must say; a lender need not, and may only name itself.",
    schema: refTo("LenderId"),
  },
  limit: {
    name: "limit",
    in: "query",
    required: false,
    description: "How many entries at most.",
    schema: { type: "integer", minimum: 1, maximum: PAGE_LIMIT_MAX, default: 50 },
  },
  cursor: {
    name: "cursor",
    in: "query",
    required: false,
    description: "A `nextCursor` of this very list, unchanged.",
    schema: { type: "string" },
  },
  idempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description:
      "The caller's own key of this request: visible ASCII. The same key and body get the first answer again, for at least 35 days; the same key with another body is refused.",
    schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7E]+$" },
  },
  keyId: path("keyId", "The key, `key_…`.", { type: "string", pattern: `^key_${ULID}$` }),
  keyKind: asked("kind", "Only keys of this kind of principal.", {
    type: "string",
    enum: ["LENDER", "AGENCY", "FINANCE", "ADMIN"],
  }),
  keysOfLender: asked("lenderId", "Only keys of this lender.", refTo("LenderId")),
  keysOfAgency: asked("agencyId", "Only keys of this agency.", refTo("AgencyId")),
  subject: asked("subject", "Only changes of this, such as `agencies/agy_…` or `keys/key_…`.", {
    type: "string",
    maxLength: 200,
  }),
  receiptId: path("receiptId", "The receipt, `rcp_…`.", { type: "string", pattern: "^rcp_[0-9a-f]{26}$" }),
  eventType: path("eventType", "The event type, such as `payment.received`."),
  ofEvent: {
    name: "eventId",
    in: "query",
    required: true,
    description: "The agency's own id of the event, as it was sent.",
    schema: { type: "string", minLength: 1, maxLength: 128 },
  },
  queue: path("queue", "The queue, as `GET /v1/dead-letters` names it.", { type: "string" }),
  letters: asked("limit", "How many letters at most.", {
    type: "integer",
    minimum: 1,
    maximum: 100,
    default: 20,
  }),
  quarantinedOf: asked("agencyId", "Only events of this agency.", refTo("AgencyId")),
  quarantineReason: asked("reason", "Only events that wait for this reason.", {
    type: "string",
    maxLength: 64,
  }),
  quarantineState: asked("state", "Events that wait, or those that were rejected.", {
    type: "string",
    enum: ["OPEN", "REJECTED"],
    default: "OPEN",
  }),
  ...suspenseParameters,
  ...ledgerParameters,
  ...bankParameters,
  ...remittanceParameters,
  snapshotId: path("snapshotId", "The part of the inventory, `snp_…`.", {
    type: "string",
    pattern: `^snp_${ULID}$`,
  }),
  ...breakParameters,
  ifMatch: {
    name: "If-Match",
    in: "header",
    required: false,
    description:
      "The `ETag` of the revision that you looked at. When another one stands, nothing is changed; without it, the last change wins.",
    schema: { type: "string", pattern: '^"\\d{1,8}"$' },
  },
} as const satisfies Record<ParameterName, Parameter>;
