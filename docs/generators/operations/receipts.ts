import { signingInput } from "../../../shared/platform/jws.ts";
import { receiptView } from "../callback-answers.ts";
import { eventTypes } from "../event-types.ts";
import { ids } from "../examples.ts";
import { faults, keyRefusals, type Operation } from "../operation.ts";

const both = { method: "GET", for: ["Agency", "Operator"], proves: "key" } as const;

/** The example key of RFC 7517. */
const publicKey = {
  kty: "EC",
  crv: "P-256",
  x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
  y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
  kid: "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s",
  use: "sig",
  alg: "ES256",
} as const;

const claims = { iss: "debt-agency-gateway/prod", sub: ids.agencyId, iat: 1_772_719_501, ...receiptView };
const signedInput = signingInput({ alg: "ES256", typ: "receipt+jws", kid: publicKey.kid }, claims);

const signedReceipt = {
  ...receiptView,
  signature: `${signedInput}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q`,
};

const { items: types } = eventTypes();
const payments = types.filter(({ eventType }) => eventType === "payment.received");

/** What an agency reads about its own callbacks: what came of them, and what it may send. */
export const receiptOperations: readonly Operation[] = [
  {
    ...both,
    id: "findReceipt",
    path: "/v1/agencies/:agencyId/receipts",
    summary: "Find an event's receipt",
    says: "The receipt of the event with this id, for at least 35 days; of one that is kept for a person to look at, for good. Nothing is listed when no event with this id was taken: then it may be sent again.",
    parameters: ["agencyId", "ofEvent"],
    answer: {
      status: 200,
      says: "The receipt, or none.",
      schema: "ReceiptList",
      examples: { payment: { summary: "Of a payment", value: { items: [receiptView] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
  {
    ...both,
    id: "getReceipt",
    path: "/v1/agencies/:agencyId/receipts/:receiptId",
    summary: "Read a receipt with its proof",
    says: "What the callback was answered, when it came, and the hash of what came. `signature` is a compact JWS (ES256, `typ` is `receipt+jws`) whose payload is the receipt with `iss`, the gateway, `sub`, the agency, and `iat`, when the callback came. Whoever has the public key of `/.well-known/jwks.json` can verify it without the gateway.",
    parameters: ["agencyId", "receiptId"],
    answer: {
      status: 200,
      says: "The receipt.",
      schema: "SignedReceipt",
      examples: { payment: { summary: "Of a payment", value: signedReceipt } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...both,
    id: "listEventTypes",
    path: "/v1/agencies/:agencyId/event-types",
    summary: "List event types",
    says: "Every event type that an agency may report, with the JSON Schema (2020-12) of the whole callback and an example. It changes with a release only.",
    parameters: ["agencyId"],
    answer: {
      status: 200,
      says: "Every event type.",
      schema: "EventTypeList",
      examples: { one: { summary: "One of them", value: { items: payments } } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...both,
    id: "getEventType",
    path: "/v1/agencies/:agencyId/event-types/:eventType",
    summary: "Read an event type",
    says: "One event type, with the JSON Schema (2020-12) of the whole callback and an example.",
    parameters: ["agencyId", "eventType"],
    answer: {
      status: 200,
      says: "The event type.",
      schema: "EventType",
      examples: { payment: { summary: "A payment", value: payments[0] } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    id: "getSigningKeys",
    method: "GET",
    for: ["Everyone"],
    proves: "nothing",
    path: "/.well-known/jwks.json",
    summary: "The keys that receipts are verified by",
    says: "A JSON Web Key Set (RFC 7517). Keep the key with the receipts that it verifies: one that is replaced is not shown any more.",
    answer: {
      status: 200,
      says: "The key set.",
      schema: "PublicKeyList",
      examples: { one: { summary: "One key", value: { keys: [publicKey] } } },
    },
    refusals: faults,
  },
];
