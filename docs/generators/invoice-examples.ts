import type * as z from "zod";
import { accepted } from "../../shared/kernel/problems.ts";
import { AgencyId } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { decideInvoice } from "../../shared/commission-invoices/decide-invoice.ts";
import { invoiceView } from "../../shared/commission-invoices/view.ts";
import { InvoiceBody } from "../../shared/commission-invoices/wire.ts";
import { ids } from "./examples.ts";
import { remittanceFacts } from "./remittance-examples.ts";

export const invoiceBody = {
  lenderId: ids.lenderId,
  invoiceRef: "INV-2026-0311",
  currency: "USD",
  issuedOn: "2026-04-03",
  totals: { commission: 5_000, tax: 950 },
  remittanceRefs: ["REM-2026-03-G"],
} as const satisfies z.input<typeof InvoiceBody>;

const agencyId = AgencyId.parse(ids.agencyId);

/** The advice of the examples, had it been a gross one. */
const gross = {
  ...remittanceFacts,
  remittanceRef: "REM-2026-03-G",
  mode: "GROSS",
  kept: { commission: 0, tax: 0 },
} as const;

const decided = accepted(
  decideInvoice({
    agencyId,
    body: InvoiceBody.parse(invoiceBody),
    actor: { kind: "AGENCY", id: agencyId },
    now: Instant.parse("2026-04-03T08:00:00.000Z"),
    remittances: [gross],
  }),
);

export const invoicePosted = decided.event.postings ?? [];

export const invoiceExample = invoiceView(decided.invoice);
