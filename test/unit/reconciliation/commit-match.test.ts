import { describe, expect, it } from "vitest";
import { commitMatch, type Matched } from "../../../shared/reconciliation/commit-match.ts";
import { claimStore } from "../../../shared/reconciliation/claim-store.ts";
import { factChanges } from "../../../shared/reconciliation/fact-changes.ts";
import { FACT_COUNT_MAX } from "../../../shared/reconciliation/match-fact.ts";
import { matchStore } from "../../../shared/reconciliation/match-store.ts";
import { matchIdOf } from "../../../shared/reconciliation/stored-match.ts";
import { ReconciliationId } from "../../../shared/reconciliation/wire-run.ts";
import { freezeStore } from "../../../shared/remittances/freeze-store.ts";
import { aReconciliationId } from "../../support/a-match.ts";
import { now } from "../../support/builders.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { parties } from "../../support/reconciliation.ts";

const anotherRun = ReconciliationId.parse(`rec_${"C".repeat(26)}`);

/** Matches of a book of which only advices are claimed. */
function book() {
  const table = memoryTable();
  const { reader, write, writeBeside } = table;
  const matches = matchStore(reader);
  const unused = () => {
    throw new Error("nothing else is claimed here");
  };
  const unclaimed = { claimed: unused, released: unused };
  const commit = commitMatch({
    matches,
    claims: claimStore(reader),
    facts: factChanges({ expectations: unclaimed, bankLines: unclaimed, matches }),
    reopen: async () => undefined,
    freezes: freezeStore(reader),
    write,
    writeBeside,
    clock: { now: () => now },
  });
  return { table, matches, commit };
}

/** An advice found at the bank: both sides by their ids. */
const found = (left: readonly string[], right: readonly string[], over: Partial<Matched> = {}): Matched => ({
  match: {
    ...parties,
    ruleId: "EXACT",
    ruleVersion: 1,
    relation: "FUNDED",
    left,
    right,
    difference: 0,
    days: 2,
  },
  facts: [
    ...left.map((id) => ({ kind: "ADVISED" as const, side: "LEFT" as const, id })),
    ...right.map((id) => ({ kind: "ADVISED" as const, side: "RIGHT" as const, id })),
  ],
  amount: 500,
  reconciliationId: aReconciliationId,
  ...over,
});

const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}_${n}`);

describe("making a match", () => {
  it("keeps what it joins, what was found and who found it, and lists its facts", async () => {
    const { commit, matches } = book();
    const one = found(["a", "b"], ["c"]);
    expect(await commit(one)).toBe("MADE");
    const kept = (await matches.find(matchIdOf(one.match)))!;
    expect(kept).toMatchObject({
      ...one.match,
      state: "MADE",
      reconciliationId: aReconciliationId,
      leftCount: 2,
      rightCount: 1,
      amount: 500,
      round: 1,
      madeAt: now,
      version: 1,
    });
    expect(await matches.chunk(kept, 1)).toEqual(one.facts);
    expect((await matches.postings(kept)).map(({ account }) => account)).toContain(
      `in-transit/${parties.agencyId}`,
    );
  });

  it("is refused of more facts than a match may have, and of facts that nobody gathered", async () => {
    const { commit } = book();
    expect(await commit(found(ids("l", FACT_COUNT_MAX), ["r"]))).toBe("TOO_LARGE");
    await expect(commit({ ...found(["a"], ["b"]), facts: [] })).rejects.toThrow("facts that nobody gathered");
  });
});

describe("making a match again", () => {
  it("finds what the same run made as made, and what another one made as standing", async () => {
    const { commit, table } = book();
    expect(await commit(found(["a"], ["b"]))).toBe("MADE");
    const written = table.all("").length;
    expect(await commit(found(["a"], ["b"]))).toBe("MADE");
    expect(await commit(found(["a"], ["b"], { reconciliationId: anotherRun }))).toBe("STANDS");
    expect(table.all("")).toHaveLength(written);
  });

  it("takes no fact that another match has", async () => {
    const { commit, matches } = book();
    await commit(found(["a"], ["b"]));
    const other = found(["a"], ["c"]);
    expect(await commit(other)).toBe("TAKEN");
    expect(await matches.find(matchIdOf(other.match))).toBeUndefined();
  });

  it("is barred once a person took it back, until somebody allows it; then it is the next round", async () => {
    const { commit, matches, table } = book();
    const one = found(["a"], ["b"]);
    await commit(one);
    const made = (await matches.find(matchIdOf(one.match)))!;
    const unmatched = { reason: "Wrong.", mayMatchAgain: false, by: "key_one", at: now };
    const keep = async (after: typeof made, before: typeof made) => {
      const freed = one.facts.map(({ id }) => matches.released(made, id));
      const outcome = await table.writeBeside([matches.kept(before, after), ...freed]);
      if (!outcome.ok) throw new Error("not kept");
    };
    const taken = { ...made, state: "UNMATCHED" as const, version: 2, unmatched };
    await keep(taken, made);
    expect(await commit(one)).toBe("BARRED");
    const allowed = { ...taken, version: 3, unmatched: { ...unmatched, mayMatchAgain: true } };
    table.put({ pk: `ACCOUNT#${made.matchId}`, sk: "MATCH", ...allowed });
    expect(await commit({ ...one, reconciliationId: anotherRun })).toBe("MADE");
    expect(await matches.find(made.matchId)).toMatchObject({
      state: "MADE",
      round: 2,
      reconciliationId: anotherRun,
      sequence: 2,
    });
  });
});
