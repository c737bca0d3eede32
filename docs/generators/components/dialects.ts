import * as trials from "../../../shared/dialects/trial-wire.ts";
import * as dialects from "../../../shared/dialects/wire.ts";
import * as quarantine from "../../../shared/quarantine/wire.ts";
import { answer, both, request } from "./entry.ts";

/** Agencies' words, and the events that wait because of them. */
export const dialectSchemas = {
  DialectBody: request(dialects.DialectBody, "The words in which an agency reports."),
  DialectFieldRule: both(
    dialects.FieldRule,
    "Where a member of a callback is found in an agency's body, and how it is read.",
  ),
  DialectConstant: both(dialects.Constant, "A member that is the same in every callback of the agency."),
  DialectView: answer(dialects.DialectView, "A dialect and its version."),
  DialectVersion: answer(dialects.DialectVersionView, "A dialect as it was saved."),
  DialectVersionPage: answer(dialects.DialectVersionPage, "A page of a dialect's versions, newest first."),
  TrialRequest: request(trials.TrialRequest, "Which words to try, and on what."),
  TrialView: answer(trials.TrialView, "How events are read now, and how a draft reads them."),
  TrialResult: answer(trials.TrialResult, "One event, read twice."),
  TrialReading: answer(trials.TrialReading, "How an event is read by a dialect."),
  TrialTotals: answer(trials.TrialTotals, "How many of the events are read how."),
  UnknownPart: answer(dialects.Unknown, "What of an event was not understood."),
  DialectDrift: answer(
    dialects.DriftView,
    "What an agency sent and its dialect does not know, the latest first.",
  ),
  DriftValue: answer(dialects.DriftValue, "A value or a member that was not known, and how often it came."),
  RejectionRequest: request(quarantine.RejectionRequest, "Why an event is rejected."),
  QuarantinedEventView: answer(
    quarantine.QuarantinedEventView,
    "An event that waits, or waited, for a person.",
  ),
  QuarantinedEventDetail: answer(
    quarantine.QuarantinedEventDetail,
    "An event that waits, or waited, with its text.",
  ),
  QuarantinedEventPage: answer(
    quarantine.QuarantinedEventPage,
    "A page of events that wait or were rejected.",
  ),
} as const;
