import { html, type Html } from "./html.ts";

/** A box of code that a keyboard can scroll. */
export const codeBox = (label: string, text: string): Html =>
  html`<pre tabindex="0" role="region" aria-label="${label}"><code>${text}</code></pre>
`;

/** The same, and one click selects all of it. */
export const copyBox = (label: string, text: string): Html =>
  html`<pre class="copy" tabindex="0" role="region" aria-label="${label}"><code>${text}</code></pre>
<p class="hint">One click selects it all.</p>
`;

export const jsonBox = (label: string, value: unknown): Html => codeBox(label, JSON.stringify(value, undefined, 2));
