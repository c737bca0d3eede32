import type { Page } from "../platform/dynamo.ts";
import type { MatchStore } from "./match-store.ts";
import type { Advice, AdviceLine } from "./model.ts";
import type { PlanOf, PlanStore } from "./plan-store.ts";

export type SettleAdvicesDeps = {
  readonly plans: Pick<PlanStore, "advices">;
  readonly advices: {
    readonly stillOpen: (
      remittanceIds: readonly string[],
    ) => AsyncIterable<{ readonly advice: Advice; readonly lines: readonly AdviceLine[] }>;
  };
  readonly matches: Pick<MatchStore, "claimedOf">;
  /** What becomes of an advice by what was matched of it. */
  readonly settle: (
    remittanceId: string,
    found: { readonly isMatched: boolean; readonly isFunded: boolean },
  ) => Promise<void>;
};

/**
 * Tells every advice that a run looked at what became of it: it is matched when every line of it is, and funded when
 * its money came or nothing was to come.
 */
export const settleAdvices =
  ({ plans, advices, matches, settle }: SettleAdvicesDeps) =>
  async (of: PlanOf): Promise<void> => {
    let after: Page["next"];
    do {
      const page = await plans.advices(of, after);
      const funded = await matches.claimedOf("FUNDED", page.items);
      for await (const { advice, lines } of advices.stillOpen(page.items)) {
        const lineIds = lines.map(({ lineId }) => lineId);
        const matched = await matches.claimedOf("ADVISED", lineIds);
        await settle(advice.remittanceId, {
          isMatched: lineIds.every((id) => matched.has(id)),
          isFunded: advice.total <= 0 || funded.has(advice.remittanceId),
        });
      }
      after = page.next;
    } while (after !== undefined);
  };

export type SettleAdvices = ReturnType<typeof settleAdvices>;
