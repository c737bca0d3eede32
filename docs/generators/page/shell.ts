import { html, type Html } from "./html.ts";
import { style } from "./style.ts";

export type NavGroup = {
  readonly title: string;
  readonly links: readonly { readonly href: string; readonly text: string }[];
};

export type Page = {
  readonly title: string;
  readonly version: string;
  readonly nav: readonly NavGroup[];
  readonly body: Html;
};

const links = (nav: readonly NavGroup[]): Html =>
  html`${nav.map(
    (group) =>
      html`<h2>${group.title}</h2>
        <ul>
          ${group.links.map(({ href, text }) => html`<li><a href="${href}">${text}</a></li> `)}
        </ul> `,
  )}`;

/** A column beside the text where there is room, a menu above it where there is none; the style shows one. */
const navigation = (nav: readonly NavGroup[]): Html =>
  html`<nav class="side" aria-label="On this page">${links(nav)}</nav>
    <nav class="menu" aria-label="On this page">
      <details>
        <summary>On this page</summary>
        ${links(nav)}
      </details>
    </nav>`;

/** The browser knows the style by the hash of every byte between these tags: nothing may come in between. */
const styled: Html = { markup: `<style>${style}</style>` };

/** A whole page. It asks for nothing more: no script, no font, no image. */
export const shell = ({ title, version, nav, body }: Page): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${styled}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="top">
          <strong>Debt agency gateway</strong> <span class="version">API ${version}</span>
          <nav aria-label="Documentation">
            <a href="/docs">Operations</a> <a href="/docs/errors">Errors</a>
            <a href="/openapi.json">OpenAPI</a>
          </nav>
        </header>
        <div class="layout">
          ${navigation(nav)}
          <main id="content">${body}</main>
        </div>
      </body>
    </html> `.markup;
