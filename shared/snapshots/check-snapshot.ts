import { refuse, type Fault, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { SnapshotData } from "./snapshot-data.ts";
import type { SnapshotLine } from "./wire.ts";

type Totals = SnapshotData["controlTotals"];

/** More would not help anybody. */
const FAULT_COUNT_MAX = 20;

/** What the lines of a part come to. */
export const totalsOf = (lines: readonly Pick<SnapshotLine, "outstanding">[]): Totals => ({
  count: lines.length,
  outstanding: lines.reduce((sum, { outstanding }) => sum + outstanding, 0),
});

/**
 * Whether a part agrees with itself: no placement twice, and control totals that its lines come to. What does not is
 * refused whole: something was lost on the way, and nobody knows what.
 * @returns refusal `snapshot-line-repeated`, `snapshot-totals-differ`
 */
export function checkSnapshot({ lines, controlTotals }: SnapshotData): Result<Totals, Refusal> {
  const repeated = repeatedIn(lines);
  if (repeated.length > 0)
    return refuse({
      code: "snapshot-line-repeated",
      detail: `${repeated.length} lines repeat another one.`,
      errors: repeated.slice(0, FAULT_COUNT_MAX),
    });
  const found = totalsOf(lines);
  const errors = differences(controlTotals, found);
  if (errors.length === 0) return ok(found);
  const detail = errors.map((fault) => fault.detail).join("; ");
  return refuse({ code: "snapshot-totals-differ", detail, errors, extra: { found } });
}

function repeatedIn(lines: readonly SnapshotLine[]): readonly Fault[] {
  const first = new Map<string, number>();
  return lines.flatMap(({ placementId }, index) => {
    const known = first.get(placementId);
    if (known === undefined) {
      first.set(placementId, index);
      return [];
    }
    const detail = `${placementId} is on line ${known + 1} already`;
    return [{ pointer: `/lines/${index}/placementId`, code: "repeated", detail }];
  });
}

const differences = (said: Totals, found: Totals): readonly Fault[] =>
  (["count", "outstanding"] as const).flatMap((name) =>
    said[name] === found[name]
      ? []
      : [
          {
            pointer: `/controlTotals/${name}`,
            code: "differs",
            detail: `${name} is said to be ${said[name]}, the lines come to ${found[name]}`,
          },
        ],
  );
