import type { Item } from "../kernel/change.ts";
import type { LenderId } from "../kernel/ids.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { CommissionPlan, CommissionPlanVersion } from "./model.ts";

/** In the lender's own partition: placing reads that one whole, and needs no further read for the plan. */
const lenderPk = (lenderId: LenderId): string => `LENDER#${lenderId}`;

const PREFIX = "COMMISSION_PLAN#";

const planKey = ({ lenderId, planRef }: PlanName) => ({
  pk: lenderPk(lenderId),
  sk: `${PREFIX}${planRef}`,
});

/** Former versions lie outside it, so that it does not grow with the years. */
const versionsPk = ({ lenderId, planRef }: PlanName): string => `COMMISSION_PLANS#${lenderId}#${planRef}`;

const versionKey = (version: number): string => `VERSION#${String(version).padStart(6, "0")}`;

export type PlanName = Pick<CommissionPlan, "lenderId" | "planRef">;

export const commissionPlanStore = (reader: Reader) => ({
  find: async (name: PlanName): Promise<CommissionPlan | undefined> => {
    const item = await reader.get(planKey(name));
    return item === undefined ? undefined : CommissionPlan.parse(item);
  },
  /** A lender's plans, by their names. */
  page: async (lenderId: LenderId, limit: number, after?: Page["next"]) => {
    const pk = lenderPk(lenderId);
    const page = await reader.page({ pk, prefix: PREFIX, limit, ...(after && { after }) });
    return {
      items: page.items.map((item) => CommissionPlan.parse(item)),
      ...(page.next && { next: page.next }),
    };
  },
  version: async (name: PlanName, version: number): Promise<CommissionPlanVersion | undefined> => {
    const item = await reader.get({ pk: versionsPk(name), sk: versionKey(version) });
    return item === undefined ? undefined : CommissionPlanVersion.parse(item);
  },
  /** Every version that was ever saved, newest first. */
  versions: async (name: PlanName, limit: number, after?: Page["next"]) => {
    const pk = versionsPk(name);
    const page = await reader.page({ pk, limit, newestFirst: true, ...(after && { after }) });
    return {
      items: page.items.map((item) => CommissionPlanVersion.parse(item)),
      ...(page.next && { next: page.next }),
    };
  },
  item: (plan: CommissionPlan): Item => ({ ...planKey(plan), ...plan }),
  versionItem: (saved: CommissionPlanVersion): Item => ({
    pk: versionsPk(saved),
    sk: versionKey(saved.version),
    ...saved,
  }),
});

export type CommissionPlanStore = ReturnType<typeof commissionPlanStore>;
