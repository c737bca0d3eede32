import type { ContractStore } from "../contracts/store.ts";
import type { LocalDate } from "../kernel/time.ts";
import { atOneTime } from "./at-one-time.ts";
import type { BookOf } from "./book-of.ts";
import type { ExpectationStore } from "./expectation-store.ts";
import type { GatherFacts, Gathered } from "./gather-facts.ts";
import type { MatchStore } from "./match-store.ts";
import type { Advice, AdviceLine, BankLine } from "./model.ts";
import { namedIn } from "./plan-names.ts";
import type { PlannedPart } from "./plan-store.ts";
import { MatchId } from "./stored-match.ts";

type GivenBackOf = (remittanceIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;

export type GatherPartDeps = {
  readonly contracts: Pick<ContractStore, "portfolio">;
  readonly expectations: Pick<ExpectationStore, "findAll">;
  readonly advices: {
    readonly linesNamed: (
      lineIds: readonly string[],
      givenBackOf: GivenBackOf,
    ) => Promise<{ readonly lines: readonly AdviceLine[]; readonly advices: readonly Advice[] }>;
  };
  readonly bank: {
    readonly named: (
      lenderId: BookOf["lenderId"],
      lineIds: readonly string[],
    ) => Promise<readonly BankLine[]>;
  };
  readonly matches: Pick<MatchStore, "claimedOf" | "claimsOf" | "findAll" | "rightOf">;
  readonly gather: GatherFacts;
};

export type Gathering = {
  readonly asOf: LocalDate;
  readonly part: PlannedPart;
  /** What all lines of an advice give back of commission. */
  readonly givenBackOf: GivenBackOf;
};

/** The facts of a part of a book: what one agency reported and advised, as it stands at one time. */
export const gatherPart =
  (deps: GatherPartDeps) =>
  async (of: BookOf, { asOf, part, givenBackOf }: Gathering): Promise<Gathered> => {
    const { reports, lineIds } = namedIn(part.names);
    const [portfolio, { lines, advices }] = await Promise.all([
      deps.contracts.portfolio(of.lenderId),
      deps.advices.linesNamed(lineIds, givenBackOf),
    ]);
    const arrived = await arrivedFor(deps, of, advices);
    const read = {
      asOf,
      contracts: portfolio?.contracts ?? [],
      lines,
      // Their money was looked for before; whether it came says nothing about their lines.
      advices: { open: [], settled: advices },
      bankLines: [],
      credits: [],
      isBanked: false,
      beyond: { sums: new Map(), arrived, nameless: new Set(part.loose) },
    };
    return atOneTime(
      async () => deps.matches.claimedOf("ADVISED", lineIds),
      async (claimed) =>
        deps.gather(of, { ...read, claimed, listed: await deps.expectations.findAll(reports) }),
    );
  };

export type GatherPart = ReturnType<typeof gatherPart>;

/** What the bank has of advices: it is part of the evidence. */
async function arrivedFor(
  { matches, bank }: GatherPartDeps,
  { lenderId }: BookOf,
  advices: readonly Advice[],
): Promise<ReadonlyMap<string, readonly BankLine[]>> {
  const claims = await matches.claimsOf(
    "FUNDED",
    advices.map(({ remittanceId }) => remittanceId),
  );
  const ids = new Set([...claims.values()].flatMap((id) => MatchId.safeParse(id).data ?? []));
  const found = await Promise.all(
    (await matches.findAll([...ids])).map(async (match): Promise<readonly [string, readonly string[]]> => [
      match.matchId,
      await matches.rightOf(match),
    ]),
  );
  const rights = new Map(found);
  const lines = await bank.named(lenderId, [...new Set(found.flatMap(([, right]) => right))]);
  const byId = new Map(lines.map((line) => [line.lineId, line]));
  return new Map(
    [...claims].map(([remittanceId, matchId]) => [
      remittanceId,
      (rights.get(matchId) ?? []).flatMap((id) => byId.get(id) ?? []),
    ]),
  );
}
