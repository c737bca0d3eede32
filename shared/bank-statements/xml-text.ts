import { RAW_LENGTH_MAX } from "./limits.ts";
import type { Element } from "./xml-tree.ts";

/** What was kept of an element as XML, as much as a person is shown. */
export function xmlOf(element: Element): string {
  const parts: string[] = [];
  let length = 0;
  const add = (part: string): void => {
    parts.push(part);
    length += part.length;
  };
  const write = (one: Element): void => {
    if (length > RAW_LENGTH_MAX) return;
    add(one.currency === undefined ? `<${one.name}>` : `<${one.name} Ccy="${escaped(one.currency)}">`);
    if (one.children.length === 0) add(escaped(one.text));
    for (const child of one.children) write(child);
    add(`</${one.name}>`);
  };
  write(element);
  return parts.join("");
}

const entities: Readonly<Record<string, string>> = { "<": "&lt;", "&": "&amp;", '"': "&quot;" };

const escaped = (text: string): string =>
  text.slice(0, RAW_LENGTH_MAX).replaceAll(/[<&"]/gu, (character) => entities[character] ?? character);
