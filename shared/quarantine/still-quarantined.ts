import type { Why } from "../callbacks/receipt.ts";
import { Refused } from "../kernel/problems.ts";

/** That a released event is understood no better than when it came. */
export const stillQuarantined = ({ reason, pointer, value }: Why): Refused =>
  new Refused({
    code: "still-quarantined",
    detail: `The event is not understood: ${reason}${pointer === undefined ? "" : ` at ${pointer || "the root"}`}. It stays on the list.`,
    extra: { reason, ...(pointer !== undefined && { pointer }), ...(value !== undefined && { value }) },
  });
