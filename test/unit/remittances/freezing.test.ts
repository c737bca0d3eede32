import { describe, expect, it } from "vitest";
import { Month } from "../../../shared/kernel/months.ts";
import { Instant } from "../../../shared/kernel/time.ts";
import { freezingStep, type AroundAdvice } from "../../../shared/remittances/freezing.ts";
import type { Remittance } from "../../../shared/remittances/model.ts";
import { AdviceBody } from "../../../shared/remittances/wire.ts";
import { adviceTaken, aLine, anAdvice } from "../../support/advice.ts";
import { aLenderId, anAgencyId } from "../../support/builders.ts";

/** An advice of March whose money was found on the third of April. */
const anAdviceThatIs = (state: Remittance["state"], mode = "NET", on = "2026-03-31"): Remittance => {
  const advice = AdviceBody.parse(anAdvice(aLenderId(), [aLine()], { mode, advisedOn: on }));
  const { remittance } = adviceTaken(anAgencyId(), advice);
  return { ...remittance, state, fundedAt: Instant.parse("2026-04-03T03:00:00.000Z") };
};

const closed = (month: string, at: string): NonNullable<AroundAdvice["closed"]> => ({
  month: Month.parse(month),
  at: Instant.parse(at),
});

const around = (changes: Partial<AroundAdvice> = {}): AroundAdvice => ({
  closed: undefined,
  isBilled: false,
  ...changes,
});

const march = closed("2026-03", "2026-04-05T09:00:00.000Z");

describe("an advice whose money is there", () => {
  it.each([
    ["no month was closed", undefined, undefined],
    ["a month before its own was closed", closed("2026-02", "2026-04-05T09:00:00.000Z"), undefined],
    [
      "its month was closed before its money was found",
      closed("2026-03", "2026-04-02T09:00:00.000Z"),
      undefined,
    ],
    [
      "its month was closed in the moment in which it was found",
      closed("2026-03", "2026-04-03T03:00:00.000Z"),
      "settle",
    ],
    ["its month was closed after it was found", march, "settle"],
    [
      "a month after its own was closed after it was found",
      closed("2026-04", "2026-05-04T09:00:00.000Z"),
      "settle",
    ],
  ])("is settled by a close, and by none that came too early: %s", (_when, month, step) => {
    expect(freezingStep(anAdviceThatIs("FUNDED"), around({ closed: month }))).toBe(step);
  });

  it("is settled once its commission was invoiced, whichever months are closed", () => {
    expect(freezingStep(anAdviceThatIs("FUNDED", "GROSS"), around({ isBilled: true }))).toBe("settle");
  });

  it("whose funding is not known is settled by no close", () => {
    const { fundedAt: _unknown, ...advice } = anAdviceThatIs("FUNDED");
    expect(freezingStep(advice, around({ closed: march }))).toBeUndefined();
  });
});

describe("an advice that is settled", () => {
  it.each([
    ["NET", false, "lock"],
    ["GROSS", false, undefined],
    ["GROSS", true, "lock"],
  ])(
    "is locked when nothing of its commission is left to be billed: %s, invoiced: %s",
    (mode, isBilled, step) => {
      const known = around({ closed: march, isBilled });
      expect(freezingStep(anAdviceThatIs("SETTLED", mode), known)).toBe(step);
    },
  );

  it("of which tax alone is left to be billed is not locked", () => {
    const advice = anAdviceThatIs("SETTLED", "GROSS");
    const taxOnly = { ...advice, totals: { ...advice.totals, commission: 0 } };
    expect(freezingStep(taxOnly, around({ closed: march }))).toBeUndefined();
  });
});

describe("an advice that is not funded, or at its end", () => {
  it.each(["ADVISED", "MATCHING", "MATCHED", "BROKEN", "LOCKED"] as const)(
    "takes no step to its end, whatever was closed and invoiced: %s",
    (state) => {
      expect(freezingStep(anAdviceThatIs(state), around({ closed: march, isBilled: true }))).toBeUndefined();
    },
  );
});
