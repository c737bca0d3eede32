import * as z from "zod";
import { AgencyId, type LenderId } from "../kernel/ids.ts";
import type { Clock } from "../kernel/time.ts";
import type { Page } from "../platform/dynamo.ts";
import { DisputeState, isOpenDispute, type Dispute } from "./model.ts";
import type { DisputeStore } from "./store.ts";

export const listStates = ["OPEN", "ANSWERED", ...DisputeState.options] as const;

/** What a list of disputes may be asked for. */
export const DisputeQuery = z.object({
  state: z.enum(listStates).default("OPEN"),
  type: z.string().max(64).optional(),
  assignee: z.string().max(100).optional(),
  agencyId: AgencyId.optional(),
  overdue: z.enum(["true", "false"]).default("false"),
  sort: z.literal("due").default("due"),
});
export type DisputeQuery = z.infer<typeof DisputeQuery>;

type Deps = { readonly disputes: Pick<DisputeStore, "page">; readonly clock: Clock };

type Asked = {
  readonly lenderId: LenderId;
  readonly query: DisputeQuery;
  readonly limit: number;
  readonly after?: Page["next"];
};

/**
 * A page of a lender's disputes: the open ones by when they are due, those that stand still last, or the
 * answered ones by when they were. What is asked for is picked from each page, which may so have fewer.
 */
export const listDisputes =
  ({ disputes, clock }: Deps) =>
  async ({ lenderId, query, limit, after }: Asked) => {
    const page = await disputes.page({
      lenderId,
      list: isAnswered(query.state) ? "ANSWERED" : "OPEN",
      limit,
      after,
      ...(query.overdue === "true" && { dueBy: clock.now() }),
    });
    return { ...page, disputes: page.disputes.filter((dispute) => isWanted(dispute, query)) };
  };

export type ListDisputes = ReturnType<typeof listDisputes>;

const isAnswered = (state: DisputeQuery["state"]): boolean =>
  state === "ANSWERED" || (state !== "OPEN" && !isOpenDispute({ state }));

/** The index follows the table with a delay: what was answered meanwhile is open no more. */
const isWanted = (dispute: Dispute, { state, type, assignee, agencyId, overdue }: DisputeQuery): boolean =>
  isOpenDispute(dispute) === !isAnswered(state) &&
  (state === "OPEN" || state === "ANSWERED" || state === dispute.state) &&
  (overdue === "false" || isOpenDispute(dispute)) &&
  [
    [type, dispute.type],
    [assignee, dispute.assignee],
    [agencyId, dispute.agencyId],
  ].every(([wanted, is]) => wanted === undefined || wanted === is);
