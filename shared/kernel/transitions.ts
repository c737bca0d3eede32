import type { Condition } from "./change.ts";
import { refuse, type Refusal } from "./problems.ts";
import { ok, type Result } from "./result.ts";

/** A state machine as data: what each event needs and where it leads. `from` becomes the write's condition. */
export type TransitionTable<State extends string> = Readonly<
  Record<string, { readonly from: readonly State[]; readonly to: State }>
>;

/** The events that a state allows, in the table's order. */
export const allowedEvents = <State extends string>(
  table: TransitionTable<State>,
  from: State,
): readonly string[] =>
  Object.entries(table)
    .filter(([, transition]) => transition.from.includes(from))
    .map(([event]) => event);

/** The state after an event. Refuses with `invalid-transition` and its members `from`, `event`, `allowed`. */
export function next<State extends string, Table extends TransitionTable<State>>(
  table: Table,
  from: State,
  event: keyof Table & string,
): Result<State, Refusal> {
  const transition = table[event];
  if (transition?.from.includes(from) === true) return ok(transition.to);
  const allowed = allowedEvents(table, from);
  return refuse({
    code: "invalid-transition",
    detail: `${event} is not possible in ${from}; possible are: ${allowed.join(", ") || "none"}.`,
    extra: { from, event, allowed },
  });
}

/**
 * The table as the condition of a write: the item must stand in a state from which some transition leads to the
 * wanted one. Whatever was read before, no race can take a step that the table does not have.
 */
export const guard = <State extends string>(
  table: TransitionTable<State>,
  { attribute, to }: { readonly attribute: string; readonly to: State },
): Condition => ({
  attribute,
  is: "in",
  value: [
    ...new Set(
      Object.values(table)
        .filter((transition) => transition.to === to)
        .flatMap(({ from }) => from),
    ),
  ],
});
