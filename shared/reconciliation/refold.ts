import type { Expected } from "./fold-payments.ts";
import type { StoredExpectation } from "./expectation-store.ts";

export type Refolded = { readonly before: StoredExpectation | undefined; readonly after: Expected };

/**
 * What is to be written after an account was folded again. What is open is as its history says now. What was matched
 * stays as it was matched: when its amount was corrected since, the difference is expected for itself; when it bears
 * another commission since, that is kept, beside what it bore when it was matched.
 */
export function refolded(
  stored: readonly StoredExpectation[],
  folded: readonly Expected[],
): readonly Refolded[] {
  const byId = new Map(stored.map((one) => [one.id, one]));
  const corrected = Map.groupBy(stored, ({ corrects }) => corrects);
  return folded.flatMap((now) => {
    const before = byId.get(now.id);
    const earlier = corrected.get(now.id) ?? [];
    // What a match was taken back of has its corrections beside it still, some of which may be matched.
    if (before === undefined || (before.matchId === undefined && earlier.length === 0))
      return isSame(before, now) ? [] : [{ before, after: now }];
    const fee = before.matchId === undefined ? [] : recommissioned(before, now);
    return [...fee, ...corrections(earlier, before, now)];
  });
}

/** `<agency>/P/<reference>` has the corrections `<agency>/P.1/<reference>` and so on, whatever a reference is made of. */
const correctionId = (id: string, n: number): string => id.replace(/^([^/]+\/[PR])\//u, `$1.${n}/`);

/** Of a corrected amount the commission goes with the difference, unless none is due at all. */
function recommissioned(matched: StoredExpectation, now: Expected): readonly Refolded[] {
  if (now.commission === undefined || (now.amount !== matched.amount && now.noFee !== true)) return [];
  if (feeOf(matched) === feeOf(now)) return [];
  const { noFee: _noFee, matchedAs = chargeOf(matched), ...kept } = matched;
  const { noFee, commission, line } = now;
  return [
    {
      before: matched,
      after: { ...kept, ...(noFee && { noFee }), commission, ...(line && { line }), matchedAs },
    },
  ];
}

const chargeOf = ({ commission: { amount, tax } = { amount: 0, tax: 0 } }: StoredExpectation) => ({
  amount,
  tax,
});

const feeOf = ({ noFee, commission }: Expected | StoredExpectation): string =>
  JSON.stringify([noFee, commission]);

function corrections(
  earlier: readonly StoredExpectation[],
  matched: StoredExpectation,
  now: Expected,
): readonly Refolded[] {
  const open = earlier.find(({ matchId }) => matchId === undefined);
  const settled = earlier.filter(({ matchId }) => matchId !== undefined);
  const known = settled.reduce((sum, { amount }) => sum + amount, matched.amount);
  const difference = now.amount - known;
  if (difference === (open?.amount ?? 0)) return [];
  const { commission: _commission, line: _line, ...facts } = now;
  const kind = difference < 0 ? "REVERSAL" : "PAYMENT";
  const after: Expected = {
    ...facts,
    id: open?.id ?? correctionId(now.id, settled.length + 1),
    kind,
    amount: difference,
    corrects: now.id,
    ...(kind === "REVERSAL" && { originalPaymentRef: now.paymentRef }),
  };
  return [{ before: open, after }];
}

/** By what is compared when it is matched, and by what it explains. */
const isSame = (before: StoredExpectation | undefined, now: Expected): boolean =>
  before !== undefined && faceOf(before) === faceOf(now);

const faceOf = (one: Expected | StoredExpectation): string =>
  JSON.stringify([
    one.kind,
    one.amount,
    one.recipient,
    one.method,
    one.effectiveOn,
    one.clearedOn,
    one.noFee,
    one.commission,
    one.depositDueOn,
    one.placement?.placedOn,
    one.placement?.endedOn,
    one.placement?.tailUntil,
    one.placement?.holderAgencyId,
    one.notice?.dueOn,
  ]);
