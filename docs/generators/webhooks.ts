import { deliveryBodies } from "./delivery-examples.ts";
import { deliveryName, deliveryTypes } from "./event-schemas.ts";
import { deliveryWords } from "./event-words.ts";
import { keysOf } from "./keys-of.ts";
import { webhookParameters } from "./parameters.ts";
import { refTo } from "./schemas.ts";

const responses = {
  "2XX": { description: "Taken. The event is not sent again, but for an answer that was lost on the way." },
  default: {
    description:
      "Not taken: any other status, a redirect, or no answer within 10 seconds. The same event is sent again, with pauses that double from a second to a quarter of an hour; later events of the placement wait for it.",
  },
} as const;

/** What the gateway posts to an agency's endpoint, by event type. */
export const webhooks = () =>
  Object.fromEntries(
    deliveryTypes.map((type) => [
      type,
      {
        post: {
          operationId: `on${deliveryName(type)}`,
          summary: deliveryWords[type].summary,
          description: deliveryWords[type].does,
          tags: ["Agency"],
          security: [{ webhookSignature: [] }],
          parameters: keysOf(webhookParameters).map((name) => ({ $ref: `#/components/parameters/${name}` })),
          requestBody: {
            required: true,
            content: {
              "application/json": {
                schema: refTo(deliveryName(type)),
                examples: { [type]: { summary: deliveryWords[type].summary, value: deliveryBodies[type] } },
              },
            },
          },
          responses,
        },
      },
    ]),
  );
