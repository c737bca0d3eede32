import { chance, pick } from "./sandbox-chance.ts";

/*
 * How a loan of the file becomes an overdue account. The file has no names and no days past due, so these are
 * derived from the row and its place in the file alone: the same row gives the same account on any day, apart
 * from dates, which are counted back from `today`. A draw is the SHA-256 of the row and a label (`chance`).
 *
 * - Instalments paid before trouble: a good loan (Class) 20 to 80 % of its term, a bad one 5 to 40 %.
 * - Principal: what an annuity of funded amount, yearly rate and term leaves after these instalments.
 * - Days past due: a good loan 5 to 239, a bad one 120 to 539, and 4 more for each grade after A. Those of the
 *   good ones that fall below the lenders' minimum of 30 are for the gateway to reject.
 * - Interest: simple, on the principal, at the loan's rate, for the days past due.
 * - Late fee: for each full 30 days past due, at most five times, 5 % of the instalment and at least 15 USD.
 * - Opened: as many months before the first missed instalment as instalments were paid.
 * - Limitation: six years after the first missed instalment.
 * - Debtor: `Debtor 000123` at example.com with a number of the range kept for fiction (555-01xx).
 * - Seven loans in a hundred are a second one of the debtor who owes the third loan before.
 * - One loan in a hundred each (by its place in the file, so that any hundred has all of them) is deceased,
 *   insolvent, disputed, time-barred, back from another agency a few days ago, nearly paid (a few dollars are
 *   left), or far too large (a million dollars more).
 */

export type Loan = {
  readonly index: number;
  readonly fundedCents: number;
  readonly termMonths: number;
  readonly yearlyRatePercent: number;
  readonly subGrade: string;
  readonly state: string;
  readonly bad: boolean;
};

type Money = { readonly amount: number; readonly currency: "USD" };
type Part = { readonly component: "PRINCIPAL" | "INTEREST" | "LATE_FEE"; readonly amount: Money };

/** The body of `POST /v1/accounts`, as documented. */
export type PlaceAccount = {
  readonly lenderAccountRef: string;
  readonly product: "PERSONAL_LOAN";
  readonly openedOn: string;
  readonly delinquencyDate: string;
  readonly limitationDate: string;
  readonly balance: readonly Part[];
  readonly debtor: {
    readonly name: string;
    readonly language: "en";
    readonly region: string;
    readonly identifier: { readonly type: "CUSTOMER_NUMBER"; readonly value: string };
    readonly contactPoints: readonly { type: "EMAIL" | "PHONE"; value: string; status: string }[];
  };
  readonly circumstances: {
    readonly deceased?: true;
    readonly insolvent?: true;
    readonly disputed?: true;
    readonly lastPlacementEndedOn?: string;
  };
};

/** The places within each hundred of the file that carry a trait. */
const placeOf = {
  deceased: 17,
  insolvent: 31,
  disputed: 43,
  timeBarred: 59,
  cooldown: 71,
  nearlyPaid: 83,
  farTooLarge: 97,
} as const;

/** The places within each hundred of loans whose debtor owes the third loan before as well: the same lender has it. */
const second: ReadonlySet<number> = new Set([10, 24, 36, 50, 64, 78, 90]);
const BEFORE = 3;

const DAYS_PER_MONTH = 30.4375;
const LIMITATION_DAYS = 2192;
const MILLION_CENTS = 100_000_000;

export function placeRequestOf(loan: Loan, today: string): PlaceAccount {
  const place = loan.index % 100;
  const daysPastDue = daysPastDueOf(loan);
  const delinquencyDate = daysBefore(today, daysPastDue);
  const limitationDate =
    place === placeOf.timeBarred ? daysBefore(today, 40) : sixYearsAfter(delinquencyDate);
  return {
    lenderAccountRef: `LC-${ordinal(loan)}`,
    product: "PERSONAL_LOAN",
    openedOn: daysBefore(delinquencyDate, Math.round(instalmentsPaid(loan) * DAYS_PER_MONTH)),
    delinquencyDate,
    limitationDate,
    balance: balanceOf(loan, daysPastDue),
    debtor: debtorOf(loan),
    circumstances: {
      ...(place === placeOf.deceased && { deceased: true }),
      ...(place === placeOf.insolvent && { insolvent: true }),
      ...(place === placeOf.disputed && { disputed: true }),
      ...(place === placeOf.cooldown && { lastPlacementEndedOn: daysBefore(today, 7) }),
    },
  };
}

function balanceOf(loan: Loan, daysPastDue: number): readonly Part[] {
  const principal = principalCents(loan);
  const interest = Math.round((principal * loan.yearlyRatePercent * daysPastDue) / 36_500);
  const lateFees = Math.min(5, Math.floor(daysPastDue / 30));
  const lateFee = lateFees * Math.max(1500, Math.round(instalmentCents(loan) * 0.05));
  const nearlyPaid = loan.index % 100 === placeOf.nearlyPaid;
  const parts: readonly Part[] = [
    { component: "PRINCIPAL", amount: usd(nearlyPaid ? 1 + Math.floor(principal / 2000) : principal) },
    { component: "INTEREST", amount: usd(nearlyPaid ? 0 : interest) },
    { component: "LATE_FEE", amount: usd(nearlyPaid ? 0 : lateFee) },
  ];
  return parts.filter((part) => part.amount.amount > 0);
}

function principalCents(loan: Loan): number {
  const growth = 1 + loan.yearlyRatePercent / 1200;
  const whole = growth ** loan.termMonths;
  const left = (whole - growth ** instalmentsPaid(loan)) / (whole - 1);
  const more = loan.index % 100 === placeOf.farTooLarge ? MILLION_CENTS : 0;
  return Math.round(loan.fundedCents * left) + more;
}

function instalmentCents(loan: Loan): number {
  const rate = loan.yearlyRatePercent / 1200;
  return (loan.fundedCents * rate) / (1 - (1 + rate) ** -loan.termMonths);
}

function instalmentsPaid(loan: Loan): number {
  const [least, most] = loan.bad ? [0.05, 0.4] : [0.2, 0.8];
  return Math.round(loan.termMonths * (least + chance(draw(loan, "paid")) * (most - least)));
}

function daysPastDueOf(loan: Loan): number {
  const [least, spread] = loan.bad ? [120, 420] : [5, 235];
  const grade = loan.subGrade.charCodeAt(0) - "A".charCodeAt(0);
  return least + Math.floor(chance(draw(loan, "days")) * spread) + 4 * grade;
}

function debtorOf(loan: Loan): PlaceAccount["debtor"] {
  const person = ordinal(second.has(loan.index % 100) ? { index: loan.index - BEFORE } : loan);
  const line = String(Math.floor(chance(draw(loan, "phone")) * 100)).padStart(2, "0");
  const statuses = ["VERIFIED", "VERIFIED", "UNVERIFIED", "UNDELIVERABLE"];
  return {
    name: `Debtor ${person}`,
    language: "en",
    region: `US-${loan.state}`,
    identifier: { type: "CUSTOMER_NUMBER", value: `CN-${person}-${person}` },
    contactPoints: [
      {
        type: "EMAIL",
        value: `debtor-${person}@example.com`,
        status: pick(draw(loan, "email"), statuses),
      },
      { type: "PHONE", value: `+120255501${line}`, status: "UNVERIFIED" },
    ],
  };
}

const draw = (loan: Loan, label: string): string =>
  [loan.index, loan.fundedCents, loan.termMonths, loan.subGrade, loan.state, label].join("|");

const ordinal = (loan: Pick<Loan, "index">): string => String(loan.index + 1).padStart(6, "0");

const usd = (amount: number): Money => ({ amount, currency: "USD" });

const sixYearsAfter = (date: string): string => daysBefore(date, -LIMITATION_DAYS);

function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10);
}
