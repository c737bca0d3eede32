import type { AgencyId, LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";

/** A lender, an agency and a currency: what is settled together. */
export type Relation = {
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId;
  readonly currency: Currency;
};

export const relationName = ({ lenderId, agencyId, currency }: Relation): string =>
  `${lenderId}#${agencyId}#${currency}`;
