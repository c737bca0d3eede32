import type { Identify } from "../../shared/access/authenticate.ts";
import { asAgency, asFinance, lenderOf } from "../../shared/access/scope.ts";
import { AgencyId, type LenderId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { csvLines } from "../../shared/platform/csv.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import type { AgencyStatement } from "../../shared/remittances/agency-statement.ts";
import { monthOf } from "../../shared/remittances/statement-period.ts";
import { statementPage, statementStyleHash, type Parties } from "../../shared/remittances/statement-page.ts";
import { statementColumns, statementRows } from "../../shared/remittances/statement-rows.ts";
import { Month, StatementQuery } from "../../shared/remittances/wire.ts";

export type StatementUseCases = {
  readonly identify: Identify;
  /** What people call the two. */
  readonly partiesOf: (lenderId: LenderId, agencyId: AgencyId) => Promise<Parties>;
  readonly agencyStatement: AgencyStatement;
};

export const statementRoutes = (use: StatementUseCases): readonly HttpRoute[] => [
  {
    method: "GET",
    path: "/v1/agencies/:agencyId/statements/:period",
    handle: async (c) => statement(use, c),
  },
];

/** A browser asks for a page; whoever does not say gets JSON. */
const accepted = (c: HttpContext): "html" | "json" =>
  /\btext\/html\b/u.test(c.req.header("accept") ?? "") ? "html" : "json";

/** A page that may load and run nothing: its own style, known by its hash, is all that a browser applies. */
const printable = (c: HttpContext, page: string): HttpReply =>
  c.html(page, 200, {
    "content-security-policy": `default-src 'none'; style-src '${statementStyleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });

async function statement(use: StatementUseCases, c: HttpContext): Promise<HttpReply> {
  const { principal } = await use.identify(c.req.header("authorization"));
  const named = AgencyId.safeParse(c.req.param("agencyId")).data;
  const reach = principal.kind === "AGENCY" ? {} : asFinance(principal, "VIEWER");
  const agencyId = principal.kind === "AGENCY" ? asAgency(principal, named) : named;
  if (agencyId === undefined)
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
  const period = monthOf(parsed(Month, c.req.param("period")));
  const asked = parsed(StatementQuery, c.req.query());
  const { currency, format = accepted(c) } = asked;
  const lenderId = lenderOf(reach, asked.lenderId);
  const view = await use.agencyStatement({ agencyId, lenderId, currency }, period);
  // What lies between the two is for nobody on the way to keep.
  c.header("cache-control", "no-store");
  if (format === "json") return c.json(view);
  if (format === "html") return printable(c, statementPage(view, await use.partiesOf(lenderId, agencyId)));
  const text = csvLines([[...statementColumns], ...statementRows(view)]);
  return c.body(text, 200, { "content-type": "text/csv; charset=utf-8" });
}
