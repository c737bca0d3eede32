import type { Currency } from "../../shared/kernel/money.ts";
import type { Books, Kind } from "../../shared/reconciliation/model.ts";
import { Rule, RuleSet } from "../../shared/reconciliation/wire.ts";
import { accountOf, agencyOf, lenderOf, on, placementOf, randomOf, type Random } from "./books-place.ts";

/** Few facts of few values, and rules in any order: whatever can collide does. */
export function tangledBooks(seed: number): { readonly books: Books; readonly rules: RuleSet } {
  const random = randomOf(seed);
  return { books: booksOf(random), rules: rulesOf(random) };
}

/** More of them, of which not everything resembles everything. */
export function looserBooks(seed: number): { readonly books: Books; readonly rules: RuleSet } {
  const random = randomOf(seed);
  const spread: Spread = { facts: 4, accounts: 30, references: 12 };
  return { books: booksOf(random, spread), rules: rulesOf(random) };
}

/** How many times as many facts there are, of how many accounts, and with how many times as many references. */
type Spread = { readonly facts: number; readonly accounts: number; readonly references: number };

const tangled: Spread = { facts: 1, accounts: 3, references: 1 };

const pick = <T>(random: Random, all: readonly T[]): T => all[random(all.length)]!;
const many = <T>(random: Random, most: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: random(most + 1) }, (_, n) => make(n));

const amounts = [100, 100, 99, 200, 201, 300, 50, 150];
const references = ["A-1", "a1", "A 01", "B-2", "B2", "C"];
const currencies = ["USD", "USD", "EUR"] as Currency[];

const partiesOf = (random: Random) => ({
  lenderId: lenderOf(random(8) === 0 ? 1 : 0),
  agencyId: agencyOf(random(3) === 0 ? 1 : 0),
  currency: pick(random, currencies),
});

const reference = (random: Random, { references: times }: Spread): string => {
  const one = pick(random, references);
  return times === 1 ? one : `${one}/${random(times)}`;
};

const movement = (random: Random, spread: Spread) => {
  const kind: Kind = random(4) === 0 ? "REVERSAL" : "PAYMENT";
  const size = pick(random, amounts);
  return {
    ...partiesOf(random),
    kind,
    amount: kind === "REVERSAL" ? -size : size,
    recipient: random(5) === 0 ? "LENDER" : "AGENCY",
    effectiveOn: on(100 + random(6)),
    ...(kind === "REVERSAL" ? { originalPaymentRef: reference(random, spread) } : undefined),
  };
};

const commissionOf = (random: Random) =>
  random(2) === 0 ? undefined : { commission: { amount: random(3), tax: 0, planVersion: random(2) } };

function booksOf(random: Random, spread: Spread = tangled): Books {
  const { facts, accounts } = spread;
  return {
    asOf: on(pick(random, [100, 108, 170])),
    terms: [0, 1].flatMap((lender) =>
      [0, 1].map((agency) => ({
        lenderId: lenderOf(lender),
        agencyId: agencyOf(agency),
        mode: pick(random, ["GROSS", "NET"] as const),
        advises: random(4) > 0,
        banked: random(6) > 0,
        advisesDirectPayments: random(2) === 0,
      })),
    ),
    expectations: many(random, 10 * facts, (n) => {
      const accountId = accountOf(random(accounts));
      return {
        ...movement(random, spread),
        ...commissionOf(random),
        id: `exp_${n}`,
        accountId,
        placementId: placementOf(accountId),
        paymentRef: reference(random, spread),
        method: pick(random, ["CARD", "ACH"]),
        ...(random(5) === 0 ? undefined : { placement: { placedOn: on(90 + random(14)) } }),
      };
    }),
    advices: many(random, 6, (n) => ({
      ...partiesOf(random),
      remittanceId: `rmt_${n}`,
      mode: pick(random, ["GROSS", "NET"] as const),
      total: pick(random, [...amounts, 0, -100]),
      advisedOn: on(101 + random(6)),
      ...(random(2) === 0 ? { bankRef: pick(random, references) } : undefined),
    })),
    lines: many(random, 10 * facts, (n) => ({
      ...movement(random, spread),
      ...commissionOf(random),
      lineId: `lin_${n}`,
      remittanceId: `rmt_${random(8)}`,
      ...(random(6) === 0 ? undefined : { accountId: accountOf(random(accounts)) }),
      ...(random(4) === 0 ? undefined : { paymentRef: reference(random, spread) }),
    })),
    bankLines: many(random, 7, (n) => {
      const { agencyId, ...rest } = partiesOf(random);
      return {
        ...rest,
        ...(random(3) === 0 ? undefined : { agencyId }),
        lineId: `bnk_${n}`,
        amount: pick(random, [...amounts, 400, -100]),
        valueDate: on(102 + random(8)),
        references: many(random, 2, () => pick(random, [...references, "rmt_0", "rmt_1", "RMT 2"])),
        text: "",
        status: random(6) === 0 ? ("PROVISIONAL" as const) : ("BOOKED" as const),
      };
    }),
    credits: [],
    settled: { expectations: [], advices: [], lines: [], bankLines: [] },
  };
}

function ruleOf(random: Random, n: number): Rule {
  const kinds = ["REFERENCE", "NORMALISED_REFERENCE", "AMOUNT", "ONE_TO_MANY", "MANY_TO_ONE", "MANY_TO_MANY"];
  const kind = pick(random, kinds);
  const allowance = () => ({ minorUnits: random(3), basisPoints: pick(random, [0, 0, 100]) });
  const sums = { limits: { candidates: pick(random, [2, 4, 16]), steps: pick(random, [100, 100_000]) } };
  return Rule.parse({
    kind,
    ruleId: `R${n}`,
    relation: pick(random, ["ADVISED", "FUNDED"]),
    tolerance: {
      below: allowance(),
      above: allowance(),
      daysBefore: random(4),
      daysAfter: random(8),
    },
    ...(kind.includes("MANY") ? sums : undefined),
    ...(kind === "ONE_TO_MANY" || kind === "MANY_TO_ONE"
      ? { by: pick(random, ["REFERENCE", "SCOPE"]) }
      : undefined),
  });
}

const rulesOf = (random: Random): RuleSet =>
  RuleSet.parse({ version: 4, rules: Array.from({ length: 1 + random(8) }, (_, n) => ruleOf(random, n)) });
