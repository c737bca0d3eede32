import { canonical } from "../platform/canonical.ts";
import { Circumstances, type CircumstancesChange } from "./wire.ts";

/** What is known after a change: what it does not name stays, `null` takes away. */
export const circumstancesAfter = (former: Circumstances, change: CircumstancesChange): Circumstances =>
  Circumstances.parse(
    Object.fromEntries(Object.entries({ ...former, ...change }).filter(([, value]) => value !== null)),
  );

/** The members that differ, as they were and as they are; `null` is said of what is not there. */
export function differences({
  former,
  current,
}: {
  readonly former: Circumstances;
  readonly current: Circumstances;
}): {
  readonly former: Readonly<Record<string, unknown>>;
  readonly current: Readonly<Record<string, unknown>>;
} {
  const [before, after] = [new Map(Object.entries(former)), new Map(Object.entries(current))];
  const names = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => canonical(before.get(name) ?? null) !== canonical(after.get(name) ?? null),
  );
  const those = (of: ReadonlyMap<string, unknown>) =>
    Object.fromEntries(names.map((name) => [name, of.get(name) ?? null]));
  return { former: those(before), current: those(after) };
}
