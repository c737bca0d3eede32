import type { AccountId, AgencyId, LenderId, PlacementId } from "../../shared/kernel/ids.ts";
import type { Currency } from "../../shared/kernel/money.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";
import type {
  Advice,
  AdviceLine,
  BankLine,
  Books,
  Credit,
  Expectation,
  RemittanceMode,
  Terms,
} from "../../shared/reconciliation/model.ts";
import { paymentPlans, type PaymentPlan } from "./books-payments.ts";
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

/** What is made step by step. */
export type Making = {
  readonly random: Random;
  readonly expectations: Expectation[];
  readonly lines: AdviceLine[];
  readonly advices: Advice[];
  readonly bankLines: BankLine[];
  readonly credits: Credit[];
  readonly breaks: string[];
  readonly ambiguous: string[];
};

/** Where a payment is made. */
export type Place = {
  readonly making: Making;
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId;
  readonly currency: Currency;
  readonly otherCurrency: Currency;
  readonly mode: RemittanceMode;
  readonly remittanceId: string;
  readonly advisedOn: number;
};

export type Random = (below: number) => number;

/** Mulberry32: enough for tests, and the same everywhere. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const START = Date.UTC(2026, 0, 10);
const DAY_MS = 86_400_000;
const dates = Array.from({ length: 400 }, (_, n) =>
  new Date(START + (n - 60) * DAY_MS).toISOString().slice(0, 10),
);

/** The date so many days into the books. */
export const on = (day: number): LocalDate => dates[day + 60] as LocalDate;

export const AS_OF = 320;
const LAST_ADVICE = 200;

const numbered = (prefix: string, n: number): string => `${prefix}_${String(n).padStart(26, "0")}`;

export const lenderOf = (n: number) => numbered("lnd", n) as LenderId;
export const agencyOf = (n: number) => numbered("agy", n) as AgencyId;
export const accountOf = (n: number) => numbered("acc", n) as AccountId;
export const placementOf = (account: AccountId) => `plc_${account.slice(4)}_1` as PlacementId;

const currencies = ["USD", "EUR", "GBP", "INR"] as Currency[];

/** The plan of the nth of its kind: each anomaly takes its own share of a hundred. */
export function planOf<Plan>(
  plans: readonly Plan[],
  random: Random,
  percentOfEach: number,
): Plan | undefined {
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
  const mode = n % 2 === 0 ? "NET" : "GROSS";
  const parties = { lenderId: lenderOf(Math.floor(n / 4)), agencyId: agencyOf(n % 4) };
  const [currency, otherCurrency] = [currencies[n % 4]!, currencies[(n + 1) % 4]!];
  for (let r = 0; r < size.remittances; r += 2) {
    const places = [r, r + 1].map((one) => ({
      ...parties,
      making,
      currency,
      otherCurrency,
      mode: mode as RemittanceMode,
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

/** The fingerprint of a break, written down independently of the code that makes it. */
export function plant(
  { making, lenderId, agencyId }: Pick<Place, "making" | "lenderId" | "agencyId">,
  code: string,
  ...subjects: readonly string[]
): void {
  making.breaks.push([code, lenderId, agencyId, ...subjects].join("\n"));
}
