import type { Actor } from "../kernel/event.ts";
import type { LenderId } from "../kernel/ids.ts";
import { accepted, Refused, refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Written } from "../platform/write.ts";
import type { MatchingRules, RulesHead } from "./rules-model.ts";
import { inForce, withRulesHistory, type SaveRulesDeps } from "./save-rules.ts";

export type DecideRules = {
  readonly lenderId: LenderId;
  readonly version: number;
  readonly actor: Actor;
  /** Why it is rejected; without one it is approved. */
  readonly reason?: string;
};

/**
 * A second key puts proposed rules in force, or rejects them. Told again, it finds what was decided.
 * @throws Refused `not-found`, `invalid-transition`, `four-eyes-needed`
 */
export const decideRules =
  (deps: SaveRulesDeps) =>
  async (asked: DecideRules): Promise<MatchingRules> =>
    attempts(async () => {
      const { lenderId, version } = asked;
      const [head, before] = await Promise.all([
        deps.rules.head(lenderId),
        deps.rules.find(lenderId, version),
      ]);
      if (head === undefined || before === undefined)
        throw new Refused({ code: "not-found", detail: "The lender has no such rules." });
      const wanted = asked.reason === undefined ? "IN_FORCE" : "REJECTED";
      if (before.state === wanted && before.decidedBy === asked.actor.id) return before;
      accepted(mayDecide(before, head, asked));
      const after: MatchingRules = {
        ...before,
        state: wanted,
        decidedBy: asked.actor.id,
        decidedAt: deps.clock.now(),
        ...(asked.reason !== undefined && { reason: asked.reason }),
      };
      const replaced = wanted === "IN_FORCE" ? await inForce(deps, lenderId, head) : undefined;
      const written = writtenOf(deps, { before, after, head, replaced, actor: asked.actor });
      return (await deps.write(written)).ok ? after : again;
    }, onConflict);

export type DecideAboutRules = ReturnType<typeof decideRules>;

/** Only what waits, and what nothing newer took the place of. */
function mayDecide(
  { state, savedBy, ruleSet }: MatchingRules,
  { inForce: standing }: RulesHead,
  { actor, reason }: DecideRules,
): Result<undefined, Refusal> {
  const event = reason === undefined ? "approve" : "reject";
  if (state !== "PROPOSED" || ruleSet.version < standing)
    return refuse({
      code: "invalid-transition",
      detail: `Rules that are ${state}, or older than those in force, are not decided about.`,
      extra: { from: state, event, allowed: [] },
    });
  if (savedBy === actor.id)
    return refuse({ code: "four-eyes-needed", detail: "The key that saved rules cannot put them in force." });
  return ok(undefined);
}

type Deciding = {
  readonly before: MatchingRules;
  readonly after: MatchingRules;
  readonly head: RulesHead;
  readonly replaced: MatchingRules | undefined;
  readonly actor: Actor;
};

function writtenOf({ rules }: SaveRulesDeps, { before, after, head, replaced, actor }: Deciding): Written {
  const { lenderId, state, reason, ruleSet } = after;
  const { version } = ruleSet;
  const history = withRulesHistory(after, head, {
    type: state === "IN_FORCE" ? "matching_rules.approved" : "matching_rules.rejected",
    actor,
    data: { version, savedBy: before.savedBy, ...(reason !== undefined && { reason }) },
  });
  return {
    identity: [rules.step(lenderId, history.after.sequence, actor.id)],
    state: [
      rules.decided(after, before),
      rules.moved(lenderId, head, { ...history.after, ...(state === "IN_FORCE" && { inForce: version }) }),
      ...(replaced === undefined ? [] : [rules.decided({ ...replaced, state: "SUPERSEDED" }, replaced)]),
    ],
    events: history.items,
  };
}
