import { describe, expect, it } from "vitest";
import type { Expected } from "../../../shared/reconciliation/fold-payments.ts";
import { refolded } from "../../../shared/reconciliation/refold.ts";
import { aStory, stored } from "../../support/disputed-payments.ts";
import { at } from "../../support/builders.ts";

const ofCommission = ({ paymentRef, commission, noFee, line }: Expected) => [
  paymentRef,
  commission?.amount,
  noFee ?? false,
  line?.treatment,
];

const paidTwice = aStory({ PRINCIPAL: 100_000 })
  .pays("P-1", 10_000, "2026-02-10")
  .pays("P-2", 20_000, "2026-02-20");

const raisedBetween = { raisedAt: at("2026-02-20T08:00:00Z") };

describe("a dispute that was upheld", () => {
  it("leaves what was paid before its day, and what was paid since bears nothing", () => {
    expect(paidTwice.ends("UPHELD", raisedBetween).fold().map(ofCommission)).toEqual([
      ["P-1", 3_000, false, "ORDINARY"],
      ["P-2", 0, true, "DISPUTE_UPHELD"],
    ]);
  });

  it.each(["NOT_MINE", "IDENTITY_THEFT", "DEBT_NOT_EXIST"] as const)(
    "for %s leaves nothing of the placement to bear commission",
    (type) => {
      const folded = paidTwice.ends("UPHELD", { ...raisedBetween, type }).fold();
      expect(folded.map(({ noFee }) => noFee)).toEqual([true, true]);
    },
  );

  it("was raised at the latest on the day on which it was known here", () => {
    const said = { raisedAt: at("2026-09-01T00:00:00Z"), receivedAt: at("2026-02-20T23:00:00Z") };
    expect(paidTwice.ends("UPHELD", said).fold()[1]).toMatchObject({ noFee: true });
  });

  it("is about its placement only", () => {
    const other = { ...raisedBetween, placementId: paidTwice.placement.placementId.replace(/_1$/u, "_2") };
    const folded = paidTwice.ends("UPHELD", other as never).fold();
    expect(folded.map(({ noFee }) => noFee)).toEqual([undefined, undefined]);
  });

  it("explains itself by the dispute in the line", () => {
    const [, second] = paidTwice.ends("UPHELD", raisedBetween).fold();
    expect(second?.line?.explain).toContainEqual({
      step: "TREATMENT",
      rule: "CONTINGENCY_PCT",
      treatment: "DISPUTE_UPHELD",
      dispute: {
        disputeId: expect.any(String),
        type: "AMOUNT_WRONG",
        raisedOn: "2026-02-20",
        reach: "DISPUTE",
      },
    });
  });

  it("takes its payments out of what the placement bore: another one bears the fee once per account", () => {
    const story = aStory({ PRINCIPAL: 100_000 }, { rule: { kind: "FLAT_PER_ACCOUNT", fee: 500 } })
      .pays("P-1", 10_000, "2026-02-20")
      .pays("P-2", 10_000, "2026-02-10");
    const amounts = (folded: readonly Expected[]) => folded.map(({ commission }) => commission?.amount);
    expect(amounts(story.fold())).toEqual([500, 0]);
    expect(amounts(story.ends("UPHELD", raisedBetween).fold())).toEqual([0, 500]);
  });

  it("leaves a reversal of what bears nothing without commission, too", () => {
    const folded = paidTwice.takesBack("P-2", 20_000).ends("UPHELD", raisedBetween).fold();
    expect(folded[2]).toMatchObject({ kind: "REVERSAL", noFee: true, commission: { amount: 0 } });
  });
});

describe("a dispute that was not upheld", () => {
  it.each(["REJECTED", "WITHDRAWN"])("but %s changes no commission", (outcome) => {
    expect(paidTwice.ends(outcome, raisedBetween).fold()).toEqual(paidTwice.fold());
  });
});

describe("a debt that is in dispute all the while", () => {
  const inAndOut = (story: ReturnType<typeof aStory>) =>
    story.pays("P-1", 13_000).pays("P-2", 1_500).takesBack("P-1", 6_000).corrects("P-2", 1_200);

  it("has the commission of one that nobody disputes, by component and below what was paid as well", () => {
    const story = () => aStory({ INTEREST: 5_000, PRINCIPAL: 10_000 }, { feeBase: "PRINCIPAL_ONLY" });
    // A reversal's reference counts events, of which a dispute is one.
    const figures = (of: ReturnType<typeof aStory>) =>
      inAndOut(of)
        .fold()
        .map(ofCommission)
        .map(([, ...rest]) => rest);
    expect(figures(story().raises())).toEqual(figures(story()));
    const lowered = (of: ReturnType<typeof aStory>) =>
      of.pays("P-1", 13_000).lowers("INTEREST", 5_000).fold()[0]?.line;
    const [disputed, quiet] = [lowered(story().raises()), lowered(story())];
    expect(disputed).toMatchObject({ recovered: 10_000, base: 10_000, commission: quiet?.commission });
  });
});

describe("a balance that was lowered", () => {
  const owed = { INTEREST: 5_000, PRINCIPAL: 10_000 };
  const lineOf = (folded: readonly Expected[], ref: string) =>
    folded.find(({ paymentRef }) => paymentRef === ref)?.line;

  it("below what was paid leaves less recovered by the payment that had filled it, and says by which event", () => {
    const folded = aStory(owed).pays("P-1", 15_000).lowers("INTEREST", 4_000).fold();
    expect(lineOf(folded, "P-1")).toMatchObject({ amount: 15_000, recovered: 11_000, commission: 3_300 });
    expect(lineOf(folded, "P-1")?.explain).toContainEqual({
      step: "CREDITED",
      eventId: expect.stringMatching(/^evt_/u),
      amount: 4_000,
    });
  });

  it("changes the latest payments first", () => {
    const folded = aStory({ PRINCIPAL: 30_000 })
      .pays("P-1", 10_000)
      .pays("P-2", 10_000)
      .pays("P-3", 10_000)
      .lowers("PRINCIPAL", 15_000)
      .fold();
    expect(["P-1", "P-2", "P-3"].map((ref) => lineOf(folded, ref)?.recovered)).toEqual([10_000, 5_000, 0]);
  });

  it("above what was paid changes nothing", () => {
    const story = aStory(owed).pays("P-1", 5_000);
    expect(story.lowers("PRINCIPAL", 4_000).fold()).toEqual(story.fold());
  });

  it("lets what was paid on it fill what is owed next, as far as something is", () => {
    const folded = aStory(owed, { feeBase: "PRINCIPAL_ONLY" })
      .pays("P-1", 13_000)
      .lowers("INTEREST", 5_000)
      .fold();
    expect(lineOf(folded, "P-1")).toMatchObject({ recovered: 10_000, base: 10_000, commission: 3_000 });
  });

  it("falls by what stands of a payment that was taken back in part", () => {
    const folded = aStory({ PRINCIPAL: 40_000 })
      .pays("P-1", 40_000)
      .takesBack("P-1", 20_000)
      .lowers("PRINCIPAL", 30_000)
      .fold();
    const [payment, reversal] = folded.map(({ commission }) => commission?.amount ?? 0);
    expect(payment! + reversal!).toBe(3_000);
  });

  it("leaves what was taken back altogether, and takes it from the others", () => {
    const folded = aStory({ PRINCIPAL: 30_000 })
      .pays("P-1", 10_000)
      .pays("P-2", 10_000)
      .takesBack("P-2", 10_000)
      .lowers("PRINCIPAL", 24_000)
      .fold();
    expect(["P-1", "P-2"].map((ref) => lineOf(folded, ref)?.recovered)).toEqual([6_000, 10_000]);
  });
});

describe("a matched payment whose commission changed", () => {
  const before = paidTwice.fold();
  const after = paidTwice.ends("UPHELD", raisedBetween).fold();
  const matched = before.map((one) => stored(one, { matchId: "mat_1" }));

  it("keeps its match and what it bore then beside what it bears now", () => {
    expect(refolded(matched, after)).toMatchObject([
      {
        before: matched[1],
        after: {
          id: before[1]?.id,
          matchId: "mat_1",
          noFee: true,
          commission: { amount: 0, tax: 0 },
          line: { treatment: "DISPUTE_UPHELD" },
          matchedAs: { amount: 6_000, tax: 0 },
        },
      },
    ]);
  });

  it("is written once, and keeps what it bore first when it changes again", () => {
    const [changed] = refolded(matched, after);
    const now = [matched[0]!, stored(changed!.after, { matchId: "mat_1" })];
    expect(refolded(now, after)).toEqual([]);
    expect(refolded(now, before)).toMatchObject([
      { after: { commission: { amount: 6_000 }, matchedAs: { amount: 6_000, tax: 0 } } },
    ]);
    expect(refolded(now, before)[0]?.after).not.toHaveProperty("noFee");
  });

  it("and whose amount was corrected has its commission with the difference, unless none is due at all", () => {
    const corrected = paidTwice.corrects("P-2", 15_000);
    const difference = refolded(matched, corrected.fold());
    expect(difference).toMatchObject([{ after: { amount: -5_000, corrects: before[1]?.id } }]);
    const [free] = refolded(matched, corrected.ends("UPHELD", raisedBetween).fold());
    expect(free?.after).toMatchObject({ amount: 20_000, noFee: true, matchedAs: { amount: 6_000, tax: 0 } });
  });
});
