import { deliveryBodies } from "../delivery-examples.ts";
import { deliveryName, deliveryTypes } from "../event-schemas.ts";
import { deliveryWords } from "../event-words.ts";
import type { OpenApiDocument } from "../openapi.ts";
import { audiences, audienceWords, type Audience } from "../operation.ts";
import { operations } from "../operations.ts";
import { allComponents } from "../schemas.ts";
import { copyBox, jsonBox } from "./code.ts";
import { lenderDeliveriesView } from "./lender-deliveries.ts";
import { settings } from "./curl.ts";
import { html, inline, nothing, paragraphs, type Html } from "./html.ts";
import { operationView, type Schemas } from "./operation-view.ts";
import { members, schemaLink, schemaView } from "./schema-view.ts";
import { shell, type NavGroup } from "./shell.ts";

/** `/docs`: every operation by audience, what the gateway posts, and every schema. */
export const docsPage = ({ info, components }: OpenApiDocument): string =>
  shell({
    title: `${info.title} API`,
    version: info.version,
    nav: navigation(components.schemas),
    body: html`<section class="intro" id="start">
        <h1>${info.title} API</h1>
        ${paragraphs(info.description)}
        <h2 class="minor">Before the first command</h2>
        <p>
          The commands on this page run in a POSIX shell with curl and OpenSSL. They use these variables; in
          the sandbox their values are in <code>.local/sandbox.json</code>.
        </p>
        ${copyBox("Variables of the commands", settings)}
      </section>
      ${audiences.map((audience) => audienceView(audience, components.schemas))}${schemasView(components.schemas)}`,
  });

const firstFor = (audience: Audience) => operations.filter(({ for: [first] }) => first === audience);

const alsoFor = (audience: Audience) =>
  operations.filter(({ for: all }) => all[0] !== audience && all.includes(audience));

const audienceView = (audience: Audience, schemas: Schemas): Html =>
  html`<section id="${audience}">
    <h2>${audience}</h2>
    <p class="lead">${audienceWords[audience]}</p>
    ${sharedView(audience)}${firstFor(audience).map((operation) => operationView(operation, schemas))}${audience === "Agency" && deliveriesView(schemas)}${audience === "Lender" && lenderDeliveriesView()}
  </section> `;

/** What is described with another audience, and may be used by this one too. */
function sharedView(audience: Audience): Html {
  const shared = alsoFor(audience);
  if (shared.length === 0) return nothing;
  return html`<p class="lead">May also use, for any lender that it names with <code>lenderId</code>:</p>
    <ul>
      ${shared.map(({ id, summary }) => html`<li><a href="#${id}">${summary}</a></li> `)}
    </ul> `;
}

const deliveriesView = (schemas: Schemas): Html =>
  html`<article class="operation" id="deliveries" aria-labelledby="deliveries-title">
    <h3 id="deliveries-title">What the gateway posts to the agency</h3>
    <p class="says">
      To the agency's endpoint, signed by Standard Webhooks with the first of its secrets;
      <code>webhook-id</code> is the event's id. Any 2xx status means taken. Everything else is sent again
      with the same id, and later events of the same placement wait: verify the signature, remember the id,
      answer at once, work afterwards.
    </p>
    ${deliveryTypes.map((type) => {
      const data = schemas[deliveryName(type)]?.properties?.["data"];
      return html`<details id="delivery-${type}">
        <summary><code>${type}</code> ${deliveryWords[type].summary}</summary>
        <p class="says">${inline(deliveryWords[type].does)}</p>
        <div class="columns">
          <div>
            <h4>Members of data</h4>
            ${typeof data === "object" && members(data, "answered")}
            <p>With the envelope of ${schemaLink(deliveryName(type))}.</p>
          </div>
          <div>
            <h4>Body</h4>
            ${jsonBox(`Body of ${type}`, deliveryBodies[type])}
          </div>
        </div>
      </details> `;
    })}
  </article> `;

const schemasView = (schemas: Schemas): Html =>
  html`<section id="schemas">
    <h2>Schemas</h2>
    <p class="lead">Every schema by name, as in the OpenAPI document.</p>
    ${Object.entries(schemas).map(
      ([name, schema]) =>
        html`<article class="entry" id="schema-${name}" aria-labelledby="schema-${name}-title">
          <h3 id="schema-${name}-title">${name}</h3>
          <p class="says">${inline(schema.description ?? "")}</p>
          ${schemaView(schema, allComponents[name]?.side === "answer" ? "answered" : "sent")}
        </article> `,
    )}
  </section> `;

const navigation = (schemas: Schemas): readonly NavGroup[] => [
  { title: "Start", links: [{ href: "#start", text: "How it works" }] },
  ...audiences.map((audience) => ({ title: audience, links: linksFor(audience) })),
  { title: "Schemas", links: Object.keys(schemas).map((name) => ({ href: `#schema-${name}`, text: name })) },
];

function linksFor(audience: Audience): NavGroup["links"] {
  const own = firstFor(audience);
  return [
    ...(own.length > 0 ? own : alsoFor(audience)).map(({ id, summary }) => ({
      href: `#${id}`,
      text: summary,
    })),
    ...(audience === "Agency" ? [{ href: "#deliveries", text: "What the gateway posts" }] : []),
    ...(audience === "Lender" ? [{ href: "#lender-deliveries", text: "What the gateway posts" }] : []),
  ];
}
