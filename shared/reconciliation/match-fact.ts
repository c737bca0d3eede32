import * as z from "zod";
import { inChunks } from "../kernel/chunks.ts";
import { AccountId } from "../kernel/ids.ts";
import { LocalDate } from "../kernel/time.ts";

const side = z.enum(["LEFT", "RIGHT"]);

/**
 * One fact of a match, with all that it takes to claim it and to give it back: nothing is read for that. A report
 * is claimed as it was when it was matched; `on` is where it goes back to in the list of what is open.
 */
export const MatchFact = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("REPORT"),
    side,
    id: z.string(),
    accountId: AccountId,
    revision: z.int(),
    on: LocalDate,
  }),
  z.object({ kind: z.literal("BANK_LINE"), side, id: z.string(), on: LocalDate }),
  /** A line of an advice, or an advice as a whole: with how often it was decided how much of it is looked for. */
  z.object({ kind: z.literal("ADVISED"), side, id: z.string(), adjustments: z.int().exactOptional() }),
]);
export type MatchFact = z.infer<typeof MatchFact>;

export const MatchFactView = z.object({ side, id: z.string() });
export type MatchFactView = z.infer<typeof MatchFactView>;

/** As many facts as a match may have. What is larger is left open, and counted as not made. */
export const FACT_COUNT_MAX = 10_000;

/** A transaction has room for a hundred changes: so many facts, and what else it writes. */
export const FACTS_AT_A_TIME = 90;

export const chunksOf = (facts: readonly MatchFact[]): readonly (readonly MatchFact[])[] =>
  inChunks(facts, FACTS_AT_A_TIME);
