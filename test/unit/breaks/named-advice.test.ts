import { describe, expect, it } from "vitest";
import { adviceOf } from "../../../shared/breaks/named-advice.ts";
import { ResolveBreakRequest } from "../../../shared/breaks/resolution-wire.ts";
import type { BreakCode } from "../../../shared/reconciliation/wire.ts";

const advice = `rem_${"A".repeat(26)}`;
const deps = {
  breaks: { evidence: async () => ({ subjects: ["bkl_1", advice] }) as never },
  remittances: { find: async () => undefined },
  matches: { claimedOf: async () => new Set<string>() },
};

const of = async (code: BreakCode, method: string, entry: string) =>
  adviceOf(deps, ResolveBreakRequest.parse({ method, explanation: "So it is.", posting: { entry } }), {
    breakId: "brk_1",
    code,
  } as never);

describe("the advice of whose money a resolution takes something off", () => {
  it.each(["REMIT_SHORT", "REMIT_OVER"] as const)("is the one that is at odds, of %s", async (code) => {
    expect(await of(code, "CORRECTION", "CORRECT_ADVICE")).toBe(advice);
    expect(await of(code, "WRITE_OFF_TOLERANCE", "WRITE_OFF_IN_TRANSIT")).toBe(advice);
  });

  it("is none where it brought forward another figure: what it says arrives all the same", async () => {
    expect(await of("REMIT_TOTAL_DIFF", "CORRECTION", "CORRECT_ADVICE")).toBeUndefined();
    expect(await of("REMIT_TOTAL_DIFF", "WRITE_OFF_TOLERANCE", "WRITE_OFF_IN_TRANSIT")).toBeUndefined();
  });

  it("is none where nothing was in transit", async () => {
    expect(await of("AMOUNT_DIFF", "WRITE_OFF_TOLERANCE", "WRITE_OFF_CLEARING")).toBeUndefined();
  });
});
