import { AccountId } from "../kernel/ids.ts";
import type { StoredExpectation } from "./expectation-store.ts";

/** What a plan has of a report: where it is found. No id of an account has a space, and none of a line. */
export const reportName = ({ accountId, id }: Pick<StoredExpectation, "accountId" | "id">): string =>
  `${accountId} ${id}`;

type Named = {
  readonly reports: readonly Pick<StoredExpectation, "accountId" | "id">[];
  readonly lineIds: readonly string[];
};

/** What the names of a plan stand for: reports, and lines of advices by their ids. */
export function namedIn(names: readonly string[]): Named {
  const reports: Named["reports"][number][] = [];
  const lineIds: string[] = [];
  for (const name of names) {
    const at = name.indexOf(" ");
    if (at < 0) lineIds.push(name);
    else reports.push({ accountId: AccountId.parse(name.slice(0, at)), id: name.slice(at + 1) });
  }
  return { reports, lineIds };
}
