import { existing, lenderOf, withinReach, type Reach } from "../access/scope.ts";
import type { PlacementId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { ByComponent } from "../ledger/model.ts";
import type { Placement } from "../placements/model.ts";
import type { RemittanceMode } from "../placements/wire.ts";
import type { PlacementStore } from "../placements/store.ts";
import { commissionOf } from "./compute.ts";
import type { PaymentFacts, PlacedFacts } from "./facts.ts";
import { stageOn, type Staged } from "./legal-stage.ts";
import type { CommissionPlan } from "./model.ts";
import { placedFactsOf } from "./placed-facts.ts";
import type { CommissionPreviewRequest, CommissionPreviewView } from "./preview-wire.ts";
import { sentencesOf } from "./sentences.ts";
import { settlementOf } from "./settlement-of.ts";
import type { StagesOf } from "./stages-of.ts";
import type { CommissionPlanStore } from "./store.ts";
import type { UpheldDispute } from "./upheld.ts";

export type PreviewDeps = {
  readonly placements: Pick<PlacementStore, "find">;
  readonly plans: Pick<CommissionPlanStore, "find" | "version">;
  /** The disputes of a placement that ended for the debtor: what it is paid bears nothing since. */
  readonly upheldOf: (placement: Placement) => Promise<readonly UpheldDispute[]>;
  /** The stages in which a placement was. */
  readonly stagesOf: StagesOf;
};

type Ground = {
  readonly plan: CommissionPlan;
  readonly placed: PlacedFacts;
  readonly mode: RemittanceMode;
  readonly upheld?: readonly UpheldDispute[];
  readonly placementId?: PlacementId;
};

/**
 * Says what one payment would bear, and how it would be settled, step by step. Writes nothing.
 * @throws Refused `not-found`, `currency-mismatch`, `invalid-request` for a placement that keeps no plan
 */
export const previewCommission =
  (deps: PreviewDeps) =>
  async (reach: Reach, request: CommissionPreviewRequest): Promise<CommissionPreviewView> => {
    const { plan, mode, placementId, ...ground } = await groundOf(deps, reach, request);
    const stage = await stageOf(deps, request.payment, placementId);
    const payment = paymentOf(request.payment, stage);
    if (payment.currency !== plan.currency)
      throw new Refused({ code: "currency-mismatch", detail: `${plan.planRef} is in ${plan.currency}.` });
    const line = commissionOf(plan, { payment, ...ground, before: request.before });
    const { recipient } = payment;
    return {
      line,
      settlement: { mode, ...settlementOf(line, { mode, recipient }) },
      sentences: sentencesOf(line),
    };
  };

async function groundOf(
  deps: PreviewDeps,
  reach: Reach,
  { lenderId: named, placementId, plan, placed }: CommissionPreviewRequest,
): Promise<Ground> {
  if (placementId !== undefined) {
    const placement = withinReach(reach, await deps.placements.find(placementId));
    if (named !== undefined && named !== placement.lenderId)
      throw new Refused({ code: "not-found", detail: "The lender has no such placement." });
    if (placement.commission === undefined) throw withoutPlan();
    const facts = placedFactsOf(placement, placement.commission);
    return {
      plan: placement.commission.plan,
      placed: facts,
      mode: placement.terms.remittanceMode,
      placementId,
      upheld: await deps.upheldOf(placement),
    };
  }
  if (plan === undefined || placed === undefined)
    throw new RangeError("the schema lets no preview without a placement or a plan pass");
  const name = { lenderId: lenderOf(reach, named), planRef: plan.planRef };
  const { remittanceMode: mode, ...facts } = placed;
  const found = plan.version === undefined ? deps.plans.find(name) : deps.plans.version(name, plan.version);
  return { plan: existing(await found), placed: facts, mode };
}

const withoutPlan = (): Refused =>
  new Refused({
    code: "invalid-request",
    detail: "The placement was made under a contract that named no commission plan.",
    errors: [{ pointer: "/placementId", code: "no-plan", detail: "keeps no commission plan" }],
  });

/** What is asked for, or else that in which the placement was on the day. */
async function stageOf(
  { stagesOf }: PreviewDeps,
  { legalStage, effectiveOn }: CommissionPreviewRequest["payment"],
  placementId: PlacementId | undefined,
): Promise<Staged> {
  if (legalStage !== undefined) return { legalStage };
  return stageOn(placementId && (await stagesOf(placementId)), effectiveOn);
}

function paymentOf(
  { amount, filled, ...said }: CommissionPreviewRequest["payment"],
  stage: Staged,
): PaymentFacts {
  const by: ByComponent =
    filled === undefined
      ? { PRINCIPAL: amount.amount }
      : Object.fromEntries(filled.map((part) => [part.component, part.amount]));
  return { ...said, ...stage, amount: amount.amount, currency: amount.currency, filled: by };
}
