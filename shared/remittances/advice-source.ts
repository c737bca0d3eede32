import { accountIdOf, RemittanceId, type AccountId, type PlacementId } from "../kernel/ids.ts";
import type { Placement } from "../placements/model.ts";
import type { Page } from "../platform/dynamo.ts";
import {
  adviceFact,
  adviceLineFact,
  givenBackFact,
  givenBackIn,
  type AdviceFact,
  type AdviceLineFact,
  type GivenBackFact,
} from "./advice-facts.ts";
import { isUnmatched, type Remittance, type RemittanceLine } from "./model.ts";
import type { RemittanceReads } from "./read-store.ts";
import type { Relation } from "./relation.ts";

export type AdviceSourceDeps = {
  readonly remittances: Pick<RemittanceReads, "unmatched" | "findAll" | "lines" | "named" | "adjustment">;
  readonly placements: {
    readonly findAll: (
      ids: readonly PlacementId[],
    ) => Promise<readonly Pick<Placement, "placementId" | "agencyId">[]>;
  };
};

/** An advice with all its lines. */
export type Advised = {
  readonly advice: AdviceFact;
  readonly lines: readonly AdviceLineFact[];
  readonly givenBack: readonly GivenBackFact[];
};

/** Lines, with the headers of their advices. */
export type AdvisedLines = {
  readonly lines: readonly AdviceLineFact[];
  readonly advices: readonly AdviceFact[];
};

const PAGE_SIZE = 100;
const LINE_PAGE_SIZE = 1_000;

/** Advices as reconciliation looks at them. */
export const adviceSource = (deps: AdviceSourceDeps) => ({
  /** One by one, oldest first, those of a relation whose lines or money are still looked for. */
  open: async function* open(relation: Relation): AsyncGenerator<Advised> {
    let after: Page["next"];
    do {
      const page = await deps.remittances.unmatched(relation, { limit: PAGE_SIZE, after });
      for (const remittance of page.items) yield await advisedBy(deps, remittance);
      after = page.next;
    } while (after !== undefined);
  },
  /** One by one, those of these that are still looked for. */
  stillOpen: async function* stillOpen(remittanceIds: readonly string[]): AsyncGenerator<Advised> {
    const found = await deps.remittances.findAll(remittanceIds.map((id) => RemittanceId.parse(id)));
    for (const remittance of found) if (isUnmatched(remittance)) yield await advisedBy(deps, remittance);
  },
  /**
   * Lines by their ids, of advices that are still looked for. `givenBackOf` tells what all lines of an advice give
   * back of commission: not all of them are read.
   */
  linesNamed: async (
    lineIds: readonly string[],
    givenBackOf: (remittanceIds: readonly string[]) => Promise<ReadonlyMap<string, number>>,
  ): Promise<AdvisedLines> => {
    const named = (await deps.remittances.named(lineIds)).filter(({ remittance }) => isUnmatched(remittance));
    const byAdvice = [...Map.groupBy(named, ({ remittance }) => remittance.remittanceId).values()];
    const givenBack = await givenBackOf(byAdvice.flatMap(([one]) => one?.remittance.remittanceId ?? []));
    const lines: AdviceLineFact[] = [];
    const advices: AdviceFact[] = [];
    for (const found of byAdvice) {
      const [first] = found;
      if (first === undefined) continue;
      const { remittance } = first;
      const own = found.map(({ line }) => line);
      const [accountOf, adjusted] = await Promise.all([
        accountsOf(deps, remittance, own),
        deps.remittances.adjustment(remittance.remittanceId),
      ]);
      advices.push(adviceFact(remittance, givenBack.get(remittance.remittanceId) ?? 0, adjusted));
      for (const line of own) lines.push(...factsOf(remittance, line, accountOf));
    }
    return { lines, advices };
  },
});

/** Lines of advices by their ids, as reconciliation compares them. */
export const adviceLinesNamed =
  ({ remittances }: { readonly remittances: Pick<RemittanceReads, "named"> }) =>
  async (lineIds: readonly string[]): Promise<readonly AdviceLineFact[]> =>
    (await remittances.named(lineIds)).flatMap(({ remittance, line }) =>
      factsOf(remittance, line, accountIdOf),
    );

async function linesOf(
  { remittances }: AdviceSourceDeps,
  remittance: Remittance,
): Promise<readonly RemittanceLine[]> {
  const found: RemittanceLine[] = [];
  let after: Page["next"];
  do {
    const page = await remittances.lines(remittance, { limit: LINE_PAGE_SIZE, after });
    for (const line of page.items) found.push(line);
    after = page.next;
  } while (after !== undefined);
  return found;
}

type AccountOf = (placementId: PlacementId) => AccountId | undefined;

/** A placement names its account, where it is one that the agency had. */
async function accountsOf(
  { placements }: AdviceSourceDeps,
  { agencyId }: Remittance,
  lines: readonly RemittanceLine[],
): Promise<AccountOf> {
  const named = new Set(lines.flatMap(({ placementId }) => placementId ?? []));
  const found = await placements.findAll([...named]);
  const theirs = new Set(
    found.filter((one) => one.agencyId === agencyId).map(({ placementId }) => placementId),
  );
  return (placementId) => (theirs.has(placementId) ? accountIdOf(placementId) : undefined);
}

async function advisedBy(deps: AdviceSourceDeps, remittance: Remittance): Promise<Advised> {
  const [lines, adjusted] = await Promise.all([
    linesOf(deps, remittance),
    deps.remittances.adjustment(remittance.remittanceId),
  ]);
  const accountOf = await accountsOf(deps, remittance, lines);
  const givenBack = lines.flatMap((line) => givenBackFact(remittance, line) ?? []);
  return {
    advice: adviceFact(remittance, givenBackIn(givenBack), adjusted),
    lines: lines.flatMap((line) => factsOf(remittance, line, accountOf)),
    givenBack,
  };
}

const factsOf = (
  remittance: Remittance,
  line: RemittanceLine,
  accountOf: AccountOf,
): readonly AdviceLineFact[] => {
  const fact = adviceLineFact(remittance, line, accountOf);
  return fact === undefined ? [] : [fact];
};
