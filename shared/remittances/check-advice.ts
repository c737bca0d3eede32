import { refuse, type Fault, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { totalsOf } from "./sums.ts";
import type { AdviceBody, AdviceLineBody, AdviceTotals } from "./wire.ts";

/** More would not help anybody. */
const FAULT_COUNT_MAX = 20;

/**
 * Whether an advice agrees with itself: one currency, no line twice, and a header that is the sum of its lines. What
 * does not is refused whole, and everything that differs is named.
 * @returns refusal `remittance-currency-mixed`, `remittance-line-repeated`, `remittance-totals-differ`
 */
export function checkAdvice({ currency, lines, totals }: AdviceBody): Result<AdviceTotals, Refusal> {
  const strange = lines.flatMap((line, index) =>
    line.currency === undefined || line.currency === currency
      ? []
      : [
          {
            pointer: `/lines/${index}/currency`,
            code: "differs",
            detail: `${line.currency}, not ${currency}`,
          },
        ],
  );
  if (strange.length > 0)
    return refused(strange, {
      code: "remittance-currency-mixed",
      detail: `${strange.length} lines are not in ${currency}.`,
    });
  const repeated = repeatedIn(lines);
  if (repeated.length > 0)
    return refused(repeated, {
      code: "remittance-line-repeated",
      detail: `${repeated.length} lines repeat another one.`,
    });
  const found = totalsOf(lines);
  const differing = differences(totals, found);
  if (differing.length === 0) return ok(found);
  const detail = differing.map((fault) => fault.detail).join("; ");
  return refused(differing, { code: "remittance-totals-differ", detail, extra: { found } });
}

const refused = (faults: readonly Fault[], refusal: Omit<Refusal, "errors">): Result<never, Refusal> =>
  refuse({ ...refusal, errors: faults.slice(0, FAULT_COUNT_MAX) });

/** A payment is one payment whoever had the money; a reversal and a cost have references of their own. */
const identityOf = ({ kind, paymentRef }: AdviceLineBody): string =>
  `${kind === "DIRECT_PAYMENT" ? "PAYMENT" : kind} ${paymentRef}`;

function repeatedIn(lines: readonly AdviceLineBody[]): readonly Fault[] {
  const first = new Map<string, number>();
  return lines.flatMap((line, index) => {
    const identity = identityOf(line);
    const known = first.get(identity);
    if (known === undefined) first.set(identity, index);
    return known === undefined
      ? []
      : [
          {
            pointer: `/lines/${index}/paymentRef`,
            code: "repeated",
            detail: `${identity} is on line ${known + 1} already`,
          },
        ];
  });
}

const members = ["gross", "direct", "commission", "tax", "costs", "net", "lineCount"] as const;

const differences = (said: AdviceTotals, found: AdviceTotals): readonly Fault[] =>
  members.flatMap((name) =>
    said[name] === found[name]
      ? []
      : [
          {
            pointer: `/totals/${name}`,
            code: "differs",
            detail: `${name} is said to be ${said[name]}, the lines come to ${found[name]}`,
          },
        ],
  );
