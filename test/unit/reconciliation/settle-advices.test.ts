import { expect, it } from "vitest";
import type { AdviceLine } from "../../../shared/reconciliation/model.ts";
import { runStore } from "../../../shared/reconciliation/run-store.ts";
import { settleAdvices } from "../../../shared/reconciliation/settle-advices.ts";
import { aReconciliationId as reconciliationId } from "../../support/a-match.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { aLine, anAdvice } from "../../support/reconciliation.ts";

type Advised = { readonly total?: number; readonly lines?: readonly AdviceLine[] };

/** What is told of advices, of which each is on a page of its own, when these are claimed. */
async function told(
  advised: readonly Advised[],
  claimed: readonly string[],
  { after, pages = 9 }: { readonly after?: string; readonly pages?: number } = {},
) {
  const all = advised.map(({ total = 10_000, lines = [] }, n) => ({
    advice: anAdvice({ remittanceId: `rmt_${n}`, total }),
    lines,
  }));
  const said: unknown[] = [];
  const noted: unknown[] = [];
  let rest = pages;
  const isAll = await settleAdvices({
    plans: {
      advices: async (_of, behind) => {
        const next = all.findIndex(({ advice }) => behind === undefined || advice.remittanceId > behind);
        return next < 0 ? [] : [all[next]!.advice.remittanceId];
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
    runs: runStore(memoryTable().reader),
    update: async ({ set }) => noted.push(set?.["settledTo"]) > 0,
    settle: async (remittanceId, { isMatched, isFunded }) =>
      void said.push([remittanceId, isMatched, isFunded]),
  })({ plan: { reconciliationId, planId: "one" }, after, isTimeUp: () => (rest -= 1) < 0 });
  return { said, noted, isAll };
}

const lines = ["lin_1", "lin_2"].map((lineId) => aLine({ lineId }));

it("an advice is matched when every line of it is, and funded when its money came or none was to come", async () => {
  const { said, noted, isAll } = await told([{ lines }, { lines: [] }], ["ADVISED lin_1", "FUNDED lin_2"]);
  expect({ noted, isAll }).toEqual({ noted: ["rmt_0", "rmt_1"], isAll: true });
  expect(said).toEqual([
    ["rmt_0", false, false],
    ["rmt_1", true, false],
  ]);
  expect((await told([{ lines }], ["ADVISED lin_1", "ADVISED lin_2", "ADVISED rmt_0"])).said).toEqual([
    ["rmt_0", true, false],
  ]);
  expect((await told([{ lines }, {}], ["FUNDED rmt_0", "FUNDED rmt_1"])).said).toEqual([
    ["rmt_0", false, true],
    ["rmt_1", true, true],
  ]);
  expect((await told([{ total: 0 }, { total: -5 }, { total: 1 }], [])).said).toEqual([
    ["rmt_0", true, true],
    ["rmt_1", true, true],
    ["rmt_2", true, false],
  ]);
});

it("whoever goes on tells what is behind the last advice that was told, and what there is no time for is not told", async () => {
  const first = await told([{}, {}, {}], [], { pages: 2 });
  expect(first).toMatchObject({ noted: ["rmt_0", "rmt_1"], isAll: false });
  const rest = await told([{}, {}, {}], [], { after: "rmt_1" });
  expect(rest).toEqual({ said: [["rmt_2", true, false]], noted: ["rmt_2"], isAll: true });
});
