import { accountIdOf } from "../kernel/ids.ts";
import type { Page } from "../platform/dynamo.ts";
import {
  adviceFact,
  adviceLineFact,
  givenBackFact,
  type AdviceFact,
  type AdviceLineFact,
  type GivenBackFact,
} from "./advice-facts.ts";
import type { Remittance, RemittanceLine } from "./model.ts";
import type { RemittanceReads } from "./read-store.ts";
import type { Relation } from "./relation.ts";

export type AdviceSourceDeps = { readonly remittances: Pick<RemittanceReads, "unmatched" | "lines"> };

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
    for (const remittance of remittances)
      advised.push(advisedBy(remittance, await linesOf(deps, remittance)));
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

const advisedBy = (remittance: Remittance, lines: readonly RemittanceLine[]): Advised => ({
  advice: adviceFact(remittance, lines),
  // A placement names its account; whether the agency had it is what reconciliation finds out.
  lines: lines.flatMap((line) => adviceLineFact(remittance, line, accountIdOf) ?? []),
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
