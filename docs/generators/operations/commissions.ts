import { PLAN_REF, planBody, planView, previewBody, previewView } from "../commission-examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const BYTES_MAX = 64 * 1024;

const operator = { for: ["Operator"], proves: "key" } as const;

const one = { summary: `The plan ${PLAN_REF}`, value: planView };

export const commissionOperations: readonly Operation[] = [
  {
    ...operator,
    id: "putCommissionPlan",
    method: "PUT",
    path: "/v1/lenders/:lenderId/commission-plans/:planRef",
    summary: "Set up or change a commission plan",
    says: "How commission is calculated wherever a contract names the plan. The caller chooses the name. Terms that differ get the next version; what was placed keeps the version that it was placed under. A plan's currency never changes.",
    parameters: ["lenderId", "planRef", "ifMatch"],
    request: {
      schema: "CommissionPlanBody",
      bytesMax: BYTES_MAX,
      examples: { tiered: { summary: "Tiers by what was recovered", value: planBody } },
    },
    answer: {
      status: 200,
      says: "The plan.",
      schema: "CommissionPlanView",
      headers: ["ETag"],
      examples: { plan: one },
    },
    refusals: [
      ...keyRefusals,
      ...bodyRefusals,
      "not-found",
      "precondition-failed",
      "limit-reached",
      ...faults,
    ],
  },
  {
    ...operator,
    id: "getCommissionPlan",
    method: "GET",
    path: "/v1/lenders/:lenderId/commission-plans/:planRef",
    summary: "Read a commission plan",
    says: "The plan as it is in force for what is placed from now on.",
    parameters: ["lenderId", "planRef"],
    answer: {
      status: 200,
      says: "The plan.",
      schema: "CommissionPlanView",
      headers: ["ETag"],
      examples: { plan: one },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
  {
    ...operator,
    id: "listCommissionPlans",
    method: "GET",
    path: "/v1/lenders/:lenderId/commission-plans",
    summary: "List a lender's commission plans",
    says: "Every plan of the lender, by name.",
    parameters: ["lenderId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of plans.",
      schema: "CommissionPlanPage",
      examples: { page: { summary: "The only page", value: { items: [planView] } } },
    },
    refusals: [...keyRefusals, "invalid-cursor", "invalid-request", ...faults],
  },
  {
    ...operator,
    id: "listCommissionPlanVersions",
    method: "GET",
    path: "/v1/lenders/:lenderId/commission-plans/:planRef/versions",
    summary: "List a commission plan's versions",
    says: "Every version of the plan as it was saved, newest first. A placement names the version that it keeps.",
    parameters: ["lenderId", "planRef", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of versions.",
      schema: "CommissionPlanVersionPage",
      examples: {
        first: {
          summary: "The first version",
          value: { items: [{ ...planView, savedAt: "2026-02-01T08:00:00.000Z" }] },
        },
      },
    },
    refusals: [...keyRefusals, "invalid-cursor", "invalid-request", ...faults],
  },
  {
    id: "previewCommission",
    method: "POST",
    path: "/v1/commission-previews",
    summary: "Explain a commission",
    says: "Says what one payment would bear and how it would be settled, step by step, so that an agency's or finance's figure can be held against it. By the plan that a placement keeps, or by a plan, in force or of an earlier version, on a placement as it might have been made. Writes nothing. A lender asks of its own plans and placements; finance and the operator name the lender of a plan.",
    for: ["Lender", "Finance", "Operator"],
    proves: "key",
    request: {
      schema: "CommissionPreviewRequest",
      bytesMax: BYTES_MAX,
      examples: { "tier-crossed": { summary: "A payment that crosses a tier", value: previewBody } },
    },
    answer: {
      status: 200,
      says: "The line, its settlement, and its explanation in words.",
      schema: "CommissionPreviewView",
      examples: { "tier-crossed": { summary: "Two rates, one payment", value: previewView } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", "currency-mismatch", ...faults],
  },
];
