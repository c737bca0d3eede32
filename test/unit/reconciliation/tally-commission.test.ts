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

/** The first payment, as it is told of a placement that keeps no plan. */
const { commission: _commission, line: _line, ...planless } = one!;

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

describe("commission on a payment that was corrected since it was matched", () => {
  const [freedOne] = freed();

  /** What it was corrected by, as it is expected for itself. */
  const difference = (n: number, amount: number, over: object = {}): StoredExpectation =>
    stored(planless, {
      id: `${agencyId}/P.${n}/P-1`,
      kind: amount < 0 ? "REVERSAL" : "PAYMENT",
      amount,
      corrects: one!.id,
      ...(amount < 0 && { originalPaymentRef: "P-1" }),
      ...over,
    });
  const first = made("mat_1", 3_300);

  it("waits until the difference is matched, or there is none any more", () => {
    expect(face(tally([freedOne!, difference(1, -2_000)], [first]))).toEqual(["waits"]);
    expect(face(tally([freedOne!, difference(1, 2_000)], [first]))).toEqual(["waits"]);
    const corrected = [freedOne!, difference(1, -2_000), difference(2, 2_000)];
    expect(face(tally(corrected, [first]))).toEqual([["FEE_ON_NOFEE", 3_300, 1]]);
    const half = [freedOne!, difference(1, -2_000, { matchId: "mat_2" }), difference(2, 2_000)];
    expect(face(tally(half, [first, made("mat_2", -660)]))).toEqual(["waits"]);
  });

  it("is what was taken with the payment and with the difference, against what is due on the payment alone", () => {
    const matched = difference(1, -2_000, { matchId: "mat_2", commission: { amount: 7, tax: 1 } });
    expect(face(tally([freedOne!, matched], [first, made("mat_2", -660)]))).toEqual([
      ["FEE_ON_NOFEE", 2_640, 1],
    ]);
    const { amount, tax } = one!.commission!;
    const due = stored(one!, { matchId: "mat_1", matchedAs: { amount: amount + 600, tax: tax + 60 } });
    const tooMuch = made("mat_1", 3_960);
    expect(face(tally([due, matched], [tooMuch, made("mat_2", -660)]))).toEqual([]);
    expect(face(tally([due, matched], [tooMuch, made("mat_2", 0)]))).toEqual([["COMMISSION_DIFF", 660, 1]]);
  });
});

describe("commission of payments that were matched together", () => {
  const [free, other] = freed(["mat_1", "mat_1"]);

  it("was taken on a payment that bears none only where none of them bears any", () => {
    const { amount, tax } = two!.commission!;
    const bears = stored(two!, { matchId: "mat_1", matchedAs: { amount, tax } });
    expect(face(tally([free!, bears], [made("mat_1", 9_900)]))).toEqual([["COMMISSION_DIFF", 3_300, 2]]);
    expect(face(tally([free!, other!], [made("mat_1", 9_900)]))).toEqual([["FEE_ON_NOFEE", 9_900, 2]]);
  });

  it("shows the lines by which it was taken, and says of each part by which line it was given back", () => {
    const { breaks } = tally([free!, other!], [made("mat_1", 9_900)], [back("P-2", 1_100)]);
    expect(breaks[0]!.subjects.advised).toEqual(["line of mat_1"]);
    expect(breaks[0]!.explain).toContain("rml_P-2_1100 gave back 11.00 USD");
  });

  it("once right, rights what was said of each match that it was taken by, and of all of them", () => {
    const apart = freed(["mat_1", "mat_2"]);
    const reversed = stored(upheld.takesBack("P-1", 10_000).fold()[2]!, { matchId: "mat_3" });
    const wrong = tally([apart[0]!], [made("mat_1", 3_300)]).breaks[0]!;
    const righted = tally([apart[0]!, reversed], [made("mat_1", 3_300), made("mat_3", -3_300)]);
    expect(righted.breaks).toEqual([]);
    expect(righted.righted).toContain(wrong.fingerprint);
    expect(new Set(righted.righted).size).toBe(6);
  });
});

describe("commission of which nobody can say what is due", () => {
  it("is no break: the placement keeps no plan", () => {
    const unknown = stored(planless, { matchId: "mat_1", matchedAs: { amount: 3_000, tax: 300 } });
    expect(tally([unknown], [made("mat_1", 3_300)])).toEqual({ breaks: [], righted: [], isWaiting: false });
  });

  it("is no break where only a reversal is known of what it was given back on", () => {
    const orphan = stored(one!, {
      id: `${agencyId}/R/R-9`,
      kind: "REVERSAL",
      paymentRef: "R-9",
      originalPaymentRef: "P-9",
      amount: -5_000,
      matchId: "mat_9",
    });
    expect(face(tally([orphan], [made("mat_9", -1_650)], [back("P-9", 1_650)]))).toEqual([]);
  });
});

describe("why commission is not what was taken", () => {
  const wrong = (story: ReturnType<typeof aStory>): readonly string[] => {
    const [now] = story.fold();
    const matched = stored(now!, { matchId: "mat_1", matchedAs: { amount: 1, tax: 0 } });
    return tally([matched], [made("mat_1", 9_999)]).breaks[0]!.explain;
  };
  const paid = aStory({ PRINCIPAL: 100_000 }).pays("P-1", 10_000, "2026-02-20");

  it("names who said that the payment's day is of another legal stage", () => {
    expect(wrong(paid.reaches("LEGAL", "2026-02-18"))).toContainEqual(
      expect.stringMatching(/^P-1 of 2026-02-20: LEGAL since 2026-02-18 by evt_/u),
    );
    expect(wrong(paid)).toHaveLength(1);
  });

  it("names what became the debtor's credit", () => {
    const lowered = aStory({ PRINCIPAL: 10_000 }).pays("P-1", 10_000).lowers("PRINCIPAL", 4_000);
    expect(wrong(lowered)).toContainEqual(
      expect.stringMatching(/^4000 minor units of P-1 are the debtor's credit by evt_/u),
    );
  });

  it("names a dispute that was upheld of the whole placement", () => {
    const ended = paid.ends("UPHELD", { type: "NOT_MINE" });
    expect(wrong(ended)).toContainEqual(
      expect.stringMatching(/^dsp_\S+ \(NOT_MINE\) was upheld: nothing of the placement bears commission$/u),
    );
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
