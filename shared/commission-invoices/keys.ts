import { InvoiceId, type AgencyId } from "../kernel/ids.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import type { InvoiceBody } from "./wire.ts";

const ID_LENGTH = 26;

/** The same reference of the same agency is the same invoice, however often it comes. */
export const invoiceIdOf = (agencyId: AgencyId, invoiceRef: string): InvoiceId =>
  InvoiceId.parse(`inv_${sha256(`${agencyId}\n${invoiceRef}`).slice(0, ID_LENGTH).toUpperCase()}`);

export const contentHashOf = (body: InvoiceBody): string => sha256(canonical(body));
