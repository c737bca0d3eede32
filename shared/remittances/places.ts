import type { AgencyId, LenderId, RemittanceId } from "../kernel/ids.ts";
import type { LoadingRemittance, Remittance } from "./model.ts";
import { relationName, type Relation } from "./relation.ts";

/** Where the parts of a remittance stand in the table. */
export const remittanceKey = (remittanceId: RemittanceId) => ({
  pk: `ACCOUNT#${remittanceId}`,
  sk: "REMITTANCE",
});

const ADJUSTMENT_PREFIX = "ADJUSTMENT#";

/** What a break's resolution took off the money that an advice announced, or put on. */
export const adjustmentKey = (remittanceId: RemittanceId, breakId: string) => ({
  pk: remittanceKey(remittanceId).pk,
  sk: `${ADJUSTMENT_PREFIX}${breakId}`,
});

export const adjustmentsOf = (remittanceId: RemittanceId) => ({
  pk: remittanceKey(remittanceId).pk,
  prefix: ADJUSTMENT_PREFIX,
});

export type LinesOf = Pick<LoadingRemittance, "remittanceId" | "contentHash">;

/** Enough of a hash to tell contents apart. */
const HASH_LENGTH = 16;

/** Lines lie with their content: what was left of another content under the same reference is never read. */
export const linesPk = ({ remittanceId, contentHash }: LinesOf): string =>
  `REMITTANCE#${remittanceId}#${contentHash.slice(0, HASH_LENGTH)}`;

export const lineKey = (number: number): string => `LINE#${String(number).padStart(6, "0")}`;

export const carryKey = (relation: Relation) => ({
  pk: `REMITTED#${relationName(relation)}`,
  sk: "CARRY",
});

export const listOf = (whose: LenderId | AgencyId): string => `REMITTANCES#${whose}`;

export const unmatchedListOf = (relation: Relation): string =>
  `UNMATCHED_REMITTANCES#${relationName(relation)}`;

/** Advices of a book whose money is there, and which are not at their end yet. */
export const notFrozenListOf = ({ lenderId, currency }: Pick<Relation, "lenderId" | "currency">): string =>
  `FUNDED_REMITTANCES#${lenderId}#${currency}`;

/** Its place in any list: by when all of it was there. */
export const placeOf = ({
  advisedAt,
  remittanceId,
}: Pick<Remittance, "advisedAt" | "remittanceId">): string => `${advisedAt}#${remittanceId}`;
