import { describe, expect, it } from "vitest";
import type { GivenBack } from "../../../shared/reconciliation/commission-watch-store.ts";
import { defaultRules } from "../../../shared/reconciliation/default-rules.ts";
import type { StoredExpectation } from "../../../shared/reconciliation/expectation-store.ts";
import type { AdviceLine } from "../../../shared/reconciliation/model.ts";
import { tallyCommission, type MatchedCommission } from "../../../shared/reconciliation/tally-commission.ts";
import { at, on } from "../../support/builders.ts";
import { aStory, stored } from "../../support/disputed-payments.ts";

const story = aStory({ PRINCIPAL: 100_000 }, { taxRatePpm: 100_000 })
  .pays("P-1", 10_000, "2026-02-20")
  .pays("P-2", 20_000, "2026-02-21");
const [one, two] = story.fold();
const upheld = story.ends("UPHELD", { raisedAt: at("2026-02-01T08:00:00Z") });
const { agencyId, lenderId, currency } = one!;

/** Payments that were matched, each by itself, and bear nothing since. */
const freed = (
  matchIds: readonly (string | undefined)[] = ["mat_1", "mat_2"],
): readonly StoredExpectation[] =>
  upheld.fold().map((now, n) => {
    const { amount, tax } = [one, two][n]!.commission!;
    const matchId = matchIds[n];
    return stored(now, { ...(matchId && { matchId }), matchedAs: { amount, tax } });
  });

const adviceLine = (lineId: string): AdviceLine => ({
  lineId,
  remittanceId: "rem_1",
  lenderId,
  agencyId,
  kind: "PAYMENT",
  currency,
  amount: 10_000,
  recipient: "AGENCY",
  effectiveOn: on("2026-02-20"),
});

const made = (matchId: string, taken?: number): readonly [string, MatchedCommission] => [
  matchId,
  { matchId, ...(taken !== undefined && { taken }), lines: [adviceLine(`line of ${matchId}`)] },
];

const back = (paymentRef: string, amount: number): GivenBack => ({
  lineId: `rml_${paymentRef}_${amount}`,
  remittanceId: "rem_2",
  agencyId,
  paymentRef,
  recipient: "AGENCY",
  amount: amount - Math.floor(amount / 11),
  tax: Math.floor(amount / 11),
  effectiveOn: on("2026-03-20"),
});

const tally = (
  expectations: readonly StoredExpectation[],
  matches: readonly (readonly [string, MatchedCommission])[],
  givenBack: readonly GivenBack[] = [],
) => tallyCommission({ expectations, matches: new Map(matches), givenBack }, defaultRules.thresholds);

const face = ({ breaks, isWaiting }: ReturnType<typeof tally>) => [
  ...breaks.map(({ code, amount, subjects }) => [code, amount, subjects.reported.length]),
  ...(isWaiting ? ["waits"] : []),
];

const both = [made("mat_1", 3_300), made("mat_2", 6_600)];

describe("commission that was taken before it was not due any more", () => {
  it("is a break for each payment, of what was taken for it", () => {
    expect(face(tally(freed(), both))).toEqual([
      ["FEE_ON_NOFEE", 3_300, 1],
      ["FEE_ON_NOFEE", 6_600, 1],
    ]);
  });

  it("is less by what was given back, and right when that is all", () => {
    const tallied = tally(freed(), both, [back("P-1", 3_300), back("P-2", 1_100)]);
    expect(face(tallied)).toEqual([["FEE_ON_NOFEE", 5_500, 1]]);
    const [first] = tally(freed(), both).breaks;
    expect(tallied.righted).toContain(first!.fingerprint);
    expect(tallied.righted).not.toContain(tallied.breaks[0]!.fingerprint);
  });

  it("is another break once too much was given back, in place of the former", () => {
    const tallied = tally(freed(), both, [back("P-1", 3_300), back("P-2", 7_700)]);
    expect(face(tallied)).toEqual([["COMMISSION_DIFF", -1_100, 1]]);
    expect(tallied.righted).toContain(tally(freed(), both).breaks[1]!.fingerprint);
  });

  it("is what was due then where lines show none", () => {
    expect(face(tally(freed(), [made("mat_1"), made("mat_2", 6_600)]))).toContainEqual([
      "FEE_ON_NOFEE",
      3_300,
      1,
    ]);
  });

  it("of payments that were matched together is one sum, from whichever it is given back", () => {
    const together = freed(["mat_1", "mat_1"]);
    expect(face(tally(together, [made("mat_1", 9_900)]))).toEqual([["FEE_ON_NOFEE", 9_900, 2]]);
    expect(face(tally(together, [made("mat_1", 9_900)], [back("P-2", 9_900)]))).toEqual([]);
  });

  it("waits for what is not matched yet, and is right as long as it waits of nothing else", () => {
    expect(face(tally(freed(["mat_1", undefined]), both, [back("P-1", 3_300)]))).toEqual(["waits"]);
  });

  it("is given back by a reversal as well, and says why it is not due", () => {
    const reversed = upheld.takesBack("P-1", 10_000).fold();
    const all = [...freed(["mat_1", "mat_2"]), stored(reversed[2]!, { matchId: "mat_3" })];
    const { breaks } = tally(all, [...both, made("mat_3", -3_300)]);
    expect(breaks.map(({ amount }) => amount)).toEqual([6_600]);
    expect(breaks[0]?.explain).toEqual([
      "0.00 USD of commission and tax is due, 66.00 USD was taken, 0.00 USD was given back",
      expect.stringMatching(/^dsp_\S+ \(AMOUNT_WRONG\) of 2026-02-01 was upheld/u),
    ]);
  });
});

describe("commission that did not change", () => {
  const matched = [stored(one!, { matchId: "mat_1" }), stored(two!, { matchId: "mat_2" })];

  it("is not looked at: what was wrong with it was said when it was matched", () => {
    expect(face(tally(matched, [made("mat_1", 1), made("mat_2", 2)]))).toEqual([]);
  });

  it("but was given back is a break, unless too much had been taken", () => {
    expect(face(tally(matched, both, [back("P-1", 1_100)]))).toEqual([["COMMISSION_DIFF", -1_100, 1]]);
    const tooMuch = [made("mat_1", 4_400), made("mat_2", 6_600)];
    expect(face(tally(matched, tooMuch, [back("P-1", 1_100)]))).toEqual([]);
  });
});
