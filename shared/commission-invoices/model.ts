import * as z from "zod";
import { InvoiceId, RemittanceId } from "../kernel/ids.ts";
import { InvoiceView } from "./wire.ts";

/** An invoice as stored, with the history that its posting is part of. */
export const Invoice = InvoiceView.extend({
  invoiceId: InvoiceId,
  /** SHA-256 of all that was billed: the same reference with another content is another invoice. */
  contentHash: z.string(),
  remittances: z.array(InvoiceView.shape.remittances.element.extend({ remittanceId: RemittanceId })),
  sequence: z.int(),
  head: z.string(),
});
export type Invoice = z.infer<typeof Invoice>;
