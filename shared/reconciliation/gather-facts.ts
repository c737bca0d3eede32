import type { Contract } from "../contracts/model.ts";
import type { PlacementId } from "../kernel/ids.ts";
import { dateOf, type Instant, type LocalDate } from "../kernel/time.ts";
import type { DirectPaymentStore } from "../payments/direct-store.ts";
import type { Placement } from "../placements/model.ts";
import type { BookOf } from "./book-of.ts";
import { aroundAccounts, isUnmatched } from "./around-accounts.ts";
import { expectationId } from "./expectation-id.ts";
import type { ExpectationStore, StoredExpectation } from "./expectation-store.ts";
import { isLoose } from "./ties.ts";
import type { MatchStore } from "./match-store.ts";
import type { Naming } from "./named-expectations.ts";
import { termsFor } from "./terms-for.ts";
import type { Advice, AdviceLine, BankLine, Beyond, Books, Credit } from "./model.ts";

export type GatherFactsDeps = {
  readonly expectations: Pick<ExpectationStore, "named" | "ofAccount">;
  readonly placements: { readonly findAll: (ids: readonly PlacementId[]) => Promise<readonly Placement[]> };
  readonly directPayments: Pick<DirectPaymentStore, "acknowledgements">;
  readonly matches: Pick<MatchStore, "barredOf">;
};

/** What was read of a book, or of a part of it, before it is known what is still open and what explains it. */
export type Read = {
  readonly asOf: LocalDate;
  readonly contracts: readonly Contract[];
  /** What the index has as open, or a plan had. */
  readonly listed: readonly StoredExpectation[];
  readonly lines: readonly AdviceLine[];
  /** Those of the lines that were matched before, by id. */
  readonly claimed: ReadonlySet<string>;
  /** Of which the money is looked for, and of which it is not. */
  readonly advices: { readonly open: readonly Advice[]; readonly settled: readonly Advice[] };
  readonly bankLines: readonly BankLine[];
  readonly credits: readonly Credit[];
  /** Is money looked for at the bank? */
  readonly isBanked: boolean;
  readonly beyond: Beyond;
};

export type Gathered = {
  readonly books: Books;
  readonly expectations: ReadonlyMap<string, StoredExpectation>;
};

/** The facts of a book, or of a part of it, as they stand: what is open of what was read, and what explains it. */
export const gatherFacts =
  (deps: GatherFactsDeps) =>
  async (of: BookOf, read: Read): Promise<Gathered> => {
    const { asOf, contracts, lines, claimed, advices, bankLines, credits, isBanked, beyond } = read;
    const barred = await deps.matches.barredOf(of);
    const isOpen = ({ lineId }: AdviceLine): boolean => !claimed.has(lineId);
    const openLines = lines.filter(isOpen);
    const listed = read.listed.filter(isUnmatched);
    const named = await namedBy(deps, of, { lines: lines.filter((line) => !isLoose(beyond, line)), listed });
    const known = [...listed, ...named.open];
    const around = await aroundAccounts(deps, of, { open: known, lines: openLines });
    const open = [...known, ...around.open];
    const before = read.listed.filter(({ matchId }) => matchId !== undefined);
    const settled = eachOnce([...before, ...named.settled, ...around.settled]);
    return {
      expectations: new Map(open.map((one) => [one.id, one])),
      books: {
        asOf,
        terms: termsFor(of.lenderId, { contracts, facts: [...open, ...settled, ...lines], isBanked }),
        expectations: await asOfNow(deps, of, open),
        advices: advices.open,
        lines: openLines,
        bankLines,
        credits,
        barred,
        beyond,
        settled: {
          expectations: settled,
          advices: advices.settled,
          lines: lines.filter((line) => !isOpen(line)),
          bankLines: [],
        },
      },
    };
  };

export type GatherFacts = ReturnType<typeof gatherFacts>;

type Looking = { readonly lines: readonly AdviceLine[]; readonly listed: readonly StoredExpectation[] };

/**
 * What lines of advices name of these books and is not listed as open: it was matched before, or the index has not
 * followed the table yet. What is another lender's explains nothing here, whatever it is called.
 */
async function namedBy(
  { expectations }: GatherFactsDeps,
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

/** When a placement ended, or an agency said that it knows of a payment, may have been written since the fold. */
async function asOfNow(
  { placements, directPayments }: GatherFactsDeps,
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
