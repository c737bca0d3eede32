import { KEPT_ELEMENT_COUNT_MAX, KEPT_TEXT_LENGTH_MAX } from "./limits.ts";

/** An element that is kept: its local name, its own text, its currency, and what is kept in it. */
export type Element = {
  readonly name: string;
  text: string;
  readonly currency: string | undefined;
  readonly children: Element[];
};

/** Which elements are kept, by local name, and what of them. */
export type Wanted = ReadonlyMap<string, Kept>;

/** Under the one copy of its name that all elements share: names of one copy are compared in no time. */
type Kept = { readonly name: string; readonly inner: Wanted; readonly hasCurrency: boolean };

type Sketch = { readonly [name: string]: Sketch };

export const wanted = (sketch: Sketch): Wanted =>
  new Map(
    Object.entries(sketch).map(([name, inner]) => [
      name,
      { name, inner: wanted(inner), hasCurrency: name === "Amt" },
    ]),
  );

type Attributes = Readonly<Record<string, string>>;

/** Of elements that hold nothing but text, which are most: none of them is ever given a child. */
const noChildren: Element[] = [];

export function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

/** What of an element, if it is wanted, a tag begins. */
const keptOf = (inside: Wanted | undefined, name: string): Kept | undefined =>
  inside?.get(name) ?? inside?.get(localName(name));

/** Builds one element with what is wanted of it, and passes over the rest. */
export function newTree() {
  const path: Element[] = [];
  const wantedIn: Wanted[] = [];
  let top = -1;
  let skipping = 0;
  let room = { elements: 0, text: 0 };
  const push = (element: Element, inner: Wanted): void => {
    top += 1;
    path[top] = element;
    wantedIn[top] = inner;
  };
  return {
    /** Begins with this element; nothing of an earlier one is left. */
    start: (name: string, inner: Wanted): Element => {
      const element: Element = { name, text: "", currency: undefined, children: [] };
      [top, skipping] = [-1, 0];
      room = { elements: KEPT_ELEMENT_COUNT_MAX, text: KEPT_TEXT_LENGTH_MAX };
      push(element, inner);
      return element;
    },
    open: (tag: string, attributes: Attributes): void => {
      const kept = skipping > 0 ? undefined : keptOf(wantedIn[top], tag);
      if (kept === undefined) {
        skipping += 1;
        return;
      }
      const { name, inner, hasCurrency } = kept;
      const children = inner.size > 0 ? [] : noChildren;
      const element = { name, text: "", currency: hasCurrency ? attributes["Ccy"] : undefined, children };
      room.elements -= 1;
      if (room.elements >= 0) path[top]?.children.push(element);
      push(element, inner);
    },
    /** @returns whether the element that was begun with is closed */
    close: (): boolean => {
      if (skipping > 0) skipping -= 1;
      else top -= 1;
      return top < 0;
    },
    text: (text: string): void => {
      const element = skipping > 0 ? undefined : path[top];
      if (element === undefined) return;
      // Between elements there is space; a status of version 2 is a text, of version 8 an element.
      if (element.children !== noChildren && !/\S/u.test(text)) return;
      room.text -= text.length;
      if (room.text >= 0) element.text += text;
    },
    isTooLarge: (): boolean => room.elements < 0 || room.text < 0,
  };
}

export function child(element: Element | undefined, name: string): Element | undefined {
  if (element === undefined) return undefined;
  for (const one of element.children) if (one.name === name) return one;
  return undefined;
}

/** The first element at this path. */
export function at(element: Element | undefined, ...names: readonly string[]): Element | undefined {
  let found = element;
  for (const name of names) found = child(found, name);
  return found;
}

/** Its text without the space around it; undefined where there is none. */
function textOf(element: Element | undefined): string | undefined {
  if (element === undefined) return undefined;
  const text = element.text.trim();
  return text === "" ? undefined : text;
}

export const textIn = (element: Element | undefined, name: string): string | undefined =>
  textOf(child(element, name));

export const textAt = (element: Element | undefined, ...names: readonly string[]): string | undefined =>
  textOf(at(element, ...names));

/** All its children of a name. */
export function all(element: Element | undefined, name: string): readonly Element[] {
  let found: Element[] | undefined;
  for (const one of element?.children ?? noChildren)
    if (one.name === name) {
      if (found === undefined) found = [one];
      else found.push(one);
    }
  return found ?? noChildren;
}
