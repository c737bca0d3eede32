import type { Identify } from "../../shared/access/authenticate.ts";
import { asAgency, asFinance, lenderOf } from "../../shared/access/scope.ts";
import { AgencyId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { csvLines } from "../../shared/platform/csv.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import type { AgencyStatement } from "../../shared/remittances/agency-statement.ts";
import { monthOf } from "../../shared/remittances/statement-period.ts";
import { statementColumns, statementRows } from "../../shared/remittances/statement-rows.ts";
import { Month, StatementQuery } from "../../shared/remittances/wire.ts";

export type StatementUseCases = {
  readonly identify: Identify;
  readonly agencyStatement: AgencyStatement;
};

export const statementRoutes = (use: StatementUseCases): readonly HttpRoute[] => [
  {
    method: "GET",
    path: "/v1/agencies/:agencyId/statements/:period",
    handle: async (c) => statement(use, c),
  },
];

async function statement(use: StatementUseCases, c: HttpContext): Promise<HttpReply> {
  const { principal } = await use.identify(c.req.header("authorization"));
  const named = AgencyId.safeParse(c.req.param("agencyId")).data;
  const reach = principal.kind === "AGENCY" ? {} : asFinance(principal, "VIEWER");
  const agencyId = principal.kind === "AGENCY" ? asAgency(principal, named) : named;
  if (agencyId === undefined)
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
  const period = monthOf(parsed(Month, c.req.param("period")));
  const { currency, format, lenderId } = parsed(StatementQuery, c.req.query());
  const view = await use.agencyStatement({ agencyId, lenderId: lenderOf(reach, lenderId), currency }, period);
  if (format === "json") return c.json(view);
  const text = csvLines([[...statementColumns], ...statementRows(view)]);
  return c.body(text, 200, { "content-type": "text/csv; charset=utf-8" });
}
