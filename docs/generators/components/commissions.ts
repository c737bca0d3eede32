import { CommissionLine, ExplainStep } from "../../../shared/commissions/line-wire.ts";
import {
  CommissionPreviewRequest,
  CommissionPreviewView,
  SettlementView,
} from "../../../shared/commissions/preview-wire.ts";
import {
  CommissionPlanBody,
  CommissionPlanVersionView,
  CommissionPlanView,
} from "../../../shared/commissions/wire.ts";
import { pageOf } from "../answers.ts";
import { answer, request } from "./entry.ts";

/** How an agency's commission is agreed, and how a line of it came about. */
export const commissions = {
  CommissionPlanBody: request(
    CommissionPlanBody,
    "How commission is calculated. Amounts are minor units of the plan's currency, rates are integers.",
  ),
  CommissionPreviewRequest: request(
    CommissionPreviewRequest,
    "One payment, and the placement or the plan that it is calculated by.",
  ),
  CommissionPlanView: answer(CommissionPlanView, "A commission plan and its version."),
  CommissionPlanPage: answer(pageOf(CommissionPlanView), "A page of a lender's plans, by name."),
  CommissionPlanVersion: answer(CommissionPlanVersionView, "A commission plan as it was saved."),
  CommissionPlanVersionPage: answer(
    pageOf(CommissionPlanVersionView),
    "A page of a plan's versions, newest first.",
  ),
  CommissionLine: answer(
    CommissionLine,
    "What one payment, or one reversal of it, does to an agency's commission. Sums are minor units.",
  ),
  CommissionStep: answer(
    ExplainStep,
    "One step of how a line came about. The steps' members alone are enough to recompute it.",
  ),
  CommissionSettlement: answer(
    SettlementView,
    "How a payment is settled between lender and agency, in minor units.",
  ),
  CommissionPreviewView: answer(CommissionPreviewView, "What one payment would bear, and why."),
} as const;
