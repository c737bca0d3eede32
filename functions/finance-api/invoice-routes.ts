import type { Identify } from "../../shared/access/authenticate.ts";
import { asAgency, lenderOf, withinReach } from "../../shared/access/scope.ts";
import type { BillCommission, Billed } from "../../shared/commission-invoices/bill-commission.ts";
import type { Invoice } from "../../shared/commission-invoices/model.ts";
import type { InvoiceStore } from "../../shared/commission-invoices/store.ts";
import { invoiceView } from "../../shared/commission-invoices/view.ts";
import { InvoiceBody } from "../../shared/commission-invoices/wire.ts";
import { AgencyId, InvoiceId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { OwnerQuery } from "../../shared/ledger/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { financeCaller } from "./finance.ts";

export type InvoiceUseCases = {
  readonly identify: Identify;
  readonly billCommission: (command: BillCommission) => Promise<Billed>;
  readonly invoices: Pick<InvoiceStore, "find" | "page">;
};

const BODY_BYTES_MAX = 16 * 1024;

const OURS = "/v1/commission-invoices";
const THEIRS = "/v1/agencies/:agencyId/commission-invoices";

export const invoiceRoutes = (use: InvoiceUseCases): readonly HttpRoute[] => [
  { method: "POST", path: THEIRS, handle: async (c) => bill(use, c) },
  { method: "GET", path: THEIRS, handle: async (c) => page(use, c, await agencyOf(use, c)) },
  { method: "GET", path: `${THEIRS}/:invoiceId`, handle: async (c) => own(use, c) },
  { method: "GET", path: OURS, handle: async (c) => page(use, c, await lenderIn(use, c)) },
  { method: "GET", path: `${OURS}/:invoiceId`, handle: async (c) => seen(use, c) },
];

async function agencyOf(use: InvoiceUseCases, c: HttpContext): Promise<AgencyId> {
  const { principal } = await use.identify(c.req.header("authorization"));
  return asAgency(principal, AgencyId.safeParse(c.req.param("agencyId")).data);
}

async function lenderIn(use: InvoiceUseCases, c: HttpContext) {
  const { reach } = await financeCaller(use, c, "VIEWER");
  return lenderOf(reach, parsed(OwnerQuery, c.req.query()).lenderId);
}

async function bill(use: InvoiceUseCases, c: HttpContext): Promise<HttpReply> {
  const agencyId = await agencyOf(use, c);
  const body = parsed(InvoiceBody, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  const actor = { kind: "AGENCY", id: agencyId } as const;
  const { invoice, replayed } = await use.billCommission({ agencyId, body, actor });
  if (replayed) c.header("idempotent-replayed", "true");
  c.header("location", `${THEIRS.replace(":agencyId", agencyId)}/${invoice.invoiceId}`);
  return c.json(invoiceView(invoice), 201);
}

async function page(
  use: InvoiceUseCases,
  c: HttpContext,
  whose: Parameters<InvoiceStore["page"]>[0],
): Promise<HttpReply> {
  const { items, next } = await use.invoices.page(whose, pagingOf(c));
  return c.json(pageOf(items.map(invoiceView), next));
}

/** An id that is none is not found. */
async function found(use: InvoiceUseCases, c: HttpContext): Promise<Invoice | undefined> {
  const invoiceId = InvoiceId.safeParse(c.req.param("invoiceId"));
  return invoiceId.success ? use.invoices.find(invoiceId.data) : undefined;
}

async function seen(use: InvoiceUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  return c.json(invoiceView(withinReach(reach, await found(use, c))));
}

async function own(use: InvoiceUseCases, c: HttpContext): Promise<HttpReply> {
  const agencyId = await agencyOf(use, c);
  const invoice = await found(use, c);
  if (invoice?.agencyId === agencyId) return c.json(invoiceView(invoice));
  throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
}
