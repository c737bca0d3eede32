import type * as z from "zod";
import type { Identify } from "../../shared/access/authenticate.ts";
import type { FinanceRole } from "../../shared/access/wire.ts";
import type { ChangePeriod, DecidePeriod } from "../../shared/periods/change-period.ts";
import { checklist } from "../../shared/periods/checklist.ts";
import { beginClosing, close, reopen } from "../../shared/periods/closing.ts";
import type { FindPeriod } from "../../shared/periods/find-period.ts";
import type { GatherFacts } from "../../shared/periods/gather-facts.ts";
import type { ListPeriods } from "../../shared/periods/list-periods.ts";
import type { Period } from "../../shared/periods/model.ts";
import type { ReadBalance } from "../../shared/periods/read-balance.ts";
import { periodView } from "../../shared/periods/view.ts";
import { PeriodQuery, type CheckView, type PeriodDetail } from "../../shared/periods/wire.ts";
import { NothingRequest, ReasonRequest } from "../../shared/placements/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { financeCaller, ownerOf } from "./finance.ts";

export type PeriodUseCases = {
  readonly identify: Identify;
  readonly listPeriods: ListPeriods;
  readonly findPeriod: FindPeriod;
  readonly gatherFacts: GatherFacts;
  readonly changePeriod: ChangePeriod;
  readonly readBalance: ReadBalance;
};

const BODY_BYTES_MAX = 4 * 1024;

const ONE = "/v1/periods/:periodId";

export const periodRoutes = (use: PeriodUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/periods", handle: async (c) => list(use, c) },
  { method: "GET", path: ONE, handle: async (c) => read(use, c) },
  { method: "GET", path: `${ONE}/trial-balance`, handle: async (c) => balance(use, c) },
  { method: "POST", path: `${ONE}/closing`, handle: async (c) => begin(use, c) },
  { method: "POST", path: `${ONE}/close`, handle: async (c) => finish(use, c) },
  { method: "POST", path: `${ONE}/reopening`, handle: async (c) => giveUp(use, c) },
];

async function list(use: PeriodUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const { lenderId, currency } = parsed(PeriodQuery, c.req.query());
  const { items, next } = await use.listPeriods({ owner: ownerOf(reach, lenderId), currency }, pagingOf(c));
  return c.json(pageOf(items.map(periodView), next));
}

const named = (c: HttpContext): string => c.req.param("periodId") ?? "";

async function found(use: PeriodUseCases, c: HttpContext): Promise<Period> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  return use.findPeriod({ reach, periodId: named(c) });
}

async function read(use: PeriodUseCases, c: HttpContext): Promise<HttpReply> {
  return c.json(await detailOf(use, await found(use, c)));
}

async function balance(use: PeriodUseCases, c: HttpContext): Promise<HttpReply> {
  return c.json(await use.readBalance(await found(use, c)));
}

type Command<Body> = {
  readonly least: FinanceRole;
  readonly schema: z.ZodType<Body>;
  readonly decide: (body: Body) => DecidePeriod;
};

async function change<Body>(use: PeriodUseCases, c: HttpContext, command: Command<Body>): Promise<HttpReply> {
  const { reach, actor } = await financeCaller(use, c, command.least);
  const body = parsed(command.schema, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  const period = await use.changePeriod({ reach, periodId: named(c) }, actor, command.decide(body));
  return c.json(await detailOf(use, period));
}

const begin = async (use: PeriodUseCases, c: HttpContext): Promise<HttpReply> =>
  change(use, c, {
    least: "OPERATOR",
    schema: NothingRequest,
    decide: () => async (before, by) => beginClosing(before, await checksOf(use, before), by),
  });

/** What only the second pair of eyes may do. */
const finish = async (use: PeriodUseCases, c: HttpContext): Promise<HttpReply> =>
  change(use, c, {
    least: "APPROVER",
    schema: NothingRequest,
    decide: () => async (before, by) => close(before, await checksOf(use, before), by),
  });

const giveUp = async (use: PeriodUseCases, c: HttpContext): Promise<HttpReply> =>
  change(use, c, {
    least: "OPERATOR",
    schema: ReasonRequest,
    decide:
      ({ reason }) =>
      async (before) =>
        reopen(before, reason),
  });

async function checksOf(use: PeriodUseCases, period: Period): Promise<CheckView[]> {
  return checklist(await use.gatherFacts(period));
}

async function detailOf(use: PeriodUseCases, period: Period): Promise<PeriodDetail> {
  return { ...periodView(period), checklist: await checksOf(use, period) };
}
