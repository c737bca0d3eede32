import type { Change, Condition, Item, Key } from "../../shared/kernel/change.ts";
import { fail, ok } from "../../shared/kernel/result.ts";
import type { Reader } from "../../shared/platform/dynamo.ts";
import type { WriteBeside } from "../../shared/platform/write.ts";

/** The table as a map, for properties that need thousands of runs: what DynamoDB promises, and no more. */
export function feedTable() {
  const items = new Map<string, Item>();
  const name = ({ pk, sk }: Key): string => `${pk}\n${sk}`;
  const holds = (item: Item | undefined, condition: Condition): boolean => {
    const value = item?.[condition.attribute];
    if (condition.is === "absent") return value === undefined;
    if (condition.is === "=") return value === condition.value;
    throw new Error(`${condition.is} is not needed here`);
  };
  const isMet = (change: Change): boolean => {
    if (change.kind === "create") return !items.has(name(change.item));
    const key = change.kind === "update" ? change.key : change.item;
    return change.when.every((condition) => holds(items.get(name(key)), condition));
  };
  const reader: Reader = {
    get: async (key) => items.get(name(key)),
    getAll: async (keys) => keys.flatMap((key) => items.get(name(key)) ?? []),
    page: async ({ pk, prefix = "", after, limit }) => {
      const own = [...items.values()]
        .filter((item) => item.pk === pk && item.sk.startsWith(prefix))
        .filter(({ sk }) => after === undefined || sk > String(after["sk"]))
        .toSorted((a, b) => (a.sk < b.sk ? -1 : 1));
      return { items: own.slice(0, limit) };
    },
  };
  const writeBeside: WriteBeside = async (changes) => {
    const unmet = changes.filter((change) => !isMet(change));
    if (unmet.length > 0) return fail(unmet.map((change) => ({ name: change.name, existing: undefined })));
    for (const change of changes) {
      if (change.kind === "update")
        items.set(name(change.key), { ...items.get(name(change.key)), ...change.key, ...change.set });
      else items.set(name(change.item), change.item);
    }
    return ok(undefined);
  };
  return { items, reader, writeBeside, put: (item: Item) => void items.set(name(item), item) };
}
