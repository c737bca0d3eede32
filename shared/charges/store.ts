import type { Create } from "../kernel/change.ts";
import type { Charge } from "./model.ts";

export const chargeStore = {
  created: (charge: Charge): Create => ({
    kind: "create",
    name: "charge",
    item: { pk: `CHARGE#${charge.agencyId}#${charge.kind}#${charge.chargeRef}`, sk: "CHARGE", ...charge },
  }),
};

export type ChargeStore = typeof chargeStore;
