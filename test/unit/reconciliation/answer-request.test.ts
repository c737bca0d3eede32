import { expect, it } from "vitest";
import type { GatewayEvent } from "../../../shared/kernel/event.ts";
import { answerRequest } from "../../../shared/reconciliation/answer-request.ts";
import { defaultRules } from "../../../shared/reconciliation/default-rules.ts";
import { runStore } from "../../../shared/reconciliation/run-store.ts";
import { aReconciliationId as reconciliationId } from "../../support/a-match.ts";
import { now } from "../../support/builders.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { parties } from "../../support/reconciliation.ts";

/** A run that was handed over so often has no time again. */
async function handedOver(times: number) {
  const written: unknown[] = [];
  const run = { ...parties, reconciliationId, state: "RUNNING", dryRun: false, requestedAt: now } as const;
  const answer = answerRequest({
    runs: { ...runStore(memoryTable().reader), find: async () => ({ ...run, startedAt: now }) },
    rules: { ruleSet: async () => defaultRules },
    histories: {
      upTo: async (_id, most) =>
        Array.from(
          { length: Math.min(most, times + 1) },
          (_, n) => ({ sequence: n + 1, hash: "a" }) as GatewayEvent,
        ),
    },
    run: async () => undefined,
    write: async (one) => (written.push(one), { ok: true, value: undefined }),
    update: async () => expect.fail("nothing is finished"),
    clock: { now: () => now },
  });
  return { left: await answer(reconciliationId), written };
}

it("a run that has no time is handed over, and fails when it was so often that it gets nowhere", async () => {
  for (const times of [0, 249])
    expect(await handedOver(times)).toMatchObject({ left: "LEFT", written: [{}] });
  await expect(handedOver(250)).rejects.toThrow("gets nowhere");
  await expect(handedOver(1_000)).rejects.toThrow("gets nowhere");
});
