import { expect, it } from "vitest";
import type { AdviceLine } from "../../../shared/reconciliation/model.ts";
import { settleAdvices } from "../../../shared/reconciliation/settle-advices.ts";
import { aReconciliationId as reconciliationId } from "../../support/a-match.ts";
import { aLine, anAdvice } from "../../support/reconciliation.ts";

type Advised = { readonly total?: number; readonly lines?: readonly AdviceLine[] };

/** What is told of advices, of which each is on a page of its own, when these are claimed. */
async function told(advised: readonly Advised[], claimed: readonly string[]) {
  const all = advised.map(({ total = 10_000, lines = [] }, n) => ({
    advice: anAdvice({ remittanceId: `rmt_${n}`, total }),
    lines,
  }));
  const said: unknown[] = [];
  await settleAdvices({
    plans: {
      advices: async (_of, after) => {
        const page = Number(after?.["page"] ?? 0);
        return {
          items: all.slice(page, page + 1).map(({ advice }) => advice.remittanceId),
          ...(page + 1 < all.length && { next: { page: page + 1 } }),
        };
      },
    },
    advices: {
      stillOpen: async function* (ids) {
        yield* all.filter(({ advice }) => ids.includes(advice.remittanceId));
      },
    },
    matches: {
      claimedOf: async (relation, ids) => new Set(ids.filter((id) => claimed.includes(`${relation} ${id}`))),
    },
    settle: async (remittanceId, { isMatched, isFunded }) =>
      void said.push([remittanceId, isMatched, isFunded]),
  })({ reconciliationId, planId: "one" });
  return said;
}

const lines = ["lin_1", "lin_2"].map((lineId) => aLine({ lineId }));

it("an advice is matched when every line of it is, and funded when its money came or none was to come", async () => {
  expect(await told([{ lines }, { lines: [] }], ["ADVISED lin_1", "FUNDED lin_2"])).toEqual([
    ["rmt_0", false, false],
    ["rmt_1", true, false],
  ]);
  expect(await told([{ lines }], ["ADVISED lin_1", "ADVISED lin_2", "ADVISED rmt_0"])).toEqual([
    ["rmt_0", true, false],
  ]);
  expect(await told([{ lines }, {}], ["FUNDED rmt_0", "FUNDED rmt_1"])).toEqual([
    ["rmt_0", false, true],
    ["rmt_1", true, true],
  ]);
  expect(await told([{ total: 0 }, { total: -5 }, { total: 1 }], [])).toEqual([
    ["rmt_0", true, true],
    ["rmt_1", true, true],
    ["rmt_2", true, false],
  ]);
});
