import * as z from "zod";
import { LenderId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { Rule, RuleSet, Thresholds } from "./wire.ts";

/** The gateway's own rules, which a lender has unless it says otherwise. */
export const STANDARD_VERSION = 1;

/** `PUT /v1/matching-rules`: the rules in the order in which they are tried. */
export const MatchingRulesRequest = z
  .strictObject({
    lenderId: LenderId.exactOptional(),
    rules: RuleSet.shape.rules,
    thresholds: Thresholds.prefault({}),
  })
  .refine(({ rules }) => new Set(rules.map(({ ruleId }) => ruleId)).size === rules.length, {
    error: "a rule's id must be its own",
    path: ["rules"],
  });
export type MatchingRulesRequest = z.infer<typeof MatchingRulesRequest>;

export const RulesState = z.enum(["PROPOSED", "IN_FORCE", "SUPERSEDED", "REJECTED"]);
export type RulesState = z.infer<typeof RulesState>;

export const MatchingRulesView = z.object({
  lenderId: LenderId,
  version: z.int(),
  state: RulesState,
  rules: z.array(z.object({ rule: Rule, says: z.string() })),
  thresholds: Thresholds,
  /** None of the gateway's own rules. */
  savedBy: z.string().exactOptional(),
  savedAt: Instant.exactOptional(),
  decidedBy: z.string().exactOptional(),
  decidedAt: Instant.exactOptional(),
  reason: z.string().exactOptional(),
});
export type MatchingRulesView = z.infer<typeof MatchingRulesView>;
