import type { Group } from "../operation.ts";

const AGENCY = "agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";
const LENDER = "lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA";
const INVOICE = "inv_3F0C8B1D5A7E9F2046B8D1C3A5";
const PATH = "/v1/commission-invoices";

export const invoiceGroup: Group = {
  name: "commission-invoices",
  says: "Commission that agencies bill",
  operations: [
    {
      name: "list",
      says: "Lists a lender's invoices, newest first",
      examples: [`commission-invoices list --lender-id ${LENDER} --all`],
      method: "GET",
      path: PATH,
      query: [
        { flag: "--lender-id <id>", says: "whose; a key of one lender need not say", member: "lenderId" },
      ],
      paged: true,
      columns: [
        ["invoice", "invoiceId"],
        ["reference", "invoiceRef"],
        ["agency", "agencyId"],
        ["issued", "issuedOn"],
        ["commission", "totals.commission"],
        ["tax", "totals.tax"],
        ["currency", "currency"],
      ],
    },
    {
      name: "show",
      says: "Shows an invoice with what each of its advices left to be billed",
      examples: [`commission-invoices show ${INVOICE}`],
      method: "GET",
      path: `${PATH}/:invoiceId`,
    },
    {
      name: "bill",
      says: "Bills commission, with the agency's own key, by a JSON file",
      examples: [`commission-invoices bill ${AGENCY} invoice.json`],
      method: "POST",
      path: "/v1/agencies/:agencyId/commission-invoices",
      body: "file",
      repeatable: true,
    },
  ],
};
