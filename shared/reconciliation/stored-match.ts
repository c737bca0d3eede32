import * as z from "zod";
import { AgencyId, LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import type { Match } from "./outcome.ts";
import { Relation } from "./wire.ts";

export const MatchId = z
  .string()
  .regex(/^mat_[0-9A-F]{26}$/u)
  .brand<"MatchId">();
export type MatchId = z.infer<typeof MatchId>;

/** A match as stored: both sides by their ids, the rule that made it, and what it left. */
export const StoredMatch = z.object({
  matchId: MatchId,
  relation: Relation,
  ruleId: z.string(),
  ruleVersion: z.int(),
  lenderId: LenderId,
  agencyId: AgencyId,
  currency: Currency,
  left: z.array(z.string()),
  right: z.array(z.string()),
  difference: z.int(),
  days: z.int(),
  reference: z.string().exactOptional(),
  /** Commission and tax by the lines of its advices, less those of reversals; absent where they show none. */
  taken: z.int().exactOptional(),
  madeAt: Instant,
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
