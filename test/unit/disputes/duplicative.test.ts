import { describe, expect, it } from "vitest";
import { duplicativeOf } from "../../../shared/disputes/duplicative.ts";
import type { Dispute } from "../../../shared/disputes/model.ts";
import { disputeIdOf, placementIdOf } from "../../../shared/kernel/ids.ts";
import { aDispute, anAccount } from "../../support/builders.ts";

const account = anAccount();

const said = (sequence: number, over: Partial<Dispute> = {}): Dispute =>
  aDispute(account, { disputeId: disputeIdOf(account.accountId, sequence), inWriting: false, ...over });

const answered = said(3, { state: "REJECTED" });

describe("a dispute repeats an earlier one", () => {
  it.each(["RAISED", "AWAITING_LENDER", "REJECTED", "PARTLY_UPHELD"] as const)(
    "that is %s, when it says the same",
    (state) => {
      const earlier = said(3, { state });
      expect(duplicativeOf(said(5), [earlier])).toBe(earlier);
    },
  );

  it("that was repeated before: the first of them, which alone is answered", () => {
    const repetition = said(4, { state: "DUPLICATIVE", duplicativeOf: answered.disputeId });
    const another = said(5, { state: "DUPLICATIVE", duplicativeOf: repetition.disputeId });
    expect(duplicativeOf(said(6), [answered, repetition, another])).toBe(answered);
  });

  it("whatever the case, the spaces and the punctuation", () => {
    const repeat = said(5, { narrative: "  the INTEREST -- was charged,\n twice " });
    expect(duplicativeOf(repeat, [answered])).toBe(answered);
  });

  it("when it says nothing at all", () => {
    expect(duplicativeOf(said(5, { narrative: " … " }), [answered])).toBe(answered);
  });

  it("when it only names the documents of the other again", () => {
    const earlier = said(3, { state: "REJECTED", evidence: ["Receipt 4711", "Letter"] });
    expect(duplicativeOf(said(5, { evidence: ["receipt  4711"] }), [earlier])).toBe(earlier);
  });

  it("and names one even when the numbers of the two differ in length", () => {
    const earlier = said(9, { state: "REJECTED" });
    expect(duplicativeOf(said(10), [earlier])).toBe(earlier);
  });
});

describe("a dispute stands on its own", () => {
  it.each([
    ["of another type", said(5, { type: "NOT_MINE" })],
    ["on another placement", said(5, { placementId: placementIdOf(account.accountId, 2) })],
    ["with something new to say", said(5, { narrative: "The interest was charged three times." })],
    ["in writing for the first time", said(5, { inWriting: true })],
    ["with a document that was not named before", said(5, { evidence: ["Receipt 4711"] })],
    ["before the other", said(2)],
    ["and does not repeat itself", answered],
  ])("%s", (_why, dispute) => {
    expect(duplicativeOf(dispute, [answered, dispute])).toBeUndefined();
  });

  it.each(["UPHELD", "WITHDRAWN"] as const)("after an earlier one that was %s", (state) => {
    expect(duplicativeOf(said(5), [said(3, { state })])).toBeUndefined();
  });

  it.each(["UPHELD", "WITHDRAWN"] as const)("after the repetition of an earlier one that was %s", (state) => {
    const earlier = said(3, { state });
    const repetition = said(4, { state: "DUPLICATIVE", duplicativeOf: earlier.disputeId });
    expect(duplicativeOf(said(5), [earlier, repetition])).toBeUndefined();
  });

  it("in another script that only looks like punctuation to the careless", () => {
    const earlier = said(3, { narrative: "利息重复" });
    expect(duplicativeOf(said(5, { narrative: "不是我的" }), [earlier])).toBeUndefined();
  });
});
