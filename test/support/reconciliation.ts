import type { Currency } from "../../shared/kernel/money.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";
import { defaultRules } from "../../shared/reconciliation/default-rules.ts";
import type {
  Advice,
  AdviceLine,
  BankLine,
  Books,
  Expectation,
  Terms,
} from "../../shared/reconciliation/model.ts";
import { reconcile } from "../../shared/reconciliation/reconcile.ts";
import { Rule, RuleSet } from "../../shared/reconciliation/wire.ts";
import { accountOf, agencyOf, lenderOf, placementOf } from "./books-place.ts";

/** Facts of one lender and one agency that agree with each other, each to be changed where a test is about it. */
export const parties = { lenderId: lenderOf(1), agencyId: agencyOf(1), currency: "USD" as Currency };

export const day = (text: string): LocalDate => text as LocalDate;

export const anExpectation = (change: Partial<Expectation> = {}): Expectation => ({
  ...parties,
  id: "exp_1",
  accountId: accountOf(1),
  placementId: placementOf(accountOf(1)),
  kind: "PAYMENT",
  paymentRef: "P-1",
  amount: 10_000,
  recipient: "AGENCY",
  method: "CARD",
  effectiveOn: day("2026-03-10"),
  placement: { placedOn: day("2026-01-01"), holderAgencyId: parties.agencyId },
  ...change,
});

export const aLine = (change: Partial<AdviceLine> = {}): AdviceLine => ({
  ...parties,
  lineId: "lin_1",
  remittanceId: "rmt_1",
  accountId: accountOf(1),
  kind: "PAYMENT",
  paymentRef: "P-1",
  amount: 10_000,
  recipient: "AGENCY",
  effectiveOn: day("2026-03-10"),
  ...change,
});

export const anAdvice = (change: Partial<Advice> = {}): Advice => ({
  ...parties,
  remittanceId: "rmt_1",
  mode: "GROSS",
  total: 10_000,
  advisedOn: day("2026-03-12"),
  dueOn: day("2026-03-17"),
  ...change,
});

export const aBankLine = (change: Partial<BankLine> = {}): BankLine => ({
  ...parties,
  lineId: "bnk_1",
  amount: 10_000,
  valueDate: day("2026-03-13"),
  references: ["rmt_1"],
  text: "REMITTANCE rmt_1",
  status: "BOOKED",
  ...change,
});

export const someTerms = (change: Partial<Terms> = {}): Terms => ({
  lenderId: parties.lenderId,
  agencyId: parties.agencyId,
  mode: "GROSS",
  advises: true,
  banked: true,
  advisesDirectPayments: false,
  ...change,
});

export const nothingSettled: Books["settled"] = { expectations: [], advices: [], lines: [], bankLines: [] };

/** A payment that was reported, advised and paid, as of a day on which all of it is long due. */
export const someBooks = (change: Partial<Books> = {}): Books => ({
  asOf: day("2026-06-30"),
  terms: [someTerms()],
  expectations: [anExpectation()],
  advices: [anAdvice()],
  lines: [aLine()],
  bankLines: [aBankLine()],
  credits: [],
  settled: nothingSettled,
  ...change,
});

export const reconciled = (change: Partial<Books> = {}) => reconcile(someBooks(change), defaultRules);

/** The outcome by one rule alone. */
export function byRule(rule: Readonly<Record<string, unknown>>, change: Partial<Books>) {
  const rules = [Rule.parse({ ruleId: "ONLY", relation: "ADVISED", ...rule })];
  return reconcile(
    someBooks({ advices: [], bankLines: [], ...change }),
    RuleSet.parse({ version: 7, rules }),
  );
}
