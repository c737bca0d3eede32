import type { Authenticate, Identify } from "../../shared/access/authenticate.ts";
import { existing, reachOf } from "../../shared/access/scope.ts";
import type { SaveRecorded } from "../../shared/changes/save-recorded.ts";
import type { ChangeStore } from "../../shared/changes/store.ts";
import type { CommissionPlan } from "../../shared/commissions/model.ts";
import type { previewCommission } from "../../shared/commissions/preview.ts";
import { CommissionPreviewRequest } from "../../shared/commissions/preview-wire.ts";
import type { savePlan } from "../../shared/commissions/save-plan.ts";
import type { CommissionPlanStore } from "../../shared/commissions/store.ts";
import { CommissionPlanBody, CommissionPlanVersionView, PlanRef } from "../../shared/commissions/wire.ts";
import type { PutOne } from "../../shared/platform/dynamo.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { ifMatchOf, revised } from "../../shared/platform/http-revision.ts";
import { bodyOf, lenderIdOf, operator, subjectOf } from "./operator.ts";

export type CommissionUseCases = {
  readonly identify: Identify;
  readonly authenticate: Authenticate;
  readonly plans: Pick<CommissionPlanStore, "find" | "page" | "versions">;
  readonly changes: Pick<ChangeStore, "revision">;
  readonly save: SaveRecorded;
  readonly savePlan: (put: PutOne) => ReturnType<typeof savePlan>;
  readonly previewCommission: ReturnType<typeof previewCommission>;
};

const PLAN = "/v1/lenders/:lenderId/commission-plans/:planRef";

export const commissionRoutes = (use: CommissionUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/lenders/:lenderId/commission-plans", handle: async (c) => list(use, c) },
  { method: "GET", path: PLAN, handle: async (c) => read(use, c) },
  { method: "PUT", path: PLAN, handle: async (c) => save(use, c) },
  { method: "GET", path: `${PLAN}/versions`, handle: async (c) => versions(use, c) },
  { method: "POST", path: "/v1/commission-previews", handle: async (c) => preview(use, c) },
];

const planOf = (c: HttpContext): Pick<CommissionPlan, "lenderId" | "planRef"> => ({
  lenderId: lenderIdOf(c),
  planRef: parsed(PlanRef, c.req.param("planRef")),
});

const subjectIn = ({ lenderId, planRef }: ReturnType<typeof planOf>) =>
  subjectOf(`lenders/${lenderId}/commission-plans/${planRef}`);

async function list(use: CommissionUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const { limit, after } = pagingOf(c);
  const { items, next } = await use.plans.page(lenderIdOf(c), limit, after);
  return c.json(pageOf(items, next));
}

async function read(use: CommissionUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const name = planOf(c);
  const revision = await use.changes.revision(subjectIn(name));
  return revised(c, revision).json(existing(await use.plans.find(name)));
}

async function save(use: CommissionUseCases, c: HttpContext): Promise<HttpReply> {
  const by = await operator(use, c);
  const name = planOf(c);
  const body = await bodyOf(c, CommissionPlanBody);
  const saving = { subject: subjectIn(name), by, ...ifMatchOf(c) };
  const { answer, revision } = await use.save(saving, async (put) =>
    use.savePlan(put)(name.lenderId, name.planRef, body),
  );
  return revised(c, revision).json(answer);
}

async function versions(use: CommissionUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const name = planOf(c);
  const { limit, after } = pagingOf(c);
  const { items, next } = await use.plans.versions(name, limit, after);
  return c.json(
    pageOf(
      items.map((item) => CommissionPlanVersionView.parse(item)),
      next,
    ),
  );
}

async function preview(use: CommissionUseCases, c: HttpContext): Promise<HttpReply> {
  const reach = reachOf(await use.authenticate(c.req.header("authorization")));
  const request = await bodyOf(c, CommissionPreviewRequest);
  return c.json(await use.previewCommission(reach, request));
}
