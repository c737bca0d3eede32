import { RemittanceId, remittanceLineOf, type AgencyId, type LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import { isOpenBreak, type BreakRecord } from "./model.ts";
import { pagesOf } from "./pages-of.ts";
import type { BreakStore } from "./store.ts";

export type AdvicesAtOddsDeps = { readonly breaks: Pick<BreakStore, "page" | "evidence"> };

type Named = { readonly remittanceId: RemittanceId; readonly agencyId: AgencyId };

/**
 * Tells of an advice whether an open break of its book is about it or a line of it. A break about more than it names
 * may be about any of its agency's.
 * @throws Error where there are more open breaks than can be read
 */
export const advicesAtOdds =
  (deps: AdvicesAtOddsDeps) => async (book: { readonly lenderId: LenderId; readonly currency: Currency }) => {
    const named = new Set<string>();
    for await (const records of pagesOf(deps.breaks, book.lenderId, "OPEN")) {
      const open = records.filter((one) => isOpenBreak(one) && one.currency === book.currency);
      for (const names of await Promise.all(open.map(async (one) => namedBy(deps, one))))
        for (const name of names) named.add(name);
    }
    return ({ remittanceId, agencyId }: Named): boolean =>
      named.has(remittanceId) || named.has(agencyId) || named.has(ANYBODY);
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
