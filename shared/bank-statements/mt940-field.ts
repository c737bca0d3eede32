import type { Currency } from "../kernel/money.ts";
import type { Dates } from "./dates.ts";

/** A field with its tag, its text with what ends its lines, and the line of the file that it begins on. */
export type Field = { readonly tag: string; readonly text: string; readonly line: number };

/** What fields are read with: both remember what they were asked. */
export type Tools = {
  readonly dates: Dates;
  readonly currency: (code: string | undefined) => Currency | undefined;
};

const RETURN = 0x0d;

/** Where the line ends behind which a line feed stands. */
const endBefore = (text: string, feed: number, from: number): number =>
  feed > from && text.charCodeAt(feed - 1) === RETURN ? feed - 1 : feed;

export function firstLineOf(text: string): string {
  const feed = text.indexOf("\n");
  return feed < 0 ? text : text.slice(0, endBefore(text, feed, 0));
}

/** Every line of a field's text; always one at least. */
export function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  let from = 0;
  for (let feed = text.indexOf("\n"); feed >= 0; feed = text.indexOf("\n", from)) {
    lines.push(text.slice(from, endBefore(text, feed, from)));
    from = feed + 1;
  }
  lines.push(text.slice(from));
  return lines;
}

/** A field's lines as one, with nothing between them. */
export function joinedLines(text: string): string {
  let feed = text.indexOf("\n");
  if (feed < 0) return text;
  let joined = "";
  let from = 0;
  for (; feed >= 0; feed = text.indexOf("\n", from)) {
    joined += text.slice(from, endBefore(text, feed, from));
    from = feed + 1;
  }
  return joined + text.slice(from);
}
