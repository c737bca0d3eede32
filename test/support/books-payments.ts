import type { AccountId } from "../../shared/kernel/ids.ts";
import type { AdviceLine, Commission, Expectation } from "../../shared/reconciliation/model.ts";
import { accountOf, agencyOf, AS_OF, on, placementOf, plant, type Place } from "./books-place.ts";

/** Makes one payment, or what is wrong with one. */
export type PaymentPlan = (place: Place) => void;

type Both = { readonly reported: Expectation; readonly line: AdviceLine };

const planted =
  (plan: (place: Place, both: Both) => void): PaymentPlan =>
  (place) =>
    plan(place, both(place));

const number = (n: number, prefix: string): string => `${prefix}_${String(n).padStart(9, "0")}`;

const commissionOf = (amount: number): Commission => ({
  amount: Math.floor(amount / 5),
  tax: 0,
  planRef: "STANDARD",
  planVersion: 3,
});

/** A payment that all agree on. */
function both({ making, lenderId, agencyId, currency, remittanceId, advisedOn }: Place): Both {
  const n = making.expectations.length + making.lines.length;
  const sharesAccount = n % 5 === 1;
  const accountId: AccountId = accountOf(sharesAccount ? n - 1 : n);
  const day = advisedOn - 1 - making.random(4);
  const amount = (1_000 + making.random(2_500_000)) * 2 + (sharesAccount ? 1 : 0);
  const [paymentRef, recipient, effectiveOn] = [`P-${n}-R${making.random(1_000)}`, "AGENCY", on(day)];
  const commission = commissionOf(amount);
  const kind = "PAYMENT" as const;
  const shared = {
    lenderId,
    agencyId,
    accountId,
    kind,
    paymentRef,
    currency,
    amount,
    recipient,
    effectiveOn,
  };
  return {
    reported: {
      ...shared,
      id: number(n, "exp"),
      placementId: placementOf(accountId),
      method: sharesAccount ? "CARD" : "ACH",
      commission,
      placement: { placedOn: on(-50), holderAgencyId: agencyId },
      depositDueOn: on(day + 3),
    },
    line: { ...shared, lineId: number(n, "lin"), remittanceId, commission, depositedOn: on(day + 2) },
  };
}

function report({ making }: Place, ...reported: readonly Expectation[]): void {
  making.expectations.push(...reported);
}

function advise({ making }: Place, ...lines: readonly AdviceLine[]): void {
  making.lines.push(...lines);
}

function add(place: Place, { reported, line }: Both): void {
  report(place, reported);
  advise(place, line);
}

const reportedId = ({ id }: Expectation): string => `reported ${id}`;
const advisedId = ({ lineId }: AdviceLine): string => `advised ${lineId}`;

/** A reversal of a payment, reported and deducted. */
function reversal({ reported, line }: Both, suffix: string, change: Partial<Expectation> = {}): Both {
  const amount = -(change.amount ?? reported.amount);
  const commission = commissionOf(-amount);
  const facts = {
    kind: "REVERSAL" as const,
    paymentRef: `${reported.paymentRef}${suffix}`,
    originalPaymentRef: change.originalPaymentRef ?? reported.paymentRef,
    commission,
  };
  const { depositDueOn: _due, ...ours } = { ...reported, ...change };
  const { depositedOn: _day, ...theirs } = line;
  return {
    reported: { ...ours, ...facts, amount, id: `${reported.id}${suffix}` },
    // Some agencies write what they deduct without a sign.
    line: { ...theirs, ...facts, amount: -amount, lineId: `${line.lineId}${suffix}` },
  };
}

/** A plan whose break is about the report alone. */
const ofReport = (code: string, change: (place: Place, reported: Expectation) => Expectation): PaymentPlan =>
  planted((place, { reported, line }) => {
    add(place, { reported: change(place, reported), line });
    plant(place, code, reportedId(reported));
  });

/** A plan whose break is between both. */
const ofLine = (code: string, change: (place: Place, line: AdviceLine) => AdviceLine): PaymentPlan =>
  planted((place, { reported, line }) => {
    add(place, { reported, line: change(place, line) });
    plant(place, code, reportedId(reported), advisedId(line));
  });

const ended = ({ advisedOn }: Place, reported: Expectation, tailUntil: number): Expectation => ({
  ...reported,
  placement: { placedOn: on(-50), endedOn: on(advisedOn - 8), tailUntil: on(tailUntil) },
});

const agreed: PaymentPlan = planted(add);

const harmless: readonly PaymentPlan[] = [
  planted((place, { reported, line }) => {
    const [, n = "", rest = ""] = reported.paymentRef.split("-");
    add(place, { reported, line: { ...line, paymentRef: `ref p/${n} ${rest}` } });
  }),
  planted((place, { reported, line }) => {
    const { paymentRef: _unnamed, ...unnamed } = line;
    add(place, { reported, line: unnamed });
  }),
  planted((place, { reported, line }) =>
    add(place, { reported, line: { ...line, amount: line.amount - 1 } }),
  ),
  planted((place, { reported, line }) => {
    const { paymentRef: _unnamed, commission: _all, ...unnamed } = line;
    const first = Math.floor(line.amount / 3);
    const parts = [first, line.amount - first];
    report(place, reported);
    for (const [n, amount] of parts.entries()) {
      const share = n === 0 ? reported.commission!.amount : 0;
      const commission = { ...reported.commission!, amount: share };
      advise(place, { ...unnamed, amount, commission, lineId: `${line.lineId}-${n}` });
    }
  }),
  planted((place, { reported, line }) => {
    const { paymentRef: _unnamed, ...unnamed } = line;
    const first = Math.floor(line.amount / 3);
    const commissions = [commissionOf(first), commissionOf(line.amount - first)];
    for (const [n, amount] of [first, line.amount - first].entries()) {
      const named = { id: `${reported.id}-${n}`, paymentRef: `${reported.paymentRef}-${n}` };
      report(place, { ...reported, ...named, amount, commission: commissions[n]! });
    }
    const commission = { ...commissions[0]!, amount: commissions[0]!.amount + commissions[1]!.amount };
    advise(place, { ...unnamed, commission });
  }),
  planted((place, payment) => {
    add(place, payment);
    add(place, reversal(payment, "-R"));
  }),
  planted((place, { reported, line }) => {
    const { paymentRef: _unnamed, ...unnamed } = line;
    const other = { id: `${reported.id}-B`, paymentRef: `${reported.paymentRef}-B`, method: "WALLET" };
    report(place, reported, { ...reported, ...other });
    advise(place, unnamed);
    place.making.ambiguous.push(reported.id, other.id);
  }),
];

const oneSided: readonly PaymentPlan[] = [
  planted((place, { line }) => {
    advise(place, line);
    plant(place, "PAY_MISSING_AT_LENDER", advisedId(line));
  }),
  planted((place, { reported }) => {
    report(place, reported);
    plant(place, "PAY_MISSING_AT_AGENCY", reportedId(reported));
  }),
  planted((place, { line }) => {
    const { accountId: _unknown, paymentRef: _unnamed, ...unidentified } = line;
    advise(place, unidentified);
    plant(place, "UNIDENTIFIED_PAYMENT", advisedId(line));
  }),
  planted((place, { reported, line }) => {
    add(place, { reported, line });
    const again = { ...line, lineId: `${line.lineId}-A` };
    advise(place, again);
    plant(place, "DUPLICATE_REF", advisedId(again));
  }),
  planted((place, { reported, line }) => {
    const paymentRef = `${reported.paymentRef}-2`;
    const like: Both = {
      reported: { ...reported, id: `${reported.id}-2`, paymentRef, effectiveOn: reported.effectiveOn },
      line: { ...line, lineId: `${line.lineId}-2`, paymentRef },
    };
    add(place, { reported, line });
    add(place, like);
    plant(place, "SUSPECTED_DUPLICATE", reportedId(reported), reportedId(like.reported));
  }),
  planted((place, { reported, line }) => {
    add(place, { reported: { ...reported, currency: place.otherCurrency }, line });
    plant(place, "CURRENCY_DIFF", reportedId(reported), advisedId(line));
  }),
  planted((place, payment) => {
    add(place, payment);
    const { lenderId, agencyId, currency } = place;
    const { accountId, amount } = payment.reported;
    place.making.credits.push({ lenderId, agencyId, accountId, currency, amount, since: on(AS_OF - 1) });
    plant(place, "CREDIT_BALANCE", `credit ${accountId}`);
  }),
];

const ofReversals: readonly PaymentPlan[] = [
  planted((place, payment) => {
    add(place, payment);
    const orphan = reversal(payment, "-R", { originalPaymentRef: `${payment.reported.paymentRef}-NONE` });
    add(place, orphan);
    plant(place, "REVERSAL_ORPHAN", reportedId(orphan.reported));
  }),
  planted((place, payment) => {
    add(place, payment);
    const more = reversal(payment, "-R", { amount: payment.reported.amount + 50 });
    add(place, more);
    plant(place, "REVERSAL_EXCEEDS", reportedId(more.reported));
  }),
  planted((place, payment) => {
    add(place, payment);
    const [first, second] = [reversal(payment, "-R1"), reversal(payment, "-R2")];
    add(place, first);
    add(place, second);
    plant(place, "REVERSAL_TWICE", reportedId(second.reported));
  }),
  planted((place, payment) => {
    add(place, payment);
    const placement = { ...payment.reported.placement!, finalizedOn: on(place.advisedOn - 20) };
    const late = reversal(payment, "-R", { placement });
    add(place, late);
    plant(place, "REVERSAL_LATE", reportedId(late.reported));
  }),
];

/** The first is a payment without anything; the others are drawn by their share. */
export const paymentPlans: readonly PaymentPlan[] = [
  agreed,
  ...harmless,
  ...oneSided,
  ...ofReversals,
  ofLine("AMOUNT_DIFF", (_, line) => ({ ...line, amount: line.amount - 500 })),
  ofLine("DATE_DIFF", (place, line) => ({ ...line, effectiveOn: on(place.advisedOn - 40) })),
  ofLine("ALLOC_DIFF", (_, line) => ({
    ...line,
    accountId: `${line.accountId!.slice(0, -1)}Z` as AccountId,
  })),
  ofLine("COMMISSION_DIFF", (_, line) => charged(line, { amount: line.commission!.amount + 7 })),
  ofLine("RATE_VERSION_DIFF", (_, line) => charged(line, { planVersion: 2 })),
  ofLine("TRUST_DEPOSIT_LATE", (place, line) => ({ ...line, depositedOn: on(place.advisedOn + 9) })),
  planted((place, { reported, line }) => {
    const { commission: _none, ...free } = reported;
    add(place, { reported: { ...free, noFee: true }, line });
    plant(place, "FEE_ON_NOFEE", reportedId(reported), advisedId(line));
  }),
  ofReport("UNIDENTIFIED_PAYMENT", (_, reported) => {
    const { placement: _none, ...unplaced } = reported;
    return unplaced;
  }),
  ofReport("PAY_AFTER_RECALL_IN_TAIL", (place, reported) => ended(place, reported, place.advisedOn + 5)),
  ofReport("PAY_AFTER_RECALL_OUT_OF_TAIL", (place, reported) => ended(place, reported, place.advisedOn - 7)),
  ofReport("PAY_ON_WRONG_AGENCY", (_, reported) => ({
    ...reported,
    placement: { placedOn: on(-50), holderAgencyId: agencyOf(99) },
  })),
  ofReport("PAY_BEFORE_PLACEMENT", (place, reported) => ({
    ...reported,
    placement: { placedOn: on(place.advisedOn), holderAgencyId: reported.agencyId },
  })),
  planted((place, { reported, line }) => {
    const direct = { recipient: "LENDER" };
    const notice = { dueOn: on(place.advisedOn) };
    add(place, { reported: { ...reported, ...direct, notice }, line: { ...line, ...direct } });
    plant(place, "DIRECT_PAY_NOT_ACKED", reportedId(reported));
  }),
];

const charged = (line: AdviceLine, change: Partial<Commission>): AdviceLine => ({
  ...line,
  commission: { ...line.commission!, ...change },
});
