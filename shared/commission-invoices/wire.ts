import * as z from "zod";
import { AgencyRef } from "../callbacks/fields.ts";
import { AgencyId, LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { SUM_MAX } from "../remittances/advice-data.ts";

/** Remittances that one invoice bills: each is marked in the invoice's own transaction. */
const REMITTANCE_COUNT_MAX = 50;

const sum = z.int().min(-SUM_MAX).max(SUM_MAX);

/** `POST /v1/agencies/{agencyId}/commission-invoices`: commission that the agency did not keep back. */
export const InvoiceBody = z.strictObject({
  lenderId: LenderId,
  /** The agency's own, and given once. */
  invoiceRef: AgencyRef,
  currency: Currency,
  issuedOn: LocalDate,
  /** What is billed in all; less than nothing where more went back than was earned. */
  totals: z.strictObject({ commission: sum, tax: sum }),
  /** The advices whose commission it is. */
  remittanceRefs: z
    .array(AgencyRef)
    .min(1)
    .max(REMITTANCE_COUNT_MAX)
    .refine((refs) => new Set(refs).size === refs.length, { error: "a remittance is named twice" }),
});
export type InvoiceBody = z.infer<typeof InvoiceBody>;

export const InvoiceView = z.object({
  invoiceId: z.string(),
  invoiceRef: z.string(),
  agencyId: AgencyId,
  lenderId: LenderId,
  currency: Currency,
  issuedOn: LocalDate,
  billedAt: Instant,
  totals: z.object({ commission: z.int(), tax: z.int() }),
  /** What each advice left to be billed. */
  remittances: z.array(
    z.object({
      remittanceId: z.string(),
      remittanceRef: z.string(),
      commission: z.int(),
      tax: z.int(),
    }),
  ),
});
export type InvoiceView = z.infer<typeof InvoiceView>;
