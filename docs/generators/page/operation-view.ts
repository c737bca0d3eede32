import { problems } from "../../../shared/kernel/problems.ts";
import { callbackBodies } from "../callback-examples.ts";
import { callbackName, callbackTypes } from "../event-schemas.ts";
import { callbackWords } from "../event-words.ts";
import { openApiPath } from "../openapi.ts";
import type { Operation } from "../operation.ts";
import { parameters } from "../parameters.ts";
import type { JsonSchema } from "../schemas.ts";
import { copyBox, jsonBox } from "./code.ts";
import { curlOf } from "./curl.ts";
import { html, inline, nothing, type Html } from "./html.ts";
import { kindOf, members, schemaLink, schemaView } from "./schema-view.ts";

export type Schemas = Readonly<Record<string, JsonSchema>>;

const proofs = {
  key: "Needs an API key.",
  signature: "Needs a signature by Standard Webhooks.",
  nothing: "Needs no key.",
} as const;

export const operationView = (operation: Operation, schemas: Schemas): Html =>
  html`<article class="operation" id="${operation.id}" aria-labelledby="${operation.id}-title">
    <h3 id="${operation.id}-title">${operation.summary}</h3>
    <p class="route">
      <code
        ><span class="method ${operation.method}">${operation.method}</span
        >${openApiPath(operation.path)}</code
      >
    </p>
    <p class="says">${inline(operation.says)}</p>
    <p class="tags">For ${operation.for.join(", ")}. ${proofs[operation.proves]}</p>
    <div class="columns">
      <div>
        ${parametersView(operation)}${requestView(operation, schemas)}${answerView(operation, schemas)}${refusalsView(operation)}
      </div>
      <div>${examplesView(operation)}</div>
    </div>
    ${operation.id === "postCallback" && callbacksView(schemas)}
  </article> `;

function parametersView({ parameters: names = [] }: Operation): Html {
  if (names.length === 0) return nothing;
  const rows = names.map((name) => {
    const { name: sent, in: where, required, description, schema } = parameters[name];
    return html`<div>
      <dt>
        <code>${sent}</code>
        <span class="kind">${where}, ${kindOf(schema)}</span
        >${required && html` <span class="must">required</span>`}
      </dt>
      <dd>${inline(description)}</dd>
    </div> `;
  });
  return html`<h4>Parameters</h4>
    <dl class="members">${rows}</dl> `;
}

function requestView({ request }: Operation, schemas: Schemas): Html {
  if (request === undefined) return nothing;
  const schema = schemas[request.schema] ?? {};
  const shown = schema.oneOf
    ? html`<p>One of the event types below, told apart by <code>eventType</code>.</p>`
    : schemaView(schema, "sent");
  return html`<h4>Body</h4>
    <p>${schemaLink(request.schema)}, JSON of at most ${request.bytesMax / 1024} KiB.</p>
    ${shown}`;
}

function answerView({ answer }: Operation, schemas: Schemas): Html {
  const headers = (answer.headers ?? []).map((name) => html` <code>${name}</code>`);
  const schema = answer.schema && schemas[answer.schema];
  return html`<h4>Answer</h4>
    <p>
      <strong>${answer.status}</strong>
      ${inline(answer.says)}${headers.length > 0 && html` Headers:${headers}.`}
    </p>
    ${
      schema &&
      html`<details>
        <summary>${answer.schema}: ${inline(schema.description ?? "")}</summary>
        ${members(schema, "answered")}
      </details> `
    }`;
}

const refusalsView = ({ refusals }: Operation): Html =>
  html`<h4>Refusals</h4>
    <ul class="refusals">
      ${[...new Set(refusals)]
        .toSorted((a, b) => problems[a].status - problems[b].status)
        .map(
          (code) =>
            html`<li>
              <span class="status">${problems[code].status}</span>
              <span><a href="/docs/errors#${code}">${code}</a></span>
            </li> `,
        )}
    </ul> `;

function examplesView(operation: Operation): Html {
  const bodies = Object.values(operation.request?.examples ?? {});
  const answers = Object.values(operation.answer.examples ?? {});
  const others = operation.proves === "signature" ? [] : bodies.slice(1);
  return html`<h4>Request</h4>
    ${copyBox(`Command: ${operation.summary}`, curlOf(operation, bodies[0]?.value))}${others.map(
      ({ summary, value }) =>
        html`<details>
          <summary>${summary}</summary>
          ${jsonBox(`Body: ${summary}`, value)}
        </details> `,
    )}${answers.length > 0 && html`<h4>Answers</h4> `}${answers.map(
      ({ summary, value }, index) =>
        html`<details${index === 0 && { markup: " open" }}><summary>${operation.answer.status} ${summary}</summary>
${jsonBox(`Answer: ${summary}`, value)}</details>
`,
    )}`;
}

const callbacksView = (schemas: Schemas): Html =>
  html`<h4>Event types</h4>
    ${callbackTypes.map((type) => {
      const data = schemas[callbackName(type)]?.properties?.["data"];
      return html`<details id="callback-${type}">
        <summary><code>${type}</code> ${callbackWords[type].summary}</summary>
        <p class="says">${inline(callbackWords[type].does)}</p>
        <div class="columns">
          <div>
            <h4>Members of data</h4>
            ${typeof data === "object" && members(data, "sent")}
            <p>With the envelope of ${schemaLink(callbackName(type))}.</p>
          </div>
          <div>
            <h4>Body</h4>
            ${jsonBox(`Body of ${type}`, callbackBodies[type])}
          </div>
        </div>
      </details> `;
    })}`;
