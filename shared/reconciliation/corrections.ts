import type { StoredExpectation } from "./expectation-store.ts";
import type { Expected } from "./fold-payments.ts";

/** A payment with its reversals as they are told now, of which some stay as they were matched. */
export type Family = {
  readonly payment: Expected;
  /** What stays, as it was matched and as it is told now. */
  readonly kept: readonly { readonly matched: StoredExpectation; readonly now: Expected }[];
  /** What was expected of corrections before. */
  readonly earlier: readonly StoredExpectation[];
};

type Corrected = { readonly before: StoredExpectation | undefined; readonly after: Expected };

/** `<agency>/P/<reference>` has the corrections `<agency>/P.1/<reference>` and so on, whatever a reference is made of. */
const correctionId = (id: string, n: number): string => id.replace(/^([^/]+\/[A-Z]+)\//u, `$1.${n}/`);

type Amount = Pick<Expected, "amount" | "recipient">;

const sumOf = (all: readonly Amount[], isAgencys: boolean): number =>
  all.reduce((sum, one) => (isOf(one, isAgencys) ? sum + one.amount : sum), 0);

const isOf = ({ recipient }: Amount, isAgencys: boolean): boolean => (recipient === "AGENCY") === isAgencys;

/**
 * What was corrected since it was matched, as differences that are expected for themselves: of the money that the
 * agency has, and of the money that it has not. Who has a payment has what was taken back of it as well, so that a
 * payment and its reversals are looked at together.
 */
export function corrections(family: Family): readonly Corrected[] {
  const changed: Corrected[] = [];
  for (const isAgencys of [true, false]) {
    const one = correction(family, isAgencys, family.earlier.length + changed.length + 1);
    if (one === undefined) continue;
    changed.push(one);
  }
  return changed;
}

function correction(
  { payment, kept, earlier }: Family,
  isAgencys: boolean,
  n: number,
): Corrected | undefined {
  const open = earlier.find((one) => one.matchId === undefined && isOf(one, isAgencys));
  const known = [...kept.map(({ matched }) => matched), ...earlier.filter(({ matchId }) => matchId)];
  const told = kept.map(({ now }) => now);
  const amount = sumOf(told, isAgencys) - sumOf(known, isAgencys);
  if (amount === (open?.amount ?? 0)) return undefined;
  const kind = amount < 0 ? "REVERSAL" : "PAYMENT";
  return {
    before: open,
    after: {
      ...factsOf(payment, holderOf([...told, ...known, ...earlier], isAgencys)),
      id: open?.id ?? correctionId(payment.id, n),
      kind,
      amount,
      corrects: payment.id,
      ...(kind === "REVERSAL" && { originalPaymentRef: payment.paymentRef }),
    },
  };
}

/** Whoever has, or had, what is corrected. */
const holderOf = (all: readonly Amount[], isAgencys: boolean): string =>
  all.find((one) => isOf(one, isAgencys))?.recipient ?? "AGENCY";

/** Commission stays with the payment. What it says of whoever has the money says nothing of whoever had it. */
function factsOf({ commission: _commission, line: _line, ...facts }: Expected, recipient: string): Expected {
  if (recipient === facts.recipient) return facts;
  const { noFee: _noFee, depositDueOn: _due, depositRule: _rule, ...others } = facts;
  return { ...others, recipient };
}
