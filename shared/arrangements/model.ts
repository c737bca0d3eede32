import * as z from "zod";
import { AccountId, AgencyId, PlacementId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";
import { ArrangementTerms } from "./wire.ts";

/** Where the debtor's agreement to pay stands; NONE when there is none in force. */
export const ArrangementState = z.enum(["NONE", "PROPOSED", "ACTIVE", "BROKEN", "COMPLETED"]);
export type ArrangementState = z.infer<typeof ArrangementState>;

const own = z.enum([...ArrangementState.options, "CANCELLED"]);
type OwnState = z.infer<typeof own>;

/**
 * One agreement's own life. What an agency reports late is older than what is known and changes nothing, so that a
 * step may be told before those that led to it.
 */
export const arrangementTransitions = {
  "arrangement.proposed": { from: ["NONE"], to: "PROPOSED" },
  "arrangement.activated": { from: ["NONE", "PROPOSED", "BROKEN"], to: "ACTIVE" },
  "arrangement.broken": { from: ["NONE", "PROPOSED", "ACTIVE"], to: "BROKEN" },
  "arrangement.completed": { from: ["NONE", "PROPOSED", "ACTIVE", "BROKEN"], to: "COMPLETED" },
  "arrangement.cancelled": { from: ["NONE", "PROPOSED", "ACTIVE", "BROKEN"], to: "CANCELLED" },
} as const satisfies TransitionTable<OwnState>;

export type ArrangementStep = keyof typeof arrangementTransitions;

/** Instalments of one agreement that can be told as missed. */
export const MISSED_COUNT_MAX = 60;

/** Agreements of one account that are kept apart. */
export const ARRANGEMENT_COUNT_MAX = 50;

/** One agreement with the debtor, by the agency's own reference. Its state and each of its terms are as of a moment. */
export const Arrangement = z.object({
  accountId: AccountId,
  placementId: PlacementId,
  agencyId: AgencyId,
  arrangementRef: z.string(),
  state: own,
  stateAsOf: Instant.exactOptional(),
  terms: ArrangementTerms,
  /** As of when each of the terms is. */
  termsAsOf: z.partialRecord(ArrangementTerms.keyof(), Instant),
  /** Instalments that the debtor missed, by the agency's reference. */
  missed: z.array(z.string()),
  revision: z.int(),
});
export type Arrangement = z.infer<typeof Arrangement>;

/** What an account's agreements come to: one in force, or else what was heard of last. */
export function arrangementFacet(all: readonly Arrangement[]): ArrangementState {
  if (all.some(({ state }) => state === "ACTIVE")) return "ACTIVE";
  const last = all
    .filter(({ stateAsOf }) => stateAsOf !== undefined)
    .toSorted((a, b) => orderOf(a).localeCompare(orderOf(b)))
    .at(-1);
  return last === undefined || last.state === "CANCELLED" ? "NONE" : last.state;
}

const orderOf = ({ stateAsOf, arrangementRef }: Arrangement): string =>
  `${stateAsOf ?? ""}#${arrangementRef}`;
