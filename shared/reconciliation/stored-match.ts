import * as z from "zod";
import { AgencyId, LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import type { Match } from "./outcome.ts";
import { Relation } from "./wire.ts";
import { ReconciliationId } from "./wire-run.ts";

export const MatchId = z
  .string()
  .regex(/^mat_[0-9A-F]{26}$/u)
  .brand<"MatchId">();
export type MatchId = z.infer<typeof MatchId>;

export const MatchState = z.enum(["MADE", "UNMATCHED"]);
export type MatchState = z.infer<typeof MatchState>;

/** A match is never deleted. What was taken back may be made again once that is allowed. */
export const matchTransitions = {
  make: { from: ["UNMATCHED"], to: "MADE" },
  unmatch: { from: ["MADE"], to: "UNMATCHED" },
} as const satisfies TransitionTable<MatchState>;

/** That somebody wants to take a match back, where a second key must agree. */
const UnmatchProposal = z.object({
  reason: z.string(),
  mayMatchAgain: z.boolean(),
  proposedBy: z.string(),
  proposedAt: Instant,
});

const Unmatched = z.object({
  reason: z.string(),
  /** Whether a run may make the very same match again. */
  mayMatchAgain: z.boolean(),
  by: z.string(),
  confirmedBy: z.string().exactOptional(),
  at: Instant,
});

/** As many facts of each side as a match shows itself; all of them are listed beside it. */
export const SHOWN_COUNT_MAX = 100;

/** A match as stored: what made it, what it left, and what people made of it. */
export const StoredMatch = z.object({
  matchId: MatchId,
  state: MatchState,
  relation: Relation,
  ruleId: z.string(),
  ruleVersion: z.int(),
  /** The run that made it. */
  reconciliationId: ReconciliationId,
  lenderId: LenderId,
  agencyId: AgencyId,
  currency: Currency,
  /** The first facts of each side. */
  left: z.array(z.string()),
  right: z.array(z.string()),
  leftCount: z.int(),
  rightCount: z.int(),
  /** What was found, in minor units. */
  amount: z.int(),
  difference: z.int(),
  isDirect: z.literal(true).exactOptional(),
  days: z.int(),
  reference: z.string().exactOptional(),
  /** Commission and tax by the lines of its advices, less those of reversals; absent where they show none. */
  taken: z.int().exactOptional(),
  /** How often it was made: more than once after it was taken back. */
  round: z.int(),
  madeAt: Instant,
  proposal: UnmatchProposal.exactOptional(),
  unmatched: Unmatched.exactOptional(),
  version: z.int(),
  /** The event that made it last, whose postings stand. */
  madeSequence: z.int(),
  /** The end of its history's chain. */
  sequence: z.int(),
  head: z.string(),
});
export type StoredMatch = z.infer<typeof StoredMatch>;

const ID_LENGTH = 26;

/** The same legs are the same match, whoever finds it. */
export const matchIdOf = ({ relation, left, right }: Pick<Match, "relation" | "left" | "right">): MatchId =>
  MatchId.parse(
    `mat_${sha256(canonical({ relation, left: [...left].toSorted(), right: [...right].toSorted() }))
      .slice(0, ID_LENGTH)
      .toUpperCase()}`,
  );

/** What everybody sees of a match. */
export const MatchView = StoredMatch.omit({ isDirect: true, madeSequence: true, sequence: true, head: true });
export type MatchView = z.infer<typeof MatchView>;

export const matchView = (match: StoredMatch): MatchView => MatchView.parse(match);
