import type { Refusal } from "./problems.ts";
import { ok, type Result } from "./result.ts";
import { utc, type Instant } from "./time.ts";
import { allowedEvents, next, type TransitionTable } from "./transitions.ts";

/** A state that knows as of when it is; without a time it is nobody's report yet. */
export type AsOf<State> = { readonly state: State; readonly stateAsOf?: Instant };

/**
 * What a report does to a state that is reported from outside, in any order. One that is older than what is known, or
 * as old and leading nowhere from there, is superseded: to be recorded, never applied.
 * @returns refusal `invalid-transition` for a newer report that the table does not know
 */
export function reportedState<State extends string, Table extends TransitionTable<State>>(
  table: Table,
  known: AsOf<State>,
  report: { readonly event: keyof Table & string; readonly effectiveAt: Instant },
): Result<Required<AsOf<State>> | "superseded", Refusal> {
  const asOf = utc(report.effectiveAt);
  const leadsNowhere = !allowedEvents(table, known.state).includes(report.event);
  if (known.stateAsOf !== undefined && asOf < known.stateAsOf) return ok("superseded");
  if (asOf === known.stateAsOf && leadsNowhere) return ok("superseded");
  const state = next<State, Table>(table, known.state, report.event);
  return state.ok ? ok({ state: state.value, stateAsOf: asOf }) : state;
}
