import { corrections, type Family } from "./corrections.ts";
import type { Expected } from "./fold-payments.ts";
import type { StoredExpectation } from "./expectation-store.ts";

export type Refolded = { readonly before: StoredExpectation | undefined; readonly after: Expected };

type Kept = Family["kept"][number];

/**
 * What is to be written after an account was folded again. What is open is as its history says now. What was matched
 * stays as it was matched: when its amount, or who has it, was corrected since, the difference is expected for itself;
 * when it bears another commission since, that is kept, beside what it bore when it was matched.
 */
export function refolded(
  stored: readonly StoredExpectation[],
  folded: readonly Expected[],
): readonly Refolded[] {
  const byId = new Map(stored.map((one) => [one.id, one]));
  const corrected = Map.groupBy(stored, ({ corrects }) => corrects);
  const families = Map.groupBy(folded, ({ id, reverses = id }) => reverses);
  return [...families].flatMap(([id, members]) => {
    const earlier = corrected.get(id) ?? [];
    const kept: Kept[] = [];
    const changed: Refolded[] = [];
    for (const now of members) {
      const before = byId.get(now.id);
      // What a match was taken back of has its corrections beside it still, some of which may be matched.
      if (before === undefined || (before.matchId === undefined && (now.id !== id || earlier.length === 0)))
        changed.push(...(isSame(before, now) ? [] : [{ before, after: now }]));
      else {
        kept.push({ matched: before, now });
        if (before.matchId !== undefined) changed.push(...recommissioned(before, now));
      }
    }
    const payment = members.find((one) => one.id === id);
    return payment === undefined ? changed : [...changed, ...corrections({ payment, kept, earlier })];
  });
}

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
