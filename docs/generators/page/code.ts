import { html, type Html } from "./html.ts";

/** A command in a box that a keyboard can scroll; one click selects all of it. */
export const copyBox = (label: string, text: string): Html =>
  html`<pre class="copy" tabindex="0" role="group" aria-label="${label}"><code>${text}</code></pre>
    <p class="hint">One click selects it all.</p> `;

export const jsonBox = (label: string, value: unknown): Html =>
  html`<pre
    class="json"
    tabindex="0"
    role="group"
    aria-label="${label}"
  ><code>${JSON.stringify(value, undefined, 2)}</code></pre> `;
