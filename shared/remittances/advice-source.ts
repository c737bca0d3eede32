import { accountIdOf } from "../kernel/ids.ts";
import type { Page } from "../platform/dynamo.ts";
import { adviceFact, adviceLineFact, type AdviceFact, type AdviceLineFact } from "./advice-facts.ts";
import type { Remittance } from "./model.ts";
import type { RemittanceReads } from "./read-store.ts";
import type { Relation } from "./relation.ts";

export type AdviceSourceDeps = { readonly remittances: Pick<RemittanceReads, "unmatched" | "lines"> };

type Advised = { readonly advice: AdviceFact; readonly lines: readonly AdviceLineFact[] };

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
      advised.push({ advice: adviceFact(remittance), lines: await linesOf(deps, remittance) });
    return advised;
  };

async function linesOf({ remittances }: AdviceSourceDeps, remittance: Remittance) {
  const lines = await everyPage(async (after) =>
    remittances.lines(remittance, { limit: LINE_PAGE_SIZE, after }),
  );
  // A placement names its account; whether the agency had it is what reconciliation finds out.
  return lines.flatMap((line) => adviceLineFact(remittance, line, accountIdOf) ?? []);
}

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
