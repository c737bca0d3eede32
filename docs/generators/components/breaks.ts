import {
  LedgerReference,
  PostingChoice,
  ResolveBreakRequest,
} from "../../../shared/breaks/resolution-wire.ts";
import * as wire from "../../../shared/breaks/wire.ts";
import { pageOf } from "../answers.ts";
import { answer, both, request } from "./entry.ts";

/** Breaks, and what finance does with them. */
export const breaking = {
  ResolveBreakRequest: both(
    ResolveBreakRequest,
    "How a break is resolved. A method goes with an entry of its own, or with the name of one that stands already: see `docs/breaks.md`.",
  ),
  PostingChoice: both(PostingChoice, "The entry that is posted: the whole of what is at odds."),
  LedgerReference: both(LedgerReference, "An entry of the lender's journal, by its event."),
  BreakCommentRequest: request(wire.BreakCommentRequest, "What is written down about a break."),
  BreakExplanationRequest: request(wire.BreakExplanationRequest, "How a break came about."),
  BreakBulkRequest: request(wire.BreakBulkRequest, "One command, and the breaks that it is for."),
  BreakCommand: request(
    wire.BreakCommand,
    "What is to be done. `CONFIRM` and `REJECT` need the role `APPROVER`.",
  ),
  BreakView: answer(wire.BreakView, "Something at odds between the books, an agency and the bank."),
  BreakPage: answer(pageOf(wire.BreakView), "A page of breaks."),
  BreakDetail: answer(wire.BreakDetail, "A break with what shows it."),
  BreakEvidence: answer(wire.BreakEvidenceView, "What all sources say, side by side."),
  BreakFacts: answer(
    wire.BreakFacts,
    "What one source says: its first 20 facts, and how many there are besides.",
  ),
  BreakProposal: answer(wire.BreakProposalView, "A resolution that waits for a second key."),
  BreakResolution: answer(wire.BreakResolutionView, "How a break was resolved."),
  BreakCommentView: answer(wire.BreakCommentView, "What somebody wrote down about a break."),
  BreakCommentPage: answer(pageOf(wire.BreakCommentView), "A page of comments, oldest first."),
  BreakBulkResult: answer(wire.BreakBulkResult, "What became of one break."),
  BreakBulkAnswer: answer(
    wire.BreakBulkAnswer,
    "What became of each break, in the order in which they were named.",
  ),
  BreakAmounts: answer(wire.BreakAmounts, "What is at odds in one currency."),
  BreakSummaryView: answer(wire.BreakSummaryView, "A lender's open breaks in figures."),
} as const;
