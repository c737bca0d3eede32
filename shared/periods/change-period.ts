import type { Actor } from "../kernel/event.ts";
import { accepted, type Refusal } from "../kernel/problems.ts";
import type { Result } from "../kernel/result.ts";
import type { Clock } from "../kernel/time.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import type { By, PeriodStep } from "./closing.ts";
import type { FindPeriod, Named } from "./find-period.ts";
import type { Period } from "./model.ts";
import { stepWritten, type PeriodWrites } from "./written.ts";

export type ChangePeriodDeps = {
  readonly periods: PeriodWrites;
  readonly find: FindPeriod;
  readonly write: Write;
  readonly clock: Clock;
};

/** Undefined when what is asked for stands already. */
export type DecidePeriod = (before: Period, by: By) => Promise<Result<PeriodStep | undefined, Refusal>>;

/**
 * Whatever somebody does with a period: load, decide, write once. Doing it again finds it done.
 * @throws Refused `not-found`, `unavailable`, or what the decision refuses
 */
export const changePeriod =
  (deps: ChangePeriodDeps) =>
  async (named: Named, actor: Actor, decide: DecidePeriod): Promise<Period> =>
    attempts(async () => {
      const before = await deps.find(named);
      const by = { actor, now: deps.clock.now() };
      const step = accepted(await decide(before, by));
      if (step === undefined) return before;
      const { period, written } = stepWritten(deps.periods, before, { step, by });
      return (await deps.write(written)).ok ? period : again;
    }, onConflict);

export type ChangePeriod = ReturnType<typeof changePeriod>;
