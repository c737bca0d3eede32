import { problems, type ProblemCode } from "../../../shared/kernel/problems.ts";
import { errorWords, type ErrorWords } from "../errors.ts";
import { givenBy } from "../errors-markdown.ts";
import { keysOf } from "../keys-of.ts";
import { problemExample } from "../problem-examples.ts";
import { jsonBox } from "./code.ts";
import { html, inline, type Html } from "./html.ts";
import { shell } from "./shell.ts";

/** `/docs/errors`: a section per code, whose anchor is the code. */
export const errorsPage = (version: string): string =>
  shell({
    title: "Errors · Debt agency gateway API",
    version,
    nav: [{ title: "Codes", links: keysOf(problems).map((code) => ({ href: `#${code}`, text: code })) }],
    body: html`<section class="intro">
        <h1>Errors</h1>
        <p>
          Every refusal is a problem document (RFC 9457, <code>application/problem+json</code>) with a stable
          <code>code</code>. A code is never reused for another meaning; <code>detail</code> is for people and
          may change. What is refused with a 4xx status has changed nothing. <code>traceId</code> is the
          request's id: name it when you ask for help.
        </p>
      </section>
      ${keysOf(problems).map(section)}`,
  });

function section(code: ProblemCode): Html {
  const { status, title } = problems[code];
  const { means, todo, members = {} }: ErrorWords = errorWords[code];
  const from = givenBy(code);
  const rows = Object.entries(members).map(
    ([name, { says }]) =>
      html`<div>
        <dt><code>${name}</code></dt>
        <dd>${inline(says)}</dd>
      </div> `,
  );
  return html`<article class="operation" id="${code}" aria-labelledby="${code}-title">
    <h2 class="code" id="${code}-title">${code}</h2>
    <p class="route"><span class="status-big">${status}</span> ${title}</p>
    <div class="columns">
      <div>
        <p><strong>What it means.</strong> ${inline(means)}</p>
        <p><strong>What to do.</strong> ${inline(todo)}</p>
        ${
          rows.length > 0 &&
          html`<h4>Members of its own</h4>
            <dl class="members">${rows}</dl> `
        }${
          from.length > 0 &&
          html`<p class="tags">
            Given by${from.map((id, index) => html`${index > 0 && ","} <a href="/docs#${id}">${id}</a>`)}.
          </p> `
        }
      </div>
      <div>${jsonBox(`Example of ${code}`, problemExample(code).value)}</div>
    </div>
  </article> `;
}
