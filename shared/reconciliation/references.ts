import { agreesOnScope, NONE, type Item } from "./item.ts";
import type { Normalise } from "./normalise.ts";
import type { Relation } from "./wire.ts";

/** All that has one reference, on either side. Most references are of one fact each, so those are kept unlisted. */
export type Named<L, R> = {
  left: Item<L> | undefined;
  right: Item<R> | undefined;
  moreLefts: Item<L>[] | undefined;
  moreRights: Item<R>[] | undefined;
};

/** What more facts share than could be told apart is no reference: "N/A" names nothing. */
const SHARED_MAX = 20;

export type References<L, R> = {
  readonly relation: Relation;
  readonly byKey: ReadonlyMap<string, Named<L, R>>;
  readonly keyOf: (group: Item<unknown>["group"], reference: string) => string | undefined;
};

export type Sides<L, R> = {
  readonly relation: Relation;
  readonly lefts: readonly Item<L>[];
  readonly rights: readonly Item<R>[];
};

/** A reversal may carry the reference of the payment that it reverses. */
export const keyed = (group: Item<unknown>["group"], reference: string): string =>
  group === "REVERSAL" ? `REVERSAL ${reference}` : reference;

export function referencesOf<L, R>(sides: Sides<L, R>, normalise?: Normalise): References<L, R> {
  const byKey = new Map<string, Named<L, R>>();
  const keyOf = (group: Item<unknown>["group"], reference: string): string | undefined => {
    const plain = normalise === undefined ? reference : normalise(reference);
    return plain === undefined ? undefined : keyed(group, plain);
  };
  const place = (key: string): Named<L, R> => {
    const found = byKey.get(key);
    if (found !== undefined) return found;
    const made = { left: undefined, right: undefined, moreLefts: undefined, moreRights: undefined };
    byKey.set(key, made);
    return made;
  };
  for (const left of sides.lefts) for (const key of keysOf(left, keyOf)) addLeft(place(key), left);
  for (const right of sides.rights) for (const key of keysOf(right, keyOf)) addRight(place(key), right);
  return { relation: sides.relation, byKey, keyOf };
}

/** What an item is called, each name once; its own reference first. */
function keysOf(
  { group, reference, otherReferences }: Item<unknown>,
  keyOf: References<unknown, unknown>["keyOf"],
): readonly string[] {
  const first = reference === undefined ? undefined : keyOf(group, reference);
  if (otherReferences.length === 0) return first === undefined ? NONE : [first];
  const others = otherReferences.map((one) => keyOf(group, one));
  return [...new Set([first, ...others])].filter((key) => key !== undefined);
}

function addLeft<L, R>(named: Named<L, R>, left: Item<L>): void {
  if (named.left === undefined) named.left = left;
  else if (named.moreLefts === undefined) named.moreLefts = [left];
  else named.moreLefts.push(left);
}

function addRight<L, R>(named: Named<L, R>, right: Item<R>): void {
  if (named.right === undefined) named.right = right;
  else if (named.moreRights === undefined) named.moreRights = [right];
  else named.moreRights.push(right);
}

const listed = <T>(first: Item<T> | undefined, more: readonly Item<T>[] | undefined): readonly Item<T>[] => {
  if (first === undefined) return [];
  return more === undefined ? [first] : [first, ...more];
};

/** At most one fact of either side. */
export const isSingle = <L, R>({ moreLefts, moreRights }: Named<L, R>): boolean =>
  moreLefts === undefined && moreRights === undefined;

export const isShared = <L, R>({ moreLefts, moreRights }: Named<L, R>): boolean =>
  (moreLefts?.length ?? 0) >= SHARED_MAX || (moreRights?.length ?? 0) >= SHARED_MAX;

export const leftsOf = <L, R>({ left, moreLefts }: Named<L, R>): readonly Item<L>[] =>
  listed(left, moreLefts);
export const rightsOf = <L, R>({ right, moreRights }: Named<L, R>): readonly Item<R>[] =>
  listed(right, moreRights);

/** What has one of these references: money of another agency does not, whatever it is called. */
function namesakes<L, R, Side>(
  table: References<L, R>,
  item: Item<unknown>,
  side: (named: Named<L, R>) => readonly Item<Side>[],
): readonly Item<Side>[] {
  const found = new Set<Item<Side>>();
  for (const key of keysOf(item, table.keyOf)) {
    const named = table.byKey.get(key);
    if (named === undefined || isShared(named)) continue;
    for (const one of side(named))
      if (table.relation === "ADVISED" || agreesOnScope(one, item)) found.add(one);
  }
  return [...found];
}

export const leftNamesakes = <L, R>(table: References<L, R>, item: Item<unknown>): readonly Item<L>[] =>
  namesakes(table, item, leftsOf);

export const rightNamesakes = <L, R>(table: References<L, R>, item: Item<unknown>): readonly Item<R>[] =>
  namesakes(table, item, rightsOf);

/** What both are called, in the form in which it was compared. */
export function sharedKey<L, R>(
  { keyOf }: References<L, R>,
  left: Item<unknown>,
  right: Item<unknown>,
): string | undefined {
  const theirs = keysOf(right, keyOf);
  return keysOf(left, keyOf).find((key) => theirs.includes(key));
}
