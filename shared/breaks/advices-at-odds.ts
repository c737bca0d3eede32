import { RemittanceId, remittanceLineOf, type AgencyId, type LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { Page } from "../platform/dynamo.ts";
import { isOpenBreak, type BreakRecord } from "./model.ts";
import type { BreakStore } from "./store.ts";

export type AdvicesAtOddsDeps = { readonly breaks: Pick<BreakStore, "page" | "evidence"> };

const PAGE_SIZE = 100;
/** Two hundred thousand open breaks of a lender. */
const PAGE_COUNT_MAX = 2_000;

type Named = { readonly remittanceId: RemittanceId; readonly agencyId: AgencyId };

/**
 * Tells of an advice whether an open break of its book is about it or a line of it. A break about more than it names
 * may be about any of its agency's.
 * @throws Error where there are more open breaks than can be read
 */
export const advicesAtOdds =
  (deps: AdvicesAtOddsDeps) => async (book: { readonly lenderId: LenderId; readonly currency: Currency }) => {
    const named = new Set<string>();
    let after: Page["next"];
    for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
      const list = { lenderId: book.lenderId, list: "OPEN", limit: PAGE_SIZE, after } as const;
      const { records, next } = await deps.breaks.page(list);
      const open = records.filter((one) => isOpenBreak(one) && one.currency === book.currency);
      for (const names of await Promise.all(open.map(async (one) => namedBy(deps, one))))
        for (const name of names) named.add(name);
      if (next === undefined)
        return ({ remittanceId, agencyId }: Named): boolean =>
          named.has(remittanceId) || named.has(agencyId) || named.has(ANYBODY);
      after = next;
    }
    throw new Error(`${book.lenderId} has more than ${PAGE_COUNT_MAX * PAGE_SIZE} open breaks`);
  };

const ANYBODY = "anybody";

async function namedBy(
  { breaks }: AdvicesAtOddsDeps,
  { breakId, agencyId }: BreakRecord,
): Promise<readonly string[]> {
  const { subjects, moreSubjects } = await breaks.evidence(breakId);
  const named = subjects.flatMap(adviceIn);
  return moreSubjects === 0 ? named : [...named, agencyId ?? ANYBODY];
}

const LINE_PREFIX = "rml_";

function adviceIn(subject: string): readonly RemittanceId[] {
  if (subject.startsWith(LINE_PREFIX)) return [remittanceLineOf(subject).remittanceId];
  const advice = RemittanceId.safeParse(subject);
  return advice.success ? [advice.data] : [];
}
