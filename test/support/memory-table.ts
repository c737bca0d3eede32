import type { Change, Condition, Item, Key, Update } from "../../shared/kernel/change.ts";
import { fail, ok } from "../../shared/kernel/result.ts";
import type { CreateOne, Reader, UpdateOne } from "../../shared/platform/dynamo.ts";
import type { Write, WriteBeside } from "../../shared/platform/write.ts";

type Stored = Record<string, unknown>;

/** The table's own behaviour in memory, for tests that need thousands of runs; test/stores has the real one. */
export function memoryTable() {
  const items = new Map<string, Stored>();
  const idOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;
  const copy = (item: Stored | undefined): Stored | undefined => item && structuredClone(item);

  const reader: Reader = {
    get: async (key) => copy(items.get(idOf(key))),
    getAll: async (keys) => keys.flatMap((key) => copy(items.get(idOf(key))) ?? []),
    page: async ({ pk, prefix = "", upTo, after, limit, index, newestFirst }) => {
      const [partition, sort] = index === undefined ? ["pk", "sk"] : ["list", "at"];
      const orderOf = (item: Stored): string => [item[sort], item["pk"], item["sk"]].map(String).join("\n");
      const all = [...items.values()]
        .filter((item) => item[partition] === pk && String(item[sort]).startsWith(prefix))
        .filter((item) => upTo === undefined || String(item[sort]) <= upTo)
        .toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
      if (newestFirst === true) all.reverse();
      const start = after === undefined ? all : all.filter((item) => isBehind(item, after, newestFirst));
      const page = start.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map((item) => copy(item)),
        ...(start.length > page.length &&
          last && { next: index === undefined ? keyOf(last) : { ...keyOf(last), ...placeOf(last) } }),
      };
      function isBehind(item: Stored, position: Stored, backwards = false): boolean {
        return backwards ? orderOf(item) < orderOf(position) : orderOf(item) > orderOf(position);
      }
    },
  };

  const update: UpdateOne = async ({ key, set, add, remove, when }: Update) => {
    const before = items.get(idOf(key)) ?? {};
    if (!when.every((condition) => holds(before, condition))) return false;
    const added = Object.entries(add ?? {}).map(([name, value]) => [
      name,
      Number(before[name] ?? 0) + Number(value),
    ]);
    const after: Stored = { ...before, ...key, ...defined(set), ...Object.fromEntries(added) };
    for (const name of remove ?? []) delete after[name];
    items.set(idOf(key), structuredClone(after));
    return true;
  };

  const create: CreateOne = async (item) => {
    const standing = items.get(idOf(item));
    if (standing === undefined) items.set(idOf(item), structuredClone(defined(item)));
    return copy(standing);
  };

  const keyOfChange = (change: Change): Key => (change.kind === "update" ? change.key : change.item);
  const conditionsOf = (change: Change): readonly Condition[] =>
    change.kind === "create" ? [{ attribute: "pk", is: "absent" }] : change.when;

  const writeBeside: WriteBeside = async (changes) => {
    const unmet = changes.filter((change) => {
      const before = items.get(idOf(keyOfChange(change))) ?? {};
      return !conditionsOf(change).every((condition) => holds(before, condition));
    });
    if (unmet.length > 0)
      return fail(
        unmet.map((change) => ({
          name: change.name,
          existing: copy(items.get(idOf(keyOfChange(change)))),
        })),
      );
    for (const one of changes)
      if (one.kind === "update") await update(one);
      else items.set(idOf(one.item), structuredClone(defined(one.item)));
    return ok(undefined);
  };

  const write: Write = async ({ identity, state, events }) => writeBeside([...identity, ...state, ...events]);

  return {
    reader,
    update,
    writeBeside,
    write,
    create,
    put: (item: Item) => void items.set(idOf(item), structuredClone(defined(item))),
    all: (prefix: string): readonly Stored[] =>
      [...items.values()].filter(({ sk }) => String(sk).startsWith(prefix)),
  };
}

const defined = (item: Readonly<Stored> = {}): Stored =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));

const keyOf = ({ pk, sk }: Stored) => ({ pk, sk });
const placeOf = ({ list, at }: Stored) => ({ list, at });

function holds(item: Stored, condition: Condition): boolean {
  const value = item[condition.attribute];
  switch (condition.is) {
    case "absent":
      return value === undefined;
    case "present":
      return value !== undefined;
    case "=":
      return value === condition.value;
    case "<":
      return value !== undefined && (value as string | number) < condition.value;
    case "<=":
      return value !== undefined && (value as string | number) <= condition.value;
    case "at-most":
      return value === undefined || Number(value) <= condition.value;
    case "lacks":
      throw new Error("sets are not kept here");
    case "in":
      return condition.value.includes(value as string | number);
  }
}
