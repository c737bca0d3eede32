import { emptyChain, type Actor } from "../kernel/event.ts";
import { Refused } from "../kernel/problems.ts";
import { dateOf, daysBetween, type Clock, type LocalDate } from "../kernel/time.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import { recorded } from "../platform/events.ts";
import type { Write } from "../platform/write.ts";
import { bookName, type Book } from "./book.ts";
import type { DriftStore } from "./drift-store.ts";
import { DRIFT_DAY_COUNT_MAX, DriftCheckId, type DriftCheckView } from "./drift-wire.ts";

export type RequestDriftDeps = {
  readonly drift: Pick<DriftStore, "find" | "asked" | "created">;
  readonly write: Write;
  readonly clock: Clock;
};

/** The event by which the worker hears of it. */
export const DRIFT_CHECK_REQUESTED = "drift.check_requested";

export type DriftAsked = Book & {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** What tells two requests apart: asking again under the same one finds the same check. */
  readonly once: string;
};

/**
 * Asks that copies are compared with what they were copied from, for days that are over.
 * @throws Refused `invalid-request` for days that are not over, or too many of them
 */
export const requestDrift =
  (deps: RequestDriftDeps) =>
  async (asked: DriftAsked, actor: Actor): Promise<DriftCheckView> => {
    const now = deps.clock.now();
    refuseDays(asked, dateOf(now));
    const known = await deps.drift.find(idOf(asked));
    if (known !== undefined) return known; // every hour the same is asked for, and once a day it is new
    const { owner, currency, from, to } = asked;
    const check: DriftCheckView = {
      checkId: idOf(asked),
      owner,
      currency,
      from,
      to,
      state: "REQUESTED",
      requestedAt: now,
    };
    const outcome = await deps.write(writtenOf(deps, check, actor));
    return outcome.ok ? check : ((await deps.drift.find(check.checkId)) ?? check);
  };

export type RequestDrift = ReturnType<typeof requestDrift>;

function writtenOf({ drift }: RequestDriftDeps, check: DriftCheckView, actor: Actor) {
  const { checkId, owner, currency, from, to, requestedAt } = check;
  const { items } = recorded(
    { accountId: checkId, chain: emptyChain },
    [
      {
        type: DRIFT_CHECK_REQUESTED,
        actor,
        effectiveAt: requestedAt,
        receivedAt: requestedAt,
        data: { owner, currency, from, to },
        route: { queue: "finance", group: `drift#${bookName(check)}` },
      },
    ],
    requestedAt,
  );
  return { identity: [drift.asked(check, actor.id)], state: [drift.created(check)], events: items } as const;
}

const ID_LENGTH = 26;

const idOf = (asked: DriftAsked): DriftCheckId =>
  DriftCheckId.parse(
    `drf_${sha256(canonical({ ...asked }))
      .slice(0, ID_LENGTH)
      .toUpperCase()}`,
  );

/** @throws Refused `invalid-request` */
function refuseDays({ from, to }: DriftAsked, today: LocalDate): void {
  if (to >= today) throw refused("not-over", `${to} is not over, UTC`);
  if (daysBetween(from, to) >= DRIFT_DAY_COUNT_MAX)
    throw refused("too-many-days", `at most ${DRIFT_DAY_COUNT_MAX} days`);
}

const refused = (code: string, detail: string): Refused =>
  new Refused({
    code: "invalid-request",
    detail: "Days that are over are checked, some at a time.",
    errors: [{ pointer: "/to", code, detail }],
  });
