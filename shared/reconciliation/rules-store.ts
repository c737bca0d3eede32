import type { Create, Replace } from "../kernel/change.ts";
import type { LenderId } from "../kernel/ids.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { versionPlaces } from "../platform/versions.ts";
import { defaultRules } from "./default-rules.ts";
import { MatchingRules, RulesHead } from "./rules-model.ts";
import { STANDARD_VERSION } from "./rules-wire.ts";
import type { RuleSet } from "./wire.ts";

const { pkOf, headKey, versionKey, versions, moved } = versionPlaces("MATCHRULES");

/** What transactions write of rules. */
const ruleChanges = {
  saved: (rules: MatchingRules): Create => ({
    kind: "create",
    name: "rules",
    item: { ...versionKey(rules.lenderId, rules.ruleSet.version), ...rules },
  }),
  /** What became of a version; once. */
  decided: (rules: MatchingRules, before: MatchingRules): Replace => ({
    kind: "replace",
    name: "rules",
    item: { ...versionKey(rules.lenderId, rules.ruleSet.version), ...rules },
    when: [{ attribute: "state", is: "=", value: before.state }],
  }),
  moved: moved<RulesHead>,
  /** That a version was decided about. */
  step: (lenderId: LenderId, sequence: number, by: string): Create => ({
    kind: "create",
    name: "step",
    item: { pk: pkOf(lenderId), sk: `STEP#${String(sequence).padStart(7, "0")}`, by },
  }),
};

export const rulesStore = (reader: Pick<Reader, "get" | "page">) => {
  const head = async (lenderId: LenderId): Promise<RulesHead | undefined> => {
    const item = await reader.get(headKey(lenderId));
    return item === undefined ? undefined : RulesHead.parse(item);
  };
  const find = async (lenderId: LenderId, version: number): Promise<MatchingRules | undefined> => {
    const item = await reader.get(versionKey(lenderId, version));
    return item === undefined ? undefined : MatchingRules.parse(item);
  };
  return {
    ...ruleChanges,
    head,
    find,
    /** A version by which runs match; the one in force when none is named. */
    ruleSet: async (lenderId: LenderId, version?: number): Promise<RuleSet> => {
      const named = version ?? (await head(lenderId))?.inForce ?? STANDARD_VERSION;
      if (named === STANDARD_VERSION) return defaultRules;
      const found = await find(lenderId, named);
      if (found === undefined) throw new Error(`${lenderId} has no rules of version ${named}`);
      return found.ruleSet;
    },
    /** A page of a lender's own versions, newest first. */
    page: async (lenderId: LenderId, limit: number, after?: Page["next"]) => {
      const page = await reader.page({ ...versions(lenderId), limit, ...(after && { after }) });
      return { ...page, items: page.items.map((item) => MatchingRules.parse(item)) };
    },
  };
};

export type RulesStore = ReturnType<typeof rulesStore>;
