import { later } from "../calendars/dates.ts";
import type { Contract } from "../contracts/model.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { LenderId, PlacementId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import { dateOf, type Instant, type LocalDate } from "../kernel/time.ts";
import type { DirectPaymentStore } from "../payments/direct-store.ts";
import type { Placement } from "../placements/model.ts";
import type { Page } from "../platform/dynamo.ts";
import type { CreditStore } from "./credit-store.ts";
import type { GivenBack } from "./commission-watch-store.ts";
import { expectationId } from "./expectation-id.ts";
import type { ExpectationStore, StoredExpectation } from "./expectation-store.ts";
import type { Naming } from "./named-expectations.ts";
import type { MatchStore } from "./match-store.ts";
import { termsFor } from "./terms-for.ts";
import { settledAround } from "./settled-around.ts";
import type { Advice, AdviceLine, BankLine, Books, Credit } from "./model.ts";

/** Advices whose money has not been found at the bank yet, with all their lines. */
type AdviceSource = (of: {
  readonly lenderId: LenderId;
  readonly agencyId: Contract["agencyId"];
  readonly currency: Currency;
}) => Promise<
  readonly {
    readonly advice: Advice;
    readonly lines: readonly AdviceLine[];
    readonly givenBack: readonly GivenBack[];
  }[]
>;

/** Booked lines of the lender's bank accounts that nothing was matched with yet. */
type BankSource = {
  readonly open: (of: BookOf) => Promise<readonly BankLine[]>;
  /** Does the lender have a bank account of the currency here? Without one, money is not looked for at the bank. */
  readonly isBanked: (of: BookOf) => Promise<boolean>;
};

type GatherDeps = {
  readonly contracts: Pick<ContractStore, "portfolio">;
  readonly expectations: Pick<ExpectationStore, "open" | "shards" | "named" | "ofAccount">;
  readonly credits: Pick<CreditStore, "credits">;
  readonly placements: { readonly findAll: (ids: readonly PlacementId[]) => Promise<readonly Placement[]> };
  readonly directPayments: Pick<DirectPaymentStore, "acknowledgements">;
  readonly matches: Pick<MatchStore, "claimedOf" | "barredOf">;
  readonly advices: AdviceSource;
  readonly bank: BankSource;
};

export type BookOf = { readonly lenderId: LenderId; readonly currency: Currency };

export type Gathered = {
  readonly books: Books;
  readonly expectations: ReadonlyMap<string, StoredExpectation>;
  /** Commission that the advices give back: it meets no money. */
  readonly givenBack: readonly GivenBack[];
};

const PAGE_SIZE = 100;
/** What one run holds in memory; a book with more is reconciled by whoever raises it. */
const EXPECTATION_COUNT_MAX = 500_000;

/** The facts of a book as they stand: what is open of all three sources, and what explains it. */
export const gatherBooks =
  (deps: GatherDeps) =>
  async (of: BookOf, asOf: LocalDate): Promise<Gathered> => {
    const portfolio = await deps.contracts.portfolio(of.lenderId);
    const contracts = portfolio?.contracts ?? [];
    const [listed, credits, bankLines, isBanked, barred] = await Promise.all([
      openExpectations(deps, of),
      longCredits(deps, of, asOf),
      deps.bank.open(of),
      deps.bank.isBanked(of),
      deps.matches.barredOf(of),
    ]);
    const advised = (
      await Promise.all(contracts.map(async ({ agencyId }) => deps.advices({ ...of, agencyId })))
    ).flat();
    const lines = advised.flatMap((one) => one.lines);
    const claimed = await deps.matches.claimedOf(
      "ADVISED",
      lines.map(({ lineId }) => lineId),
    );
    const funded = await deps.matches.claimedOf(
      "FUNDED",
      advised.map(({ advice }) => advice.remittanceId),
    );
    const isFunded = ({ remittanceId }: Advice): boolean => funded.has(remittanceId);
    const advices = advised.map(({ advice }) => advice);
    const isOpen = ({ lineId }: AdviceLine): boolean => !claimed.has(lineId);
    const named = await namedBy(deps, of, { lines, listed });
    const open = [...listed, ...named.open];
    const settled = eachOnce([...named.settled, ...(await settledAround(deps, open))]);
    return {
      expectations: new Map(open.map((one) => [one.id, one])),
      givenBack: advised.flatMap((one) => one.givenBack),
      books: {
        asOf,
        terms: termsFor(of.lenderId, { contracts, open, isBanked }),
        expectations: await asOfNow(deps, of, open),
        advices: advices.filter((advice) => !isFunded(advice)),
        lines: lines.filter(isOpen),
        bankLines,
        credits,
        barred,
        settled: {
          expectations: settled,
          advices: advices.filter(isFunded),
          lines: lines.filter((line) => !isOpen(line)),
          bankLines: [],
        },
      },
    };
  };

export type GatherBooks = ReturnType<typeof gatherBooks>;

/** Days in which what was paid too much may be moved or paid back before it is told as a break. */
const CREDIT_OPEN_DAYS = 30;

/** Accounts that have shown more than was owed for longer than that. */
async function longCredits({ credits }: GatherDeps, of: BookOf, asOf: LocalDate): Promise<readonly Credit[]> {
  const since = later(asOf, -CREDIT_OPEN_DAYS - 1);
  const found: Credit[] = [];
  let after: Page["next"];
  do {
    const page = await credits.credits({ ...of, since }, PAGE_SIZE, after);
    found.push(...page.items);
    if (found.length > EXPECTATION_COUNT_MAX) throw new Error(`${of.lenderId} has too much that is overpaid`);
    after = page.next;
  } while (after !== undefined);
  return found;
}

type Looking = {
  readonly lines: readonly AdviceLine[];
  /** What the index has as open. */
  readonly listed: readonly StoredExpectation[];
};

/**
 * What lines of advices name of these books and is not listed as open: it was matched before, or the index has not
 * followed the table yet. What is another lender's explains nothing here, whatever it is called.
 */
async function namedBy(
  { expectations }: GatherDeps,
  { lenderId, currency }: BookOf,
  { lines, listed }: Looking,
): Promise<{ readonly open: readonly StoredExpectation[]; readonly settled: readonly StoredExpectation[] }> {
  const known = new Set(listed.map(({ id }) => id));
  const named = await expectations.named(
    lines.filter((line) => !expectationIdsOf(line).some((id) => known.has(id))),
  );
  const unlisted = eachOnce(named.filter((one) => one.lenderId === lenderId && !known.has(one.id)));
  const isOpen = (one: StoredExpectation): boolean => one.matchId === undefined && one.currency === currency;
  return { open: unlisted.filter(isOpen), settled: unlisted.filter((one) => !isOpen(one)) };
}

const eachOnce = (all: readonly StoredExpectation[]): readonly StoredExpectation[] => [
  ...new Map(all.map((one) => [one.id, one])).values(),
];

/** The expectation that a line of an advice names; what the lender had may be named by the lender's reference. */
const expectationIdsOf = ({ agencyId, kind, recipient, paymentRef = "" }: Naming): readonly string[] => {
  const reporters = recipient === "LENDER" ? (["AGENCY", "LENDER"] as const) : (["AGENCY"] as const);
  return reporters.map((reporter) => expectationId({ agencyId, reporter }, kind, paymentRef));
};

async function openExpectations(
  { expectations }: GatherDeps,
  of: BookOf,
): Promise<readonly StoredExpectation[]> {
  const shards = await Promise.all(
    expectations.shards.map(async (shard) => {
      const found: StoredExpectation[] = [];
      let after: Page["next"];
      do {
        const page = await expectations.open({ ...of, shard }, PAGE_SIZE, after);
        found.push(...page.items);
        if (found.length > EXPECTATION_COUNT_MAX) throw new Error(`${of.lenderId} has too much that is open`);
        after = page.next;
      } while (after !== undefined);
      return found;
    }),
  );
  return shards.flat();
}

/** When a placement ended, or an agency said that it knows of a payment, may have been written since the fold. */
async function asOfNow(
  { placements, directPayments }: GatherDeps,
  { lenderId }: BookOf,
  open: readonly StoredExpectation[],
): Promise<Books["expectations"]> {
  const noticed = open.filter(({ notice }) => notice !== undefined).map(({ paymentRef }) => paymentRef);
  const [found, acknowledged] = await Promise.all([
    placements.findAll([...new Set(open.map(({ placementId }) => placementId))]),
    directPayments.acknowledgements(lenderId, noticed),
  ]);
  const byId = new Map(found.map((one) => [one.placementId, one]));
  return open.map((one) =>
    withNotice(placedNow(one, byId.get(one.placementId)), acknowledged.get(one.paymentRef)),
  );
}

type Expected = Books["expectations"][number];

function placedNow(one: Expected, placement: Placement | undefined): Expected {
  if (placement === undefined || one.placement === undefined) return one;
  const { endedAt, tailUntil } = placement;
  return {
    ...one,
    placement: {
      ...one.placement,
      ...(endedAt && { endedOn: dateOf(endedAt) }),
      ...(tailUntil && { tailUntil: dateOf(tailUntil) }),
    },
  };
}

/** An agency that lost the account before its time was over need not say that it knows. */
function withNotice(one: Expected, acknowledgedAt: Instant | undefined): Expected {
  const { notice, ...rest } = one;
  if (notice === undefined) return one;
  if (acknowledgedAt !== undefined)
    return { ...rest, notice: { ...notice, acknowledgedOn: dateOf(acknowledgedAt) } };
  const { endedOn } = one.placement ?? {};
  return endedOn !== undefined && endedOn <= notice.dueOn ? rest : one;
}
