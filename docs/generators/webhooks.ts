import { deliveryBodies, lenderExamples } from "./delivery-examples.ts";
import { deliveryName, deliveryTypes } from "./event-schemas.ts";
import { deliveryWords, lenderDeliveryWords } from "./event-words.ts";
import type { OutboundType } from "../../shared/deliveries/wire.ts";
import type { Audience, Examples } from "./operation.ts";
import { keysOf } from "./keys-of.ts";
import { webhookParameters } from "./parameters.ts";
import { refTo } from "./schemas.ts";

const responses = {
  "2XX": { description: "Taken. The event is not sent again, but for an answer that was lost on the way." },
  default: {
    description:
      "Not taken: any other status, a redirect, or no answer within 10 seconds. The same event is sent again, with growing pauses for about three days; later events of the same placement, or of a lender's account, wait for it.",
  },
} as const;

type Webhook = {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly Audience[];
  readonly schema: string;
  readonly examples: Examples;
};

/** Signed by Standard Webhooks with the secrets of the endpoint. */
const posted = ({ schema, examples, ...words }: Webhook) => ({
  post: {
    ...words,
    security: [{ webhookSignature: [] }],
    parameters: keysOf(webhookParameters).map((name) => ({ $ref: `#/components/parameters/${name}` })),
    requestBody: {
      required: true,
      content: { "application/json": { schema: refTo(schema), examples } },
    },
    responses,
  },
});

const toAgency = (type: OutboundType) =>
  posted({
    operationId: `on${deliveryName(type)}`,
    summary: deliveryWords[type].summary,
    description: deliveryWords[type].does,
    tags: ["Agency"],
    schema: deliveryName(type),
    examples: { [type]: { summary: deliveryWords[type].summary, value: deliveryBodies[type] } },
  });

const toLender = posted({
  operationId: "onLenderDelivery",
  summary: "Something happened to an account",
  description: lenderDeliveryWords,
  tags: ["Lender"],
  schema: "LenderDelivery",
  examples: Object.fromEntries(
    lenderExamples.map((value) => [value.eventType, { summary: value.eventType, value }]),
  ),
});

/** What the gateway posts to an agency's endpoint, by event type, and to a lender's. */
export const webhooks = () => ({
  ...Object.fromEntries(deliveryTypes.map((type) => [type, toAgency(type)])),
  "lender.event": toLender,
});
