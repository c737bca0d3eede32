import type { Verdict } from "../accounts/wire.ts";
import type { Became } from "./model.ts";

/** Every reason why an account is not eligible: the rule, its code, and in words. */
export const faultsOf = (verdicts: readonly Verdict[]): Became["faults"] =>
  verdicts.flatMap(({ rule, code, explanation }) =>
    code === undefined ? [] : [{ field: rule, code, message: explanation }],
  );
