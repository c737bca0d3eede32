import { breakOf, said, type About } from "./break.ts";
import type { GivenBack } from "./commission-watch-store.ts";
import type { StoredExpectation } from "./expectation-store.ts";
import { signed } from "./item.ts";
import type { AdviceLine, Commission, Kind } from "./model.ts";
import { lotsOf, type Lot } from "./commission-lots.ts";
import type { Break } from "./outcome.ts";
import type { BreakCode, Thresholds } from "./wire.ts";

/** A match of reports with lines of advices, as far as its commission is concerned. */
export type MatchedCommission = {
  readonly matchId: string;
  /** Commission and tax by its lines; absent where they show none. */
  readonly taken?: number;
  readonly lines: readonly AdviceLine[];
};

/** All that is known of the commission of one account. */
export type CommissionOf = {
  readonly expectations: readonly StoredExpectation[];
  readonly matches: ReadonlyMap<string, MatchedCommission>;
  readonly givenBack: readonly GivenBack[];
};

export type Tallied = {
  readonly breaks: readonly Break[];
  /** Fingerprints of what would be wrong otherwise: it was looked at, and is right. */
  readonly righted: readonly string[];
  /** Something cannot be told before it is matched. */
  readonly isWaiting: boolean;
};

/** Breaks that giving commission back puts right. */
const codes = [
  "FEE_ON_NOFEE",
  "COMMISSION_DIFF",
  "RATE_VERSION_DIFF",
] as const satisfies readonly BreakCode[];

/**
 * What an agency took for matched payments, less what it gave back, against what is due on them now. Only what
 * changed since it was matched is looked at, and that of which something was given back; what was wrong when it was
 * matched was said then.
 */
export function tallyCommission(account: CommissionOf, thresholds: Thresholds): Tallied {
  const lots = lotsOf(account).filter(isTouched);
  const tallied = lots.filter(isMatched).flatMap((lot) => tallyOf(account, lot, thresholds) ?? []);
  return {
    breaks: tallied.flatMap(({ found }) => found ?? []),
    righted: tallied.flatMap(({ righted }) => righted),
    isWaiting: !lots.every(isMatched),
  };
}

const isTouched = ({ members, givenBack }: Lot): boolean =>
  givenBack.length > 0 || members.some(({ matchedAs }) => matchedAs !== undefined);

/**
 * A reversal that is not matched yet has taken nothing back so far; it is not waited for, and nor is a correction that
 * says only who else has the money.
 */
const isMatched = ({ members }: Lot): boolean =>
  members.every((one) => one.matchId !== undefined || !isPayment(one)) &&
  members.reduce((sum, one) => (one.matchId === undefined && one.corrects ? sum + one.amount : sum), 0) === 0;

type Tally = { readonly found: Break | undefined; readonly righted: readonly string[] };

/** Undefined where nobody can say what is due, for a placement keeps no plan. */
function tallyOf(account: CommissionOf, lot: Lot, { commissionMinorUnits }: Thresholds): Tally | undefined {
  const matched = lot.members.filter(({ matchId }) => matchId !== undefined);
  const payments = lot.members.filter(isPayment);
  const due = dueOn(matched);
  if (payments.length === 0 || due === undefined) return undefined;
  const taken = takenFor(account, matched);
  const back = lot.givenBack.reduce((sum, { amount, tax }) => sum + amount + tax, 0);
  const amount = taken - back - due;
  const subjects = { reported: payments, advised: linesOf(account, payments) };
  const fingerprints = fingerprintsOf(account, { matched, subjects });
  if (Math.abs(amount) <= commissionMinorUnits) return { found: undefined, righted: fingerprints(codes) };
  const isFree = amount > 0 && payments.every(({ noFee }) => noFee === true);
  const code = isFree ? "FEE_ON_NOFEE" : "COMMISSION_DIFF";
  const found = breakOf({
    ...partiesOf(payments),
    code,
    amount,
    subjects,
    explain: explained(lot, payments, { taken, back, due }),
  });
  const other = isFree ? "COMMISSION_DIFF" : "FEE_ON_NOFEE";
  return { found, righted: fingerprints([other]) };
}

const isPayment = ({ kind, corrects }: StoredExpectation): boolean =>
  kind === "PAYMENT" && corrects === undefined;

const chargeOf = (kind: Kind, { amount, tax }: Pick<Commission, "amount" | "tax">): number =>
  signed(kind, amount) + signed(kind, tax);

/** A correction has its commission with the payment that it corrects. */
function dueOn(matched: readonly StoredExpectation[]): number | undefined {
  let due = 0;
  for (const { kind, corrects, noFee, commission } of matched) {
    if (corrects !== undefined || noFee === true) continue;
    if (commission === undefined) return undefined;
    due += chargeOf(kind, commission);
  }
  return due;
}

/** Where lines show no commission the agency bills it: it is taken to be what was due when they were matched. */
function takenFor({ matches }: CommissionOf, matched: readonly StoredExpectation[]): number {
  let taken = 0;
  for (const [matchId, lefts] of Map.groupBy(matched, (one) => one.matchId ?? ""))
    taken +=
      matches.get(matchId)?.taken ??
      lefts.reduce((sum, { kind, matchedAs, commission }) => {
        const charge = matchedAs ?? commission;
        return charge === undefined ? sum : sum + chargeOf(kind, charge);
      }, 0);
  return taken;
}

function linesOf(
  { matches }: Pick<CommissionOf, "matches">,
  matched: readonly StoredExpectation[],
): readonly AdviceLine[] {
  const ids = new Set(matched.flatMap(({ matchId }) => matchId ?? []));
  return [...ids].flatMap((matchId) => matches.get(matchId)?.lines ?? []);
}

const partiesOf = ([first]: readonly StoredExpectation[]): Pick<
  About,
  "lenderId" | "agencyId" | "currency"
> => {
  if (first === undefined) throw new RangeError("nothing was paid");
  const { lenderId, agencyId, currency } = first;
  return { lenderId, agencyId, currency };
};

type Subjects = { readonly reported: readonly StoredExpectation[]; readonly advised: readonly AdviceLine[] };

/** Of what is told here, and of what was told when each of the matches was made. */
function fingerprintsOf(
  account: CommissionOf,
  { matched, subjects }: { readonly matched: readonly StoredExpectation[]; readonly subjects: Subjects },
) {
  const made = [...Map.groupBy(matched, (one) => one.matchId).values()].map((reported) => ({
    reported,
    advised: linesOf(account, reported),
  }));
  return (wanted: readonly BreakCode[]): readonly string[] =>
    wanted.flatMap((code) =>
      [subjects, ...made].map(
        (one) =>
          breakOf({ ...partiesOf(one.reported), code, amount: 0, subjects: one, explain: [] }).fingerprint,
      ),
    );
}

type Sums = { readonly taken: number; readonly back: number; readonly due: number };

function explained(
  { givenBack }: Lot,
  payments: readonly StoredExpectation[],
  { taken, back, due }: Sums,
): readonly string[] {
  const { currency } = partiesOf(payments);
  return [
    `${said(due, currency)} of commission and tax is due, ${said(taken, currency)} was taken, ${said(back, currency)} was given back`,
    ...givenBack.map(({ lineId, amount, tax }) => `${lineId} gave back ${said(amount + tax, currency)}`),
    ...payments.flatMap(({ paymentRef, line }) => whyOf(paymentRef, line)),
  ];
}

/** Why a payment bears what it bears now. */
function whyOf(paymentRef: string, line: StoredExpectation["line"]): readonly string[] {
  return (line?.explain ?? []).flatMap((step) => {
    if (step.step === "CREDITED")
      return [`${step.amount} minor units of ${paymentRef} are the debtor's credit by ${step.eventId}`];
    if (step.step === "INPUTS" && step.stagedBy !== undefined)
      return [
        `${paymentRef} of ${step.effectiveOn}: ${step.legalStage} since ${step.stagedOn} by ${step.stagedBy}`,
      ];
    if (step.step !== "TREATMENT" || step.dispute === undefined) return [];
    const { disputeId, type, raisedOn, reach } = step.dispute;
    return [
      reach === "PLACEMENT"
        ? `${disputeId} (${type}) was upheld: nothing of the placement bears commission`
        : `${disputeId} (${type}) of ${raisedOn} was upheld: nothing since bears commission`,
    ];
  });
}
