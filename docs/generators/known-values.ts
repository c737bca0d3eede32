import { Account, lifecycles, Recall } from "../../shared/accounts/model.ts";
import { ArrangementState } from "../../shared/arrangements/model.ts";
import { disputeTypes } from "../../shared/callbacks/event-data.ts";
import { CostState } from "../../shared/charges/cost.ts";
import { OverdueKind } from "../../shared/clocks/wire.ts";
import { Hold } from "../../shared/compliance/hold.ts";
import { ReportState } from "../../shared/debtor-reports/model.ts";
import { ReportType } from "../../shared/debtor-reports/wire.ts";
import { DisputeState } from "../../shared/disputes/model.ts";
import { ResolveDisputeRequest } from "../../shared/disputes/resolution-wire.ts";
import { Placement } from "../../shared/placements/model.ts";
import { RecallCode } from "../../shared/placements/wire.ts";
import { RemittanceState } from "../../shared/remittances/model.ts";
import { FindingCode } from "../../shared/snapshots/wire.ts";
import { screeningRules } from "../../shared/accounts/screen.ts";

/**
 * What an answer's open text says so far. Shown as examples and not as an enum: more may come, and a client
 * must not break on them.
 */
export const knownValues: Readonly<Record<string, readonly string[]>> = {
  "AccountView.lifecycle": lifecycles,
  "AccountSummary.lifecycle": lifecycles,
  "AccountView.dispute": Account.shape.dispute.options,
  "AccountSummary.dispute": Account.shape.dispute.options,
  "AccountView.payment": ["NONE", "PARTIAL", "PAID", "CREDIT_BALANCE"],
  "AccountSummary.payment": ["NONE", "PARTIAL", "PAID", "CREDIT_BALANCE"],
  "CallbackAnswer.lifecycle": lifecycles,
  "DisputeView.state": DisputeState.options,
  "DisputeView.type": disputeTypes,
  "DisputeView.outcome": [...ResolveDisputeRequest.shape.outcome.options, "DUPLICATIVE"],
  "CostView.state": CostState.options,
  "DebtorReportView.type": ReportType.options,
  "DebtorReportSummary.type": ReportType.options,
  "DebtorReportView.state": ReportState.options,
  "DebtorReportSummary.state": ReportState.options,
  "AccountView.recall": ["NONE", ...Recall.shape.state.options],
  "AccountSummary.recall": ["NONE", ...Recall.shape.state.options],
  "AccountView.arrangement": ArrangementState.options,
  "AccountSummary.arrangement": ArrangementState.options,
  "RecallView.code": RecallCode.options,
  "HoldView.type": Hold.shape.type.options,
  "UnacknowledgedHoldView.type": Hold.shape.type.options,
  "UnacknowledgedHoldView.state": ["ORDERED", "ESCALATED"],
  "OverdueClockView.kind": OverdueKind.options,
  "PlacementView.state": Placement.shape.state.options,
  "RemittanceView.state": RemittanceState.exclude(["LOADING"]).options,
  "FindingView.code": FindingCode.options,
  "Verdict.rule": screeningRules.map(({ rule }) => rule),
  "Verdict.code": screeningRules.map(({ code }) => code),
};
