import type { Invoice } from "./model.ts";
import type { InvoiceView } from "./wire.ts";

export const invoiceView = (invoice: Invoice): InvoiceView => {
  const { contentHash: _hash, sequence: _sequence, head: _head, ...seen } = invoice;
  return seen;
};
