import type { AgencyId } from "../kernel/ids.ts";
import { utc } from "../kernel/time.ts";
import type { Receipt } from "./model.ts";

/** Where a receipt stands, and what was kept of its event with it. */
export const receiptKey = (receiptId: string) => ({ pk: `RECEIPT#${receiptId}`, sk: "RECEIPT" });

/** Who waits for a person, and who was sent away by one. */
export type QuarantineState = "OPEN" | "REJECTED";

const SHARD_COUNT = 4;

const shardOf = (agencyId: AgencyId): number => agencyId.charCodeAt(agencyId.length - 1) % SHARD_COUNT;

const listIn = (state: QuarantineState, shard: number): string => `QUARANTINE#${state}#${shard}`;

/** The lists of all agencies' events in a state; an agency's are all in one. */
export const quarantineLists = (state: QuarantineState, agencyId?: AgencyId): readonly string[] =>
  agencyId === undefined
    ? Array.from({ length: SHARD_COUNT }, (_, shard) => listIn(state, shard))
    : [listIn(state, shardOf(agencyId))];

/** What an agency's entries begin with in their list. */
export const quarantinePrefix = (agencyId: AgencyId): string => `${agencyId}#`;

export const quarantineList = (
  { agencyId, receivedAt }: Pick<Receipt, "agencyId" | "receivedAt">,
  state: QuarantineState,
) => ({
  list: listIn(state, shardOf(agencyId)),
  at: quarantinePrefix(agencyId) + utc(receivedAt),
});

/** Events of an agency that were kept with their text. */
export const sentList = (agencyId: AgencyId): string => `SENT#${agencyId}`;
