import type { AgencyStore } from "../agencies/store.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { Dialect } from "./model.ts";
import type { DialectStore } from "./store.ts";
import { trialOf, type Sample } from "./trial.ts";
import { PAST_COUNT_MAX, type TrialRequest, type TrialView } from "./trial-wire.ts";

export type PastEvent = Sample & { readonly bytes: number };

export type TryDialectDeps = {
  readonly agencies: Pick<AgencyStore, "current">;
  readonly dialects: Pick<DialectStore, "current">;
  /** What the agency sent lately, the newest first. */
  readonly past: (agencyId: AgencyId, limit: number) => Promise<readonly PastEvent[]>;
};

/** What is shown of an event is about three times its text; an answer has a limit. */
const BYTES_MAX = 1024 * 1024;

/**
 * Reads events by the dialect in force and by a draft, side by side. Nothing is changed.
 * @throws Refused `not-found` for an unknown agency
 */
export const tryDialect =
  (deps: TryDialectDeps) =>
  async (agencyId: AgencyId, { draft, samples }: TrialRequest): Promise<TrialView> => {
    if ((await deps.agencies.current(agencyId)) === undefined)
      throw new Refused({ code: "not-found", detail: "No such agency." });
    const current = await deps.dialects.current(agencyId);
    const by = { current, draft: draft ? Dialect.parse({ ...draft, agencyId, version: 0 }) : current };
    if (samples !== undefined)
      return {
        ...trialOf(
          by,
          samples.map((body) => ({ body })),
        ),
        more: false,
      };
    const past = await deps.past(agencyId, PAST_COUNT_MAX);
    const shown = fitting(past);
    return { ...trialOf(by, shown), more: shown.length < past.length };
  };

/** The newest, as many as fit. */
function fitting(past: readonly PastEvent[]): readonly PastEvent[] {
  let bytes = 0;
  const beyond = past.findIndex((one) => (bytes += one.bytes) > BYTES_MAX);
  return beyond < 0 ? past : past.slice(0, beyond);
}
