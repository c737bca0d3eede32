import type { AgencyId, LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { LocalDate } from "../kernel/time.ts";
import type { About } from "./break.ts";
import { NONE, type DayOf, type Item } from "./item.ts";
import type { Matched } from "./match.ts";
import type { Advice, AdviceLine, BankLine, Beyond, Expectation, Terms } from "./model.ts";
import type { Evidence } from "./outcome.ts";
import type { RuleSet } from "./wire.ts";

/** What all of a run is judged by. */
export type Setting = {
  readonly asOf: LocalDate;
  readonly today: number;
  readonly dayOf: DayOf;
  readonly ruleSet: RuleSet;
  /** Matches that a person took back, by id. */
  readonly barred: ReadonlySet<string>;
  readonly beyond: Beyond;
};

/** All that one lender and one agency have with each other. */
export type Desk = {
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId;
  readonly terms: Terms;
  readonly advices: ReadonlyMap<string, Advice>;
  /** Those that are not settled. */
  readonly openAdvices: readonly Advice[];
  readonly matched: ReadonlyMap<Currency, Ledgered>;
  readonly banked: ReadonlyMap<Advice, readonly BankLine[]>;
  /** What the lines of advices come to, where not all of them are here, by the advices' ids. */
  readonly sums: Beyond["sums"];
};

/** One currency of a desk, matched. */
export type Ledgered = Matched<Expectation, AdviceLine> & {
  readonly reversals: ReadonlyMap<string, readonly Item<Expectation>[]>;
};

/** What has been explained by a break already, so that nothing is reported as missing as well. */
export type Explained = Set<Item<Expectation> | Item<AdviceLine>>;

type Facts = Pick<Evidence, "reported" | "advised">;

/** What a break of this desk always says: who, and what advice and bank add to the lines. */
export function aboutLines(
  { lenderId, agencyId, advices, banked }: Desk,
  { currency, reported, advised }: Facts & { readonly currency: Currency },
): Pick<About, "lenderId" | "agencyId" | "currency" | "subjects" | "beside"> {
  const remittances = distinctAdvices(advised, advices);
  return {
    lenderId,
    agencyId,
    currency,
    subjects: { reported, advised },
    beside: { remittances, banked: remittances.flatMap((advice) => banked.get(advice) ?? []) },
  };
}

function distinctAdvices(
  lines: readonly AdviceLine[],
  advices: ReadonlyMap<string, Advice>,
): readonly Advice[] {
  if (lines.length === 0) return NONE;
  const found = lines.flatMap(({ remittanceId }) => advices.get(remittanceId) ?? []);
  return found.length < 2 ? found : [...new Set(found)];
}
