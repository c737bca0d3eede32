import { describe, expect, it } from "vitest";
import type { Actor } from "../../../shared/kernel/event.ts";
import type { Refused } from "../../../shared/kernel/problems.ts";
import { decideRules } from "../../../shared/reconciliation/decide-rules.ts";
import { requestReconciliation } from "../../../shared/reconciliation/request-reconciliation.ts";
import { rulesView, standardRules } from "../../../shared/reconciliation/rules-model.ts";
import { rulesStore } from "../../../shared/reconciliation/rules-store.ts";
import { MatchingRulesRequest } from "../../../shared/reconciliation/rules-wire.ts";
import { runStore } from "../../../shared/reconciliation/run-store.ts";
import { saveRules } from "../../../shared/reconciliation/save-rules.ts";
import { aReconciliationId } from "../../support/a-match.ts";
import { aLender, aLenderId, now, usd } from "../../support/builders.ts";
import { memoryTable } from "../../support/memory-table.ts";

const one: Actor = { kind: "FINANCE", id: "key_one" };
const other: Actor = { kind: "FINANCE", id: "key_other" };

const body = (ruleId: string, over = {}) =>
  MatchingRulesRequest.parse({ rules: [{ ruleId, relation: "ADVISED", kind: "REFERENCE" }], ...over });

/** A lender's rules, and what is done about them; two keys decide where it says so. */
function desk(isForTwo = false) {
  const { reader, write, all } = memoryTable();
  const lender = aLender(isForTwo ? { fourEyesAbove: usd(1) } : {});
  const { lenderId } = lender;
  const rules = rulesStore(reader);
  const clock = { now: () => now };
  const lenders = { lender: async (id: string) => (id === lenderId ? lender : undefined) };
  const deps = { rules, lenders, write, clock };
  const decide = decideRules(deps);
  return {
    lenderId,
    save: (ruleId: string, actor = one) => saveRules(deps)({ lenderId, actor }, body(ruleId)),
    saveElsewhere: () => saveRules(deps)({ lenderId: aLenderId(), actor: one }, body("A")),
    approve: (version: number, actor = other) => decide({ lenderId, version, actor }),
    reject: (version: number, reason: string, actor = other) => decide({ lenderId, version, actor, reason }),
    ask: (over: { dryRun?: boolean; ruleVersion?: number } = {}) =>
      requestReconciliation({
        runs: runStore(reader),
        rules,
        newReconciliationId: () => aReconciliationId,
        write,
        clock,
      })({ lenderId, currency: usd(1).currency }, { actor: one, ...over }),
    inForce: async () => (await rules.ruleSet(lenderId)).rules.map(({ ruleId }) => ruleId),
    states: async () =>
      (await rules.page(lenderId, 10)).items.map(({ ruleSet, state }) => [ruleSet.version, state]),
    events: () => all("EVENT#").map(eventOf),
  };
}

const eventOf = ({ type, sequence, actor, data }: Readonly<Record<string, unknown>>) => ({
  type,
  sequence,
  actor,
  data,
});

const refusalOf = async (of: Promise<unknown>) =>
  of.then(
    () => undefined,
    ({ refusal }: Refused) => refusal,
  );

describe("rules that are saved", () => {
  it("are in force at once where one key is enough, and those before are superseded", async () => {
    const { save, inForce, states, events, lenderId } = desk();
    const { rules } = body("A");
    expect(await save("A")).toMatchObject({
      lenderId,
      ruleSet: { version: 2, rules },
      state: "IN_FORCE",
      savedBy: one.id,
      savedAt: now,
    });
    await save("B");
    expect(await inForce()).toEqual(["B"]);
    expect(await states()).toEqual([
      [3, "IN_FORCE"],
      [2, "SUPERSEDED"],
    ]);
    expect(events()).toEqual([
      { type: "matching_rules.saved", sequence: 1, actor: one, data: { version: 2 } },
      { type: "matching_rules.saved", sequence: 2, actor: one, data: { version: 3 } },
    ]);
  });

  it("that say the same as the last are the same version", async () => {
    const { save, states } = desk();
    const first = await save("A");
    expect(await save("A", other)).toEqual(first);
    await save("B");
    await save("A");
    expect((await states()).map(([version]) => version)).toEqual([4, 3, 2]);
  });

  it("are a lender's that there is", async () => {
    expect(await refusalOf(desk().saveElsewhere())).toMatchObject({ code: "not-found" });
  });

  it("name each rule once", () => {
    const [rule] = body("A").rules;
    const isTaken = (rules: readonly unknown[]) => MatchingRulesRequest.safeParse({ rules }).success;
    expect(isTaken([rule])).toBe(true);
    expect(isTaken([rule, rule])).toBe(false);
  });
});

describe("rules for which two keys are needed", () => {
  it("wait, and nothing goes by them until another key approved them", async () => {
    const { save, approve, inForce, states, events } = desk(true);
    expect(await save("A")).toMatchObject({ state: "PROPOSED" });
    expect(await inForce()).not.toEqual(["A"]);
    expect(await approve(2)).toMatchObject({ state: "IN_FORCE", decidedBy: other.id, decidedAt: now });
    expect(await inForce()).toEqual(["A"]);
    await save("B");
    expect(await inForce()).toEqual(["A"]);
    await approve(3);
    expect(await states()).toEqual([
      [3, "IN_FORCE"],
      [2, "SUPERSEDED"],
    ]);
    expect(events().map(({ type, actor, data }) => [type, actor, data])).toEqual([
      ["matching_rules.proposed", one, { version: 2 }],
      ["matching_rules.approved", other, { version: 2, savedBy: one.id }],
      ["matching_rules.proposed", one, { version: 3 }],
      ["matching_rules.approved", other, { version: 3, savedBy: one.id }],
    ]);
  });

  it("are approved by nobody who saved them, and rejected by nobody either", async () => {
    const { save, approve, reject } = desk(true);
    await save("A");
    expect(await refusalOf(approve(2, one))).toMatchObject({ code: "four-eyes-needed" });
    expect(await refusalOf(reject(2, "No.", one))).toMatchObject({ code: "four-eyes-needed" });
  });

  it("are rejected with a reason, and may be saved again", async () => {
    const { save, reject, inForce, states, events } = desk(true);
    await save("A");
    expect(await reject(2, "Too loose.")).toMatchObject({ state: "REJECTED", reason: "Too loose." });
    expect(events().at(-1)).toMatchObject({
      type: "matching_rules.rejected",
      data: { version: 2, savedBy: one.id, reason: "Too loose." },
    });
    expect(await inForce()).not.toEqual(["A"]);
    expect(await save("A")).toMatchObject({ ruleSet: { version: 3 }, state: "PROPOSED" });
    expect(await states()).toEqual([
      [3, "PROPOSED"],
      [2, "REJECTED"],
    ]);
  });

  it("are decided about once: a repeat finds what was decided, and the contrary is refused", async () => {
    const { save, approve, reject, events } = desk(true);
    await save("A");
    const decided = await approve(2);
    expect(await approve(2)).toEqual(decided);
    expect(events()).toHaveLength(2);
    const third: Actor = { kind: "FINANCE", id: "key_third" };
    expect(await refusalOf(approve(2, third))).toMatchObject({
      code: "invalid-transition",
      extra: { from: "IN_FORCE", event: "approve", allowed: [] },
    });
    expect(await refusalOf(reject(2, "No."))).toMatchObject({
      code: "invalid-transition",
      extra: { from: "IN_FORCE", event: "reject", allowed: [] },
    });
  });

  it("are not put in force over newer ones, and not where there are none", async () => {
    const { save, approve } = desk(true);
    await save("A");
    await save("B");
    await approve(3);
    expect(await refusalOf(approve(2))).toMatchObject({ code: "invalid-transition" });
    expect(await refusalOf(approve(9))).toMatchObject({ code: "not-found" });
    expect(await refusalOf(desk(true).approve(2))).toMatchObject({ code: "not-found" });
  });
});

describe("a run by other rules", () => {
  it("is asked for by rules that there are, the gateway's own among them", async () => {
    const { save, ask } = desk();
    await save("A");
    const tried = { dryRun: true, ruleVersion: 2 };
    expect(await ask(tried)).toMatchObject({ ...tried, state: "REQUESTED" });
    expect(await refusalOf(desk().ask({ dryRun: true, ruleVersion: 1 }))).toBeUndefined();
    expect(await refusalOf(ask({ dryRun: true, ruleVersion: 3 }))).toMatchObject({
      code: "invalid-request",
      errors: [{ pointer: "/ruleVersion", code: "unknown", detail: "no version 3" }],
    });
    await expect(ask()).rejects.toThrow("is taken");
  });
});

describe("rules as they are seen", () => {
  it("have a sentence each, and a version", async () => {
    const { save, lenderId } = desk();
    const seen = rulesView(await save("A"));
    expect(seen).toMatchObject({ lenderId, version: 2, state: "IN_FORCE", savedBy: one.id });
    expect(seen.rules.map(({ rule, says }) => [rule.ruleId, says.length > 0])).toEqual([["A", true]]);
    const standard = standardRules(lenderId);
    expect(standard).toMatchObject({ lenderId, version: 1, state: "IN_FORCE" });
    expect(standard.rules.length).toBeGreaterThan(3);
  });
});
