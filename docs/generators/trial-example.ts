import { Dialect } from "../../shared/dialects/model.ts";
import { trialOf } from "../../shared/dialects/trial.ts";
import type { TrialRequest, TrialView } from "../../shared/dialects/trial-wire.ts";
import { ids } from "./examples.ts";

/** What the gateway answers to the example's trial, by the very code that answers it. */
export function tried({ draft, samples = [] }: TrialRequest): TrialView {
  const dialect = draft && Dialect.parse({ ...draft, agencyId: ids.agencyId, version: 0 });
  const by = { current: undefined, draft: dialect };
  return {
    ...trialOf(
      by,
      samples.map((body) => ({ body })),
    ),
    more: false,
  };
}
