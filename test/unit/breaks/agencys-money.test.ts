import { describe, expect, it } from "vitest";
import { neverAgencys } from "../../../shared/breaks/agencys-money.ts";
import { boundedEvidence } from "../../../shared/breaks/evidence.ts";
import { ResolveBreakRequest } from "../../../shared/breaks/resolution-wire.ts";
import { breakOf } from "../../../shared/reconciliation/break.ts";
import { aLine, anExpectation, parties } from "../../support/reconciliation.ts";

const asking = (method: string, entry: string) =>
  ResolveBreakRequest.parse({ method, explanation: "Given up.", posting: { entry } });

/** What is refused of a break between a payment to one and a line about a payment to another. */
async function refused([reported, advised]: readonly (string | undefined)[], method: string, entry: string) {
  const { subjects, evidence } = breakOf({
    ...parties,
    code: "AMOUNT_DIFF",
    amount: 10,
    subjects: {
      reported: reported === undefined ? [] : [anExpectation({ recipient: reported })],
      advised: advised === undefined ? [] : [aLine({ recipient: advised })],
    },
    explain: [],
  });
  const breaks = { evidence: async () => boundedEvidence(subjects, evidence) };
  const result = await neverAgencys({ breaks }, asking(method, entry), { breakId: "brk_1" } as never);
  return result?.ok === false ? result.error.errors?.map(({ pointer, code }) => [pointer, code]) : undefined;
}

describe("an entry that takes something off what an agency has", () => {
  const never = [["/posting/entry", "not-the-agencys"]];

  it.each([
    ["LENDER", "LENDER", never],
    ["COURT", "LENDER", never],
    ["LENDER", undefined, never],
    [undefined, "LENDER", never],
    ["AGENCY", "LENDER", undefined],
    ["LENDER", "AGENCY", undefined],
    [undefined, "AGENCY", undefined],
    [undefined, undefined, undefined],
  ])(
    "of money reported as paid to %s and advised as paid to %s: %j is refused",
    async (ours, theirs, expected) => {
      for (const [method, entry] of [
        ["WRITE_OFF_TOLERANCE", "WRITE_OFF_CLEARING"],
        ["ATTRIBUTION", "ATTRIBUTE_CLEARING"],
        ["CORRECTION", "HOLD_IN_SUSPENSE"],
      ] as const)
        expect(await refused([ours, theirs], method, entry)).toEqual(expected);
    },
  );

  it("is none that is of money in transit, or of nothing at all", async () => {
    expect(
      await refused(["LENDER", "LENDER"], "WRITE_OFF_TOLERANCE", "WRITE_OFF_IN_TRANSIT"),
    ).toBeUndefined();
    const manual = ResolveBreakRequest.parse({ method: "MANUAL", explanation: "So be it." });
    const breaks = { evidence: async () => expect.fail("nothing is to be read") };
    expect(await neverAgencys({ breaks }, manual, { breakId: "brk_1" } as never)).toBeUndefined();
  });
});
