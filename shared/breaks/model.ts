import * as z from "zod";
import { RemittanceId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";
import {
  BreakCommentView,
  BreakEvidenceView,
  BreakProposalView,
  BreakResolutionView,
  BreakView,
  type BreakState,
} from "./wire.ts";

const open = ["OPEN", "ASSIGNED", "EXPLAINED"] as const;

export const breakTransitions = {
  assign: { from: open, to: "ASSIGNED" },
  release: { from: ["ASSIGNED", "EXPLAINED"], to: "OPEN" },
  explain: { from: open, to: "EXPLAINED" },
  resolve: { from: open, to: "RESOLVED" },
  clear: { from: open, to: "RESOLVED" },
  reopen: { from: ["RESOLVED"], to: "OPEN" },
  recur: { from: ["RESOLVED"], to: "OPEN" },
} as const satisfies TransitionTable<BreakState>;

/** A resolution that waits for a second key. What it names was looked up when it was proposed. */
export const BreakProposal = BreakProposalView.extend({
  ledgerEventId: z.string().exactOptional(),
  remittanceId: RemittanceId.exactOptional(),
});
export type BreakProposal = z.infer<typeof BreakProposal>;

export const BreakResolution = BreakResolutionView;
export type BreakResolution = z.infer<typeof BreakResolution>;

/** A break as stored: a finding with what people made of it. What shows it stands beside it. */
export const BreakRecord = BreakView.omit({ age: true, overdue: true, proposal: true }).extend({
  fingerprint: z.string(),
  /** A run finds it again or clears it; what others found, people resolve, or whoever found it. */
  source: z.enum(["RUN", "FINDING"]),
  proposal: BreakProposal.exactOptional(),
  /** When it was opened, or opened again. */
  openedAt: Instant,
  /** The end of its history's chain. */
  sequence: z.int(),
  head: z.string(),
});
export type BreakRecord = z.infer<typeof BreakRecord>;

export const BreakEvidence = BreakEvidenceView;
export type BreakEvidence = z.infer<typeof BreakEvidence>;

export const BreakComment = BreakCommentView;
export type BreakComment = z.infer<typeof BreakComment>;

/** As many comments as one break has. */
export const COMMENT_COUNT_MAX = 500;

export const isOpenBreak = ({ state }: Pick<BreakRecord, "state">): boolean => state !== "RESOLVED";

/** An event of some history, as far as a reference to it needs. */
export const LedgerEntry = z.object({
  eventId: z.string(),
  /** None when it posts nothing. */
  book: z.string().exactOptional(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;
