import { attributionBreaks } from "./break-attribution.ts";
import { matchedBreaks } from "./break-commission.ts";
import { suspectedDuplicates } from "./break-duplicate.ts";
import { currencyBreaks, missingBreaks } from "./break-missing.ts";
import { referenceBreaks } from "./break-reference.ts";
import { headerBreaks } from "./break-remittance.ts";
import { reversalBreaks } from "./break-reversal.ts";
import type { Desk, Explained, Setting } from "./desk.ts";
import type { Break } from "./outcome.ts";

/** All that is wrong between one lender and one agency. What differs is told before what is missing. */
export function* deskBreaks(setting: Setting, desk: Desk): Generator<Break> {
  const explained: Explained = new Set();
  for (const ledgered of desk.matched.values()) {
    yield* matchedBreaks(setting, desk, ledgered);
    yield* attributionBreaks(setting, desk, ledgered);
    yield* reversalBreaks(setting, desk, ledgered);
    yield* suspectedDuplicates(setting, desk, ledgered);
    yield* referenceBreaks(setting, desk, { ledgered, explained });
  }
  yield* currencyBreaks(desk, explained);
  for (const ledgered of desk.matched.values()) yield* missingBreaks(setting, desk, { ledgered, explained });
  yield* headerBreaks(desk);
}
