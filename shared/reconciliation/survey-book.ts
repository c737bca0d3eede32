import { later } from "../calendars/dates.ts";
import type { Contract } from "../contracts/model.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { AgencyId } from "../kernel/ids.ts";
import type { LocalDate } from "../kernel/time.ts";
import type { Page } from "../platform/dynamo.ts";
import { atOneTime } from "./at-one-time.ts";
import type { BookOf } from "./book-of.ts";
import { withLine } from "./break-remittance.ts";
import type { GivenBack } from "./commission-watch-store.ts";
import type { CreditStore } from "./credit-store.ts";
import type { ExpectationStore, StoredExpectation } from "./expectation-store.ts";
import type { GatherFacts, Gathered } from "./gather-facts.ts";
import { dayNumbers } from "./item.ts";
import type { MatchStore } from "./match-store.ts";
import type { Advice, AdviceLine, AdviceSums, BankLine, Credit, Expectation } from "./model.ts";
import { reportName } from "./plan-names.ts";
import { newPlan, type Plan } from "./plan-parts.ts";
import { tiesBy } from "./ties.ts";
import type { Rule } from "./wire.ts";

/** An advice with all its lines. */
type Advised = {
  readonly advice: Advice;
  readonly lines: readonly AdviceLine[];
  readonly givenBack: readonly GivenBack[];
};

/** One by one, advices whose lines or money are still looked for. */
type OpenAdvices = (of: BookOf & { readonly agencyId: AgencyId }) => AsyncIterable<Advised>;

/** Booked lines of the lender's bank accounts that nothing was matched with yet. */
type BankSource = {
  readonly open: (of: BookOf) => Promise<readonly BankLine[]>;
  /** Does the lender have a bank account of the currency here? Without one, money is not looked for at the bank. */
  readonly isBanked: (of: BookOf) => Promise<boolean>;
};

export type SurveyDeps = {
  readonly contracts: Pick<ContractStore, "portfolio">;
  readonly expectations: Pick<ExpectationStore, "open" | "shards">;
  readonly credits: Pick<CreditStore, "credits">;
  readonly advices: { readonly open: OpenAdvices };
  readonly bank: BankSource;
  readonly matches: Pick<MatchStore, "claimedOf">;
  readonly gather: GatherFacts;
};

export type Surveying = {
  readonly asOf: LocalDate;
  readonly rules: readonly Rule[];
  /** Facts of a part, as a rule. */
  readonly partSize: number;
};

export type Surveyed = {
  /** What is looked for at the bank, and found there; of an agency that sends no advices, all of it. */
  readonly money: Gathered;
  /** Commission that advices give back: it meets no money. */
  readonly givenBack: readonly GivenBack[];
  /** What was reported and what was advised, in parts. */
  readonly plan: Plan;
  /** Every advice that is looked at. */
  readonly remittanceIds: readonly string[];
};

const PAGE_SIZE = 500;
/** What is about money at the bank is looked at as a whole: it need not say which agency's it is. */
const MONEY_COUNT_MAX = 500_000;

/**
 * Goes over all that is open in a book. What agencies reported and advised is only indexed, and planned in parts; what
 * is about money at the bank is gathered. A part gathers its own, see `gatherPart`.
 */
export const surveyBook =
  (deps: SurveyDeps) =>
  async (of: BookOf, { asOf, rules, partSize }: Surveying): Promise<Surveyed> => {
    const portfolio = await deps.contracts.portfolio(of.lenderId);
    const contracts = portfolio?.contracts ?? [];
    const index = newIndex(rules, contracts);
    await addReports(deps, of, index);
    for (const { agencyId } of contracts)
      for await (const advised of deps.advices.open({ ...of, agencyId })) index.advised(advised);
    const { listed, lines, advices, sums, givenBack } = index.found;
    const remittanceIds = advices.map(({ remittanceId }) => remittanceId);
    const lineIds = lines.map(({ lineId }) => lineId);
    const [credits, { bankLines, funded }, isBanked, claimed] = await Promise.all([
      longCredits(deps, of, asOf),
      moneyAtOnce(deps, of, remittanceIds),
      deps.bank.isBanked(of),
      deps.matches.claimedOf("ADVISED", lineIds),
    ]);
    if (listed.length + lines.length + bankLines.length > MONEY_COUNT_MAX)
      throw new Error(`${of.lenderId} looks for too much at its banks`);
    const isFunded = ({ remittanceId }: Advice): boolean => funded.has(remittanceId);
    const money = await deps.gather(of, {
      asOf,
      contracts,
      listed,
      lines,
      claimed,
      advices: { open: advices.filter((one) => !isFunded(one)), settled: advices.filter(isFunded) },
      bankLines,
      credits,
      isBanked,
      beyond: { sums, arrived: new Map(), nameless: new Set() },
    });
    return { money, givenBack, plan: index.planned(partSize), remittanceIds };
  };

export type SurveyBook = ReturnType<typeof surveyBook>;

type Index = ReturnType<typeof newIndex>;

type Indexed = {
  readonly listed: StoredExpectation[];
  readonly lines: AdviceLine[];
  readonly advices: Advice[];
  readonly sums: Map<string, AdviceSums>;
  readonly givenBack: GivenBack[];
};

/** What is reported and advised, as far as it is needed to plan it; what agencies without advices have, itself. */
function newIndex(rules: readonly Rule[], contracts: readonly Contract[]) {
  const plan = newPlan();
  const [tiesOf, dayOf] = [tiesBy(rules), dayNumbers()];
  const silent = new Set(
    contracts.filter(({ sendsAdvices }) => !sendsAdvices).map(({ agencyId }) => agencyId),
  );
  const found: Indexed = { listed: [], lines: [], advices: [], sums: new Map(), givenBack: [] };
  const add = (name: string, fact: Expectation | AdviceLine): void => {
    const { agencyId: desk, accountId: account, effectiveOn } = fact;
    plan.add({ name, desk, account, day: dayOf(effectiveOn), ties: tiesOf(fact) });
  };
  return {
    found,
    reported: (one: StoredExpectation): void => {
      if (silent.has(one.agencyId)) found.listed.push(one);
      else add(reportName(one), one);
    },
    advised: ({ advice, lines, givenBack }: Advised): void => {
      found.advices.push(advice);
      for (const back of givenBack) found.givenBack.push(back);
      for (const line of lines) {
        found.sums.set(advice.remittanceId, withLine(found.sums.get(advice.remittanceId), line));
        if (silent.has(advice.agencyId)) found.lines.push(line);
        else add(line.lineId, line);
      }
    },
    planned: (size: number): Plan => plan.planned(size),
  };
}

async function addReports({ expectations }: SurveyDeps, of: BookOf, index: Index): Promise<void> {
  await Promise.all(
    expectations.shards.map(async (shard) => {
      let after: Page["next"];
      do {
        const page = await expectations.open({ ...of, shard }, PAGE_SIZE, after);
        for (const one of page.items) index.reported(one);
        after = page.next;
      } while (after !== undefined);
    }),
  );
}

/** Lines of the bank and the advices whose money was found. */
const moneyAtOnce = async ({ bank, matches }: SurveyDeps, of: BookOf, remittanceIds: readonly string[]) =>
  atOneTime(
    async () => matches.claimedOf("FUNDED", remittanceIds),
    async (funded) => ({ funded, bankLines: await bank.open(of) }),
  );

/** Days in which what was paid too much may be moved or paid back before it is told as a break. */
const CREDIT_OPEN_DAYS = 30;

/** Accounts that have shown more than was owed for longer than that. */
async function longCredits({ credits }: SurveyDeps, of: BookOf, asOf: LocalDate): Promise<readonly Credit[]> {
  const since = later(asOf, -CREDIT_OPEN_DAYS - 1);
  const found: Credit[] = [];
  let after: Page["next"];
  do {
    const page = await credits.credits({ ...of, since }, PAGE_SIZE, after);
    for (const one of page.items) found.push(one);
    if (found.length > MONEY_COUNT_MAX) throw new Error(`${of.lenderId} has too much that is overpaid`);
    after = page.next;
  } while (after !== undefined);
  return found;
}
