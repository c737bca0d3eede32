import { lenderExamples } from "../delivery-examples.ts";
import { lenderDeliveryWords } from "../event-words.ts";
import { jsonBox } from "./code.ts";
import { html, inline, type Html } from "./html.ts";
import { schemaLink } from "./schema-view.ts";

/** What the gateway posts to the lender's own endpoints, with an example of each type that the story has. */
export const lenderDeliveriesView = (): Html =>
  html`<article class="operation" id="lender-deliveries" aria-labelledby="lender-deliveries-title">
    <h3 id="lender-deliveries-title">What the gateway posts to the lender</h3>
    <p class="says">
      To each of the lender's endpoints, signed by Standard Webhooks with the endpoint's secrets;
      <code>webhook-id</code> is the event's id. Any 2xx status means taken. Everything else is sent again
      with the same id, and later events of the same account wait.
    </p>
    <p class="says">${inline(lenderDeliveryWords)}</p>
    <p>Every body is a ${schemaLink("LenderDelivery")}.</p>
    ${lenderExamples.map(
      (body) =>
        html`<details id="lender-delivery-${body.eventType}">
          <summary><code>${body.eventType}</code></summary>
          ${jsonBox(`Body of ${body.eventType} to a lender`, body)}
        </details> `,
    )}
  </article> `;
