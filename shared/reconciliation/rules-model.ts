import * as z from "zod";
import type { LenderId } from "../kernel/ids.ts";
import { defaultRules } from "./default-rules.ts";
import { sentenceOf } from "./rule-words.ts";
import { MatchingRulesView, RulesState, STANDARD_VERSION } from "./rules-wire.ts";
import { RuleSet } from "./wire.ts";

/** A version of a lender's rules as stored. What they say never changes; what became of them does. */
export const MatchingRules = MatchingRulesView.omit({ rules: true, thresholds: true, version: true }).extend({
  ruleSet: RuleSet,
  savedBy: z.string(),
});
export type MatchingRules = z.infer<typeof MatchingRules>;

/** Which rules a lender has: the versions, and the end of the history that says who saved them. */
export const RulesHead = z.object({
  /** The last version that was saved. */
  latest: z.int(),
  inForce: z.int(),
  sequence: z.int(),
  head: z.string(),
});
export type RulesHead = z.infer<typeof RulesHead>;

export const standardRules = (lenderId: LenderId): MatchingRulesView =>
  MatchingRulesView.parse({
    lenderId,
    version: STANDARD_VERSION,
    state: RulesState.enum.IN_FORCE,
    ...said(defaultRules),
  });

export const rulesView = ({ ruleSet, ...rules }: MatchingRules): MatchingRulesView =>
  MatchingRulesView.parse({ ...rules, version: ruleSet.version, ...said(ruleSet) });

const said = ({ rules, thresholds }: RuleSet) => ({
  rules: rules.map((rule) => ({ rule, says: sentenceOf(rule) })),
  thresholds,
});
