/** Markup that is safe to put into a page as it stands. */
export type Html = { readonly markup: string };

type Part = string | number | undefined | false | Html | readonly Part[];

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string): string => text.replaceAll(/[&<>"]/gu, (one) => escapes[one] ?? one);

function markupOf(part: Part): string {
  if (part === undefined || part === false) return "";
  if (typeof part === "object") return "markup" in part ? part.markup : part.map(markupOf).join("");
  return escaped(String(part));
}

/** A piece of a page; what is put in is escaped, unless it is a piece itself. */
export const html = (pieces: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: pieces.map((piece, index) => piece + markupOf(parts[index])).join(""),
});

export const nothing: Html = { markup: "" };

const SPANS = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((https:[^)]+)\)/gu;

/** A sentence with Markdown's code, bold and links. */
export function inline(text: string): Html {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(SPANS)) {
    const [whole, code, bold, link, address] = match;
    parts.push(text.slice(end, match.index));
    if (code !== undefined) parts.push(html`<code>${code}</code>`);
    else if (bold !== undefined) parts.push(html`<strong>${inline(bold)}</strong>`);
    else parts.push(html`<a href="${address}" rel="noreferrer">${link}</a>`);
    end = match.index + whole.length;
  }
  return html`${[...parts, text.slice(end)]}`;
}

/** Paragraphs, parted by empty lines. */
export const paragraphs = (text: string): Html =>
  html`${text.split("\n\n").map((paragraph) => html`<p>${inline(paragraph)}</p> `)}`;
