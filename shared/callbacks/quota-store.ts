import type { AgencyId } from "../kernel/ids.ts";
import type { UpdateOne } from "../platform/dynamo.ts";

const MINUTE_SECONDS = 60;
/** Nobody asks for a minute that is over; an hour is for whoever looks into what happened. */
const KEPT_SECONDS = 3_600;

export const quotaStore = (updateOne: UpdateOne) => ({
  /** Takes events off what the agency may send in a minute. False when that many are not left. */
  lease: (agencyId: AgencyId, minute: number, wish: { readonly count: number; readonly limit: number }) =>
    updateOne({
      kind: "update",
      name: "rate",
      key: { pk: `RATE#${agencyId}#${minute}`, sk: "RATE" },
      set: { expiresAt: (minute + 1) * MINUTE_SECONDS + KEPT_SECONDS },
      add: { leased: wish.count },
      when: [{ attribute: "leased", is: "at-most", value: wish.limit - wish.count }],
    }),
});

export type QuotaStore = ReturnType<typeof quotaStore>;
