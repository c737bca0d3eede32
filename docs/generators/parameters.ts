import { batchStates } from "../../shared/account-batches/model.ts";
import { TOLERANCE_SECONDS } from "../../shared/callbacks/signature.ts";
import { PAGE_LIMIT_MAX } from "../../shared/platform/http-paging.ts";
import type { ParameterName } from "./operation.ts";
import { refTo, type JsonSchema } from "./schemas.ts";

export type Parameter = {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
  readonly example?: string | number;
};

const path = (name: string, description: string, schema: JsonSchema = { type: "string" }): Parameter => ({
  name,
  in: "path",
  required: true,
  description,
  schema,
});

const signed = (name: string, description: string, schema: JsonSchema): Parameter => ({
  name,
  in: "header",
  required: true,
  description,
  schema,
});

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
  batchId: path("batchId", "The batch, `bat_…`.", { type: "string", pattern: `^bat_${ULID}$` }),
  batchState: {
    name: "state",
    in: "query",
    required: false,
    description: "Only batches in this state; a page may then have fewer entries than `limit`.",
    schema: { type: "string", enum: [...batchStates] },
  },
  lenderId: path("lenderId", "The lender, `lnd_…`.", refTo("LenderId")),
  agencyId: path("agencyId", "The agency, `agy_…`.", refTo("AgencyId")),
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
} as const satisfies Record<ParameterName, Parameter>;
