import { describe, expect, it } from "vitest";
import type { Read } from "../../../shared/reconciliation/gather-facts.ts";
import { gatherPart } from "../../../shared/reconciliation/gather-part.ts";
import { MatchId } from "../../../shared/reconciliation/stored-match.ts";
import { aContract, on } from "../../support/builders.ts";
import { advices, lines, open, own, placed } from "../../support/gathering.ts";
import { aMatch } from "../../support/a-match.ts";
import { aBankLine } from "../../support/reconciliation.ts";

const { lenderId, agencyId, currency } = own;
const matchId = MatchId.parse(`mat_${"7".repeat(26)}`);
const contracts = [aContract({ lenderId, agencyId })];

async function read(claims: readonly (readonly string[])[] = []) {
  let [looks, reads] = [0, 0];
  const asked: Record<string, unknown> = {};
  let found: Read | undefined;
  await gatherPart({
    contracts: { portfolio: async () => ({ contracts }) as never },
    expectations: {
      findAll: async (all) => {
        asked["reports"] = all;
        reads += 1;
        return open;
      },
    },
    advices: {
      linesNamed: async (lineIds, givenBackOf) => {
        asked["lines"] = lineIds;
        asked["givenBack"] = await givenBackOf(["rmt_1"]);
        return { lines, advices };
      },
    },
    bank: {
      named: async (of, ids) => {
        asked["bank"] = [of, ids];
        return [aBankLine(own)];
      },
    },
    matches: {
      claimedOf: async (_relation, ids) => {
        asked["claims"] = ids;
        return new Set(claims[looks++] ?? ["lin_1"]);
      },
      claimsOf: async (relation, ids) => {
        asked[relation] = ids;
        return new Map([
          ["rmt_1", matchId],
          ["rmt_2", "rmt_2"],
        ]);
      },
      findAll: async (ids) => {
        asked["matches"] = ids;
        return [aMatch({ matchId })];
      },
      rightOf: async () => ["bnk_1"],
    },
    gather: async (_of, what) => {
      found = what;
      return { books: {} as never, expectations: new Map() };
    },
  })(
    { lenderId, currency },
    {
      asOf: on("2026-03-31"),
      part: { names: ["lin_1", `${placed.accountId} ${agencyId}/P/P 1`, "lin_2"], loose: ["= N/A"] },
      givenBackOf: async () => new Map([["rmt_1", 6]]),
    },
  );
  return { found: found!, asked, reads };
}

describe("a part of a book", () => {
  it("is what its names stand for, whatever is in a reference", async () => {
    const { asked } = await read();
    expect(asked["reports"]).toEqual([{ accountId: placed.accountId, id: `${agencyId}/P/P 1` }]);
    expect(asked["lines"]).toEqual(["lin_1", "lin_2"]);
    expect(asked["givenBack"]).toEqual(new Map([["rmt_1", 6]]));
  });

  it("looks for no money, for that was done before", async () => {
    const { found } = await read();
    expect(found).toMatchObject({
      contracts,
      listed: open,
      lines,
      advices: { open: [], settled: advices },
      bankLines: [],
      credits: [],
      isBanked: false,
    });
    expect(found.beyond.nameless).toEqual(new Set(["= N/A"]));
  });

  it("knows what the bank has of its advices; of one that is final without money, nothing", async () => {
    const { found, asked } = await read();
    expect(found.beyond.arrived).toEqual(
      new Map([
        ["rmt_1", [aBankLine(own)]],
        ["rmt_2", []],
      ]),
    );
    expect(asked).toMatchObject({
      FUNDED: ["rmt_1", "rmt_2"],
      matches: [matchId],
      bank: [lenderId, ["bnk_1"]],
    });
  });

  it("is as it stands at one time, whoever else matches what is in it", async () => {
    expect(await read()).toMatchObject({ reads: 1, asked: { claims: ["lin_1", "lin_2"] } });
    const { found, reads } = await read([[], ["lin_1"], ["lin_1", "lin_2"], ["lin_1", "lin_2"]]);
    expect(reads).toBe(3);
    expect(found.claimed).toEqual(new Set(["lin_1", "lin_2"]));
    const always = Array.from({ length: 9 }, (_, n) => (n % 2 === 0 ? [] : ["lin_1"]));
    expect((await read(always)).reads).toBe(5);
  });
});
