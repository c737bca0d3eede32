import { describe, expect, it } from "vitest";
import { defaultRules } from "../../../shared/reconciliation/default-rules.ts";
import type { Json } from "../../support/http.ts";
import { aMatchDesk } from "../../support/match-desk.ts";
import { refusal } from "../../support/refusals.ts";
import { demand, usd } from "../../support/tenant.ts";

const exact = { ruleId: "ONLY-EXACT", relation: "ADVISED", kind: "REFERENCE", tolerance: { daysAfter: 5 } };
const near = (minorUnits: number) => ({
  ...exact,
  ruleId: "NEAR",
  tolerance: { daysAfter: 5, daysBefore: 5, below: { minorUnits } },
});
const root = "/v1/matching-rules";

type Desk = Awaited<ReturnType<typeof aMatchDesk>>;

const save = (desk: Desk, rules: readonly object[], key = desk.keys.one) =>
  desk.operator.call(root, { method: "PUT", apiKey: key, json: { rules } });

describe("a lender's matching rules", () => {
  it("are the gateway's own until it saves others, each with what it does", async () => {
    const desk = await aMatchDesk([100]);
    const view = await desk.get(root);
    expect(view).toMatchObject({ lenderId: desk.lenderId, version: 1, state: "IN_FORCE" });
    expect(view.rules.map(({ rule }: Json) => rule)).toEqual(defaultRules.rules);
    for (const { says } of view.rules) expect(says).toMatch(/^Joins .+\.$/u);
    expect(await desk.get(`${root}/versions`)).toEqual({ items: [] });
  });

  it("are versions that never change; a run uses the one in force, and every match names it", async () => {
    const desk = await aMatchDesk([30_000]);
    const saved = demand(await save(desk, [exact]), 200).body;
    expect(saved).toMatchObject({ version: 2, state: "IN_FORCE" });
    expect(demand(await save(desk, [exact]), 200).body, "the same rules are the same version").toEqual(saved);
    expect(await desk.run()).toMatchObject({ ruleVersion: 2, counts: { matched: 1 } });
    expect(await desk.matchOf(desk.refs[0]!)).toMatchObject({ ruleId: "ONLY-EXACT", ruleVersion: 2 });
    expect(demand(await save(desk, [near(5)]), 200).body.version).toBe(3);
    const { items } = await desk.get(`${root}/versions`);
    expect(items.map(({ version, state }: Json) => [version, state])).toEqual([
      [3, "IN_FORCE"],
      [2, "SUPERSEDED"],
    ]);
    expect((await desk.get(`${root}/versions/2`)).rules).toEqual(saved.rules);
    expect((await desk.get(`${root}/versions/1`)).state).toBe("SUPERSEDED");
  });

  it("are tried by a dry run that makes nothing, and put in force by a second key", async () => {
    const desk = await aMatchDesk([30_000], { fourEyesAbove: usd(1) });
    const proposed = demand(await save(desk, [exact]), 200).body;
    expect(proposed).toMatchObject({ version: 2, state: "PROPOSED" });
    expect((await desk.get(root)).version).toBe(1);
    const dry = await desk.run({ dryRun: true, ruleVersion: 2 });
    expect(dry).toMatchObject({ dryRun: true, ruleVersion: 2, counts: { found: 1, matched: 0, breaks: {} } });
    expect((await desk.get("/v1/matches?currency=USD")).items).toEqual([]);
    const { approver } = desk.keys;
    const decide = async (what: string, json: object, key = approver) =>
      desk.ask(`${root}/versions/2/${what}`, json, { key });
    expect(refusal(await decide("approval", {}, desk.keys.one))).toEqual([403, "forbidden"]);
    const approved = demand(await decide("approval", {}), 200).body;
    expect(approved).toMatchObject({ version: 2, state: "IN_FORCE", decidedBy: expect.any(String) });
    expect(demand(await decide("approval", {}), 200).body).toEqual(approved);
    expect(refusal(await decide("rejection", { reason: "x" }))).toEqual([409, "invalid-transition"]);
    expect(await desk.run()).toMatchObject({ ruleVersion: 2, counts: { matched: 1 } });
  });

  it("are rejected with a reason, and approved by no key that saved them", async () => {
    const desk = await aMatchDesk([100], { fourEyesAbove: usd(1) });
    const { approver } = desk.keys;
    demand(await save(desk, [exact], approver), 200);
    expect(refusal(await desk.ask(`${root}/versions/2/approval`, {}, { key: approver }))).toEqual([
      409,
      "four-eyes-needed",
    ]);
    const { operator, lenderId } = desk;
    const other = await operator.newKey({ kind: "FINANCE", role: "APPROVER", lenderId });
    const rejected = await desk.ask(`${root}/versions/2/rejection`, { reason: "Too loose." }, { key: other });
    expect(demand(rejected, 200).body).toMatchObject({ state: "REJECTED", reason: "Too loose." });
    expect((await desk.get(root)).version).toBe(1);
    expect(demand(await save(desk, [exact]), 200).body.version).toBe(3);
  });

  it("are refused when they cannot be, and by those who may not", async () => {
    const desk = await aMatchDesk([100]);
    for (const rules of [
      [],
      [exact, exact],
      [{ ...exact, kind: "GUESS" }],
      [{ ...exact, tolerance: { daysAfter: 401 } }],
      [{ ...exact, tolerance: { below: { basisPoints: 10_001 } } }],
      [{ ...exact, ruleId: "lower" }],
      Array.from({ length: 101 }, (_, n) => ({ ...exact, ruleId: `R-${n}` })),
    ])
      expect(refusal(await save(desk, rules))).toEqual([422, "invalid-request"]);
    const prefixes = Array.from({ length: 50 }, () => "x".repeat(32));
    const spelt = { ...exact, kind: "NORMALISED_REFERENCE", normalisation: { prefixes } };
    const large = Array.from({ length: 100 }, (_, n) => ({ ...spelt, ruleId: `R-${n}` }));
    expect(refusal(await save(desk, large))).toEqual([413, "payload-too-large"]);
    expect(refusal(await save(desk, [exact], desk.keys.viewer))).toEqual([403, "forbidden"]);
    expect(refusal(await desk.operator.call(root, { apiKey: undefined }))).toEqual([401, "unauthenticated"]);
    for (const version of ["9", "0", "x"])
      expect(
        refusal(await desk.operator.call(`${root}/versions/${version}`, { apiKey: desk.keys.one })),
      ).toEqual([404, "not-found"]);
    const strangers = (await aMatchDesk([100])).keys.viewer;
    const theirs = `${root}?lenderId=${desk.lenderId}`;
    expect(refusal(await desk.operator.call(theirs, { apiKey: strangers }))).toEqual([404, "not-found"]);
    for (const json of [{ ruleVersion: 9, dryRun: true }, { ruleVersion: 1 }]) {
      const asked = await desk.ask("/v1/reconciliations", { currency: "USD", ...json });
      expect(refusal(asked)).toEqual([422, "invalid-request"]);
    }
  });
});
