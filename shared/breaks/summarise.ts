import type { LenderId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { BreakCode, Severity } from "../reconciliation/wire.ts";
import { ageOf, isOverdue } from "./clock.ts";
import type { BreakRecord } from "./model.ts";
import { AgeBucket, type BreakAmounts, type BreakSummaryView } from "./wire.ts";

type Counted = { readonly count: number; readonly amounts: BreakAmounts[] };

export type Summarised = {
  readonly lenderId: LenderId;
  readonly records: readonly BreakRecord[];
  readonly complete: boolean;
};

/** Open breaks counted and added up, by code, severity and age; what there is none of is left out. */
export function summarise({ lenderId, records, complete }: Summarised, now: Instant): BreakSummaryView {
  const groups = <Name extends string>(names: readonly Name[], nameOf: (one: BreakRecord) => Name) => {
    const byName = Map.groupBy(records, nameOf);
    return names.flatMap((name) => {
      const found = byName.get(name);
      return found === undefined ? [] : [{ name, ...counted(found) }];
    });
  };
  return {
    lenderId,
    count: records.length,
    overdueCount: records.filter((one) => isOverdue(one, now)).length,
    complete,
    byCode: groups(BreakCode.options, ({ code }) => code).map(({ name, ...of }) => ({ code: name, ...of })),
    bySeverity: groups(Severity.options.toReversed(), ({ severity }) => severity).map(({ name, ...of }) => ({
      severity: name,
      ...of,
    })),
    byAge: groups(AgeBucket.options, (one) => ageOf(one, now)).map(({ name, ...of }) => ({
      age: name,
      ...of,
    })),
  };
}

function counted(records: readonly BreakRecord[]): Counted {
  const byCurrency = [...Map.groupBy(records, ({ currency }) => currency)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const amounts = byCurrency.map(([currency, found]) => ({
    currency,
    missing: found.reduce((sum, { amount }) => sum + Math.max(amount, 0), 0),
    surplus: found.reduce((sum, { amount }) => sum + Math.max(-amount, 0), 0),
  }));
  return { count: records.length, amounts };
}
