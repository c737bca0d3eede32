import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { invoiceBody, invoiceExample } from "../invoice-examples.ts";

const refusals = [...keyRefusals, "not-found", ...faults] as const;

const one = { summary: "Of one gross advice", value: invoiceExample };

const page = {
  status: 200,
  says: "A page of invoices.",
  schema: "InvoicePage",
  examples: { one: { summary: "A page that is the last", value: { items: [invoiceExample] } } },
} as const;

const read = { status: 200, says: "The invoice.", schema: "InvoiceView", examples: { one } } as const;

const agency = { for: ["Agency"], proves: "key" } as const;
const finance = { for: ["Finance", "Operator"], proves: "key" } as const;

/** Commission that is billed. */
export const invoiceOperations: readonly Operation[] = [
  {
    ...agency,
    id: "billCommission",
    method: "POST",
    path: "/v1/agencies/:agencyId/commission-invoices",
    summary: "Bill commission",
    says: "What the agency earned by its advices and did not keep back: all of it in a gross advice, that on direct payments in a combined one. The totals must be what the named advices leave to be billed, which their lines show; each advice is billed once. From then on it is spent, and owed to the agency. The same `invoiceRef` with the same content is answered as the first time, with another content it is refused.",
    parameters: ["agencyId"],
    request: {
      schema: "InvoiceBody",
      bytesMax: 16 * 1024,
      examples: { one: { summary: "Of one gross advice", value: invoiceBody } },
    },
    answer: {
      status: 201,
      says: "The invoice.",
      schema: "InvoiceView",
      examples: { one },
      headers: ["Location", "Idempotent-Replayed"],
    },
    refusals: [
      ...refusals,
      ...bodyRefusals,
      "invoice-ref-reused",
      "invoice-remittance-unfit",
      "invoice-totals-differ",
      "remittance-billed",
    ],
  },
  {
    ...agency,
    id: "listOwnInvoices",
    method: "GET",
    path: "/v1/agencies/:agencyId/commission-invoices",
    summary: "List the agency's invoices",
    says: "Newest first.",
    parameters: ["agencyId", "limit", "cursor"],
    answer: page,
    refusals: [...refusals, "invalid-cursor", "invalid-request"],
  },
  {
    ...agency,
    id: "getOwnInvoice",
    method: "GET",
    path: "/v1/agencies/:agencyId/commission-invoices/:invoiceId",
    summary: "Read one of the agency's invoices",
    says: "With what each of its advices left to be billed.",
    parameters: ["agencyId", "invoiceId"],
    answer: read,
    refusals,
  },
  {
    ...finance,
    id: "listInvoices",
    method: "GET",
    path: "/v1/commission-invoices",
    summary: "List invoices of commission",
    says: "A lender's, newest first.",
    parameters: ["ownedBy", "limit", "cursor"],
    answer: page,
    refusals: [...refusals, "invalid-cursor", "invalid-request"],
  },
  {
    ...finance,
    id: "getInvoice",
    method: "GET",
    path: "/v1/commission-invoices/:invoiceId",
    summary: "Read an invoice of commission",
    says: "With what each of its advices left to be billed.",
    parameters: ["invoiceId"],
    answer: read,
    refusals,
  },
];
