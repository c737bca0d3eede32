import type { ContractStore } from "../contracts/store.ts";
import { emptyChain, type Actor, type EventDraft } from "../kernel/event.ts";
import type { LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import { canonical } from "../platform/canonical.ts";
import { recorded } from "../platform/events.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write, Written } from "../platform/write.ts";
import type { MatchingRules, RulesHead } from "./rules-model.ts";
import type { RulesStore } from "./rules-store.ts";
import { STANDARD_VERSION, type MatchingRulesRequest } from "./rules-wire.ts";

export type SaveRulesDeps = {
  readonly rules: RulesStore;
  readonly lenders: Pick<ContractStore, "lender">;
  readonly write: Write;
  readonly clock: Clock;
};

type Saving = { readonly lenderId: LenderId; readonly actor: Actor };

/**
 * Saves a version of a lender's rules. It is in force from then on, or waits for a second key where the lender asks
 * for one. What is said already is said: the same rules are the same version.
 * @throws Refused `not-found`
 */
export const saveRules =
  (deps: SaveRulesDeps) =>
  async ({ lenderId, actor }: Saving, { rules, thresholds }: MatchingRulesRequest): Promise<MatchingRules> =>
    attempts(async () => {
      const lender = await deps.lenders.lender(lenderId);
      if (lender === undefined) throw new Refused({ code: "not-found", detail: "No such lender." });
      const head = await deps.rules.head(lenderId);
      const same = await standing(deps, lenderId, { head, rules, thresholds });
      if (same !== undefined) return same;
      const isProposed = lender.fourEyesAbove !== undefined;
      const saved: MatchingRules = {
        lenderId,
        ruleSet: { version: (head?.latest ?? STANDARD_VERSION) + 1, rules, thresholds },
        state: isProposed ? "PROPOSED" : "IN_FORCE",
        savedBy: actor.id,
        savedAt: deps.clock.now(),
      };
      const before = isProposed ? undefined : await inForce(deps, lenderId, head);
      const written = writtenOf(deps, saved, { head, actor, before });
      return (await deps.write(written)).ok ? saved : again;
    }, onConflict);

export type SaveRules = ReturnType<typeof saveRules>;

type Content = Pick<MatchingRulesRequest, "rules" | "thresholds"> & { readonly head: RulesHead | undefined };

/** The last version, where it says just that and was not rejected. */
async function standing(
  { rules: store }: SaveRulesDeps,
  lenderId: LenderId,
  { head, rules, thresholds }: Content,
): Promise<MatchingRules | undefined> {
  const last = head && (await store.find(lenderId, head.latest));
  if (last === undefined || last.state === "REJECTED" || last.state === "SUPERSEDED") return undefined;
  const said = { rules: last.ruleSet.rules, thresholds: last.ruleSet.thresholds };
  return canonical(said) === canonical({ rules, thresholds }) ? last : undefined;
}

/** The version that another one supersedes; none of the gateway's own. */
export const inForce = async (
  { rules }: Pick<SaveRulesDeps, "rules">,
  lenderId: LenderId,
  head: RulesHead | undefined,
): Promise<MatchingRules | undefined> =>
  head === undefined || head.inForce === STANDARD_VERSION ? undefined : rules.find(lenderId, head.inForce);

type Known = {
  readonly head: RulesHead | undefined;
  readonly actor: Actor;
  readonly before: MatchingRules | undefined;
};

function writtenOf({ rules }: SaveRulesDeps, saved: MatchingRules, { head, actor, before }: Known): Written {
  const { version } = saved.ruleSet;
  const { after, items } = withRulesHistory(saved, head, {
    type: saved.state === "IN_FORCE" ? "matching_rules.saved" : "matching_rules.proposed",
    actor,
    data: { version },
  });
  return {
    identity: [rules.saved(saved)],
    state: [
      rules.moved(saved.lenderId, head, {
        ...after,
        latest: version,
        ...(saved.state === "IN_FORCE" && { inForce: version }),
      }),
      ...(before === undefined ? [] : [rules.decided({ ...before, state: "SUPERSEDED" }, before)]),
    ],
    events: items,
  };
}

type Said = Pick<EventDraft, "type" | "actor" | "data">;

/** A lender's rules have a history of their own. */
export function withRulesHistory(
  { lenderId, decidedAt, savedAt }: MatchingRules,
  head: RulesHead | undefined,
  said: Said,
) {
  const at = decidedAt ?? savedAt;
  if (at === undefined) throw new Error("rules that nobody saved");
  const before = head ?? { ...emptyChain, latest: STANDARD_VERSION, inForce: STANDARD_VERSION };
  const { items, chain } = recorded(
    { accountId: `mrl_${lenderId.slice(4)}`, chain: before },
    [{ ...said, effectiveAt: at, receivedAt: at }],
    at,
  );
  return { after: { ...before, ...chain }, items };
}
