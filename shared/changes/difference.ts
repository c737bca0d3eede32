import type { Item } from "../kernel/change.ts";
import { canonical, sha256 } from "../platform/canonical.ts";

/** What an item is about to become, beside what stood there. */
export type Put = { readonly standing: Readonly<Record<string, unknown>> | undefined; readonly item: Item };

export type Difference = {
  readonly members: readonly string[];
  readonly hashBefore?: string;
  readonly hashAfter: string;
};

/** The store's own attributes say nothing of the configuration. */
const ofTheStore = new Set(["pk", "sk", "list", "at"]);

/** Members whose values enter no hash, so that nobody can try guesses against the log. */
const secret = /secret|hash$/iu;

/** What differs, by the names of members; undefined when nothing does. */
export function differenceOf(puts: readonly Put[]): Difference | undefined {
  if (puts.every(({ standing, item }) => canonical(standing) === canonical(item))) return undefined;
  const members = new Set(puts.flatMap(changedMembers));
  const before = puts.flatMap(({ standing }) => (standing === undefined ? [] : [standing]));
  return {
    members: [...members].sort(),
    ...(before.length > 0 && { hashBefore: hashOf(before) }),
    hashAfter: hashOf(puts.map(({ item }) => item)),
  };
}

const changedMembers = ({ standing = {}, item }: Put): readonly string[] =>
  [...new Set([...Object.keys(standing), ...Object.keys(item)])].filter(
    (name) => !ofTheStore.has(name) && canonical(standing[name]) !== canonical(item[name]),
  );

const hashOf = (items: readonly Readonly<Record<string, unknown>>[]): string =>
  sha256(canonical(items.map((item) => shown(item))));

function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => shown(entry));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([name]) => !ofTheStore.has(name) && !secret.test(name));
  return Object.fromEntries(members.map(([name, member]) => [name, shown(member)]));
}
