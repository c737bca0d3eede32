import type { SoFar } from "./facts.ts";
import type { CommissionLine } from "./line-wire.ts";
import { isFeeless } from "./treatment.ts";

/** What a placement's lines come to; what bore nothing by its date was not recovered by the agency. */
export const soFar = (lines: readonly CommissionLine[]): SoFar =>
  lines
    .filter(({ treatment }) => !isFeeless(treatment))
    .reduce<SoFar>(
      (sum, line) => ({
        recovered: sum.recovered + line.recovered,
        fees: sum.fees + line.fee,
        calculated: sum.calculated + line.calculated,
        commission: sum.commission + line.commission,
      }),
      { recovered: 0, fees: 0, calculated: 0, commission: 0 },
    );
