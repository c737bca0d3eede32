import type { Currency } from "../../shared/kernel/money.ts";
import type { Books, RemittanceMode, Terms } from "../../shared/reconciliation/model.ts";
import { paymentPlans, type PaymentPlan } from "./books-payments.ts";
import {
  agencyOf,
  AS_OF,
  lenderOf,
  numbered,
  on,
  randomOf,
  type Making,
  type Place,
  type Random,
} from "./books-place.ts";
import { unitPlans, type UnitPlan } from "./books-remittances.ts";

/*
 * Books of many agencies that agree to the cent, but for what is planted; the same seed gives the same books. For
 * tests and for the benchmark, which says what was planted and asks for exactly that.
 */

export type BooksSize = {
  readonly seed: number;
  readonly desks: number;
  /** Of each desk; even, for some plans need two in a row. */
  readonly remittances: number;
  /** Of each remittance. */
  readonly payments: number;
  /** How many in a hundred payments, and remittances, have each kind of anomaly. */
  readonly percentOfEach: number;
};

export type Planted = {
  readonly books: Books;
  /** The fingerprints of the breaks that are to be found. */
  readonly breaks: readonly string[];
  /** Reports that are to be found ambiguous. */
  readonly ambiguous: readonly string[];
};

const LAST_ADVICE = 200;

const currencies = ["USD", "EUR", "GBP", "INR"] as Currency[];

/** The plan of the nth of its kind: each anomaly takes its own share of a hundred. */
function planOf<Plan>(plans: readonly Plan[], random: Random, percentOfEach: number): Plan | undefined {
  const drawn = random(100);
  return plans[Math.floor(drawn / percentOfEach)];
}

export function plantedBooks(size: BooksSize): Planted {
  const making: Making = {
    random: randomOf(size.seed),
    expectations: [],
    lines: [],
    advices: [],
    bankLines: [],
    credits: [],
    breaks: [],
    ambiguous: [],
  };
  const terms = Array.from({ length: size.desks }, (_, n) => desk(making, size, n));
  const { expectations, lines, advices, bankLines, credits, breaks, ambiguous } = making;
  const settled = { expectations: [], advices: [], lines: [], bankLines: [] };
  const books = { asOf: on(AS_OF), terms, expectations, advices, lines, bankLines, credits, settled };
  return { books, breaks, ambiguous };
}

function desk(making: Making, size: BooksSize, n: number): Terms {
  const mode: RemittanceMode = n % 2 === 0 ? "NET" : "GROSS";
  const parties = { lenderId: lenderOf(Math.floor(n / 4)), agencyId: agencyOf(n % 4) };
  const [currency, otherCurrency] = [currencies[n % 4]!, currencies[(n + 1) % 4]!];
  for (let r = 0; r < size.remittances; r += 2) {
    const places = [r, r + 1].map((one) => ({
      ...parties,
      making,
      currency,
      otherCurrency,
      mode,
      remittanceId: numbered("rmt", n * 1_000_000 + one),
      advisedOn: Math.floor((r * LAST_ADVICE) / size.remittances) + (one - r),
    }));
    unit(places, size);
  }
  return { ...parties, mode, advises: true, banked: true, advisesDirectPayments: true };
}

/** Two remittances in a row, with all their payments. */
function unit(places: readonly Place[], { payments, percentOfEach }: BooksSize): void {
  const { making } = places[0]!;
  const totals = places.map((place) => {
    const before = making.lines.length;
    for (let n = 0; n < payments; n += 1) {
      const plan: PaymentPlan | undefined = planOf(paymentPlans, making.random, percentOfEach);
      (plan ?? paymentPlans[0]!)(place);
    }
    return making.lines.slice(before);
  });
  const plan: UnitPlan | undefined = planOf(unitPlans, making.random, percentOfEach);
  (plan ?? unitPlans[0]!)(places.map((place, n) => ({ place, lines: totals[n]! })));
}
