import { accountIdOf, type AccountId, type PlacementId } from "../kernel/ids.ts";
import type { Placement } from "../placements/model.ts";
import type { Page } from "../platform/dynamo.ts";
import {
  adviceFact,
  adviceLineFact,
  givenBackFact,
  type AdviceFact,
  type AdviceLineFact,
  type GivenBackFact,
} from "./advice-facts.ts";
import type { Adjustment, Remittance, RemittanceLine } from "./model.ts";
import type { RemittanceReads } from "./read-store.ts";
import type { Relation } from "./relation.ts";

export type AdviceSourceDeps = {
  readonly remittances: Pick<RemittanceReads, "unmatched" | "lines" | "adjustment">;
  readonly placements: {
    readonly findAll: (
      ids: readonly PlacementId[],
    ) => Promise<readonly Pick<Placement, "placementId" | "agencyId">[]>;
  };
};

type Advised = {
  readonly advice: AdviceFact;
  readonly lines: readonly AdviceLineFact[];
  readonly givenBack: readonly GivenBackFact[];
};

const PAGE_SIZE = 100;
const LINE_PAGE_SIZE = 1_000;
/** As many lines of one relation as a run holds. */
const PAGE_COUNT_MAX = 2_000;

/** The advices of a relation whose lines or money are still looked for, with all their lines, oldest first. */
export const adviceSource =
  (deps: AdviceSourceDeps) =>
  async (relation: Relation): Promise<readonly Advised[]> => {
    const remittances = await everyPage(async (after) =>
      deps.remittances.unmatched(relation, { limit: PAGE_SIZE, after }),
    );
    const advised: Advised[] = [];
    for (const remittance of remittances) {
      const [lines, adjusted] = await Promise.all([
        linesOf(deps, remittance),
        deps.remittances.adjustment(remittance.remittanceId),
      ]);
      const accountOf = await accountsOf(deps, remittance, lines);
      advised.push(advisedBy(remittance, lines, { accountOf, adjusted }));
    }
    return advised;
  };

/** Lines of advices by their ids, as reconciliation compares them. */
export const adviceLinesNamed =
  ({ remittances }: { readonly remittances: Pick<RemittanceReads, "named"> }) =>
  async (lineIds: readonly string[]): Promise<readonly AdviceLineFact[]> =>
    (await remittances.named(lineIds)).flatMap(
      ({ remittance, line }) => adviceLineFact(remittance, line, accountIdOf) ?? [],
    );

const linesOf = async ({ remittances }: AdviceSourceDeps, remittance: Remittance) =>
  everyPage(async (after) => remittances.lines(remittance, { limit: LINE_PAGE_SIZE, after }));

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

const advisedBy = (
  remittance: Remittance,
  lines: readonly RemittanceLine[],
  { accountOf, adjusted }: { readonly accountOf: AccountOf; readonly adjusted: Adjustment },
): Advised => ({
  advice: adviceFact(remittance, lines, adjusted),
  lines: lines.flatMap((line) => adviceLineFact(remittance, line, accountOf) ?? []),
  givenBack: lines.flatMap((line) => givenBackFact(remittance, line) ?? []),
});

async function everyPage<T>(
  read: (after: Page["next"]) => Promise<{ readonly items: readonly T[]; readonly next?: Page["next"] }>,
): Promise<readonly T[]> {
  const found: T[] = [];
  let after: Page["next"];
  for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
    const { items, next } = await read(after);
    found.push(...items);
    if (next === undefined) return found;
    after = next;
  }
  throw new Error(`more than ${PAGE_COUNT_MAX} pages are open`);
}
