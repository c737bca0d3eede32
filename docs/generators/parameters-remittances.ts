import { RemittanceState } from "../../shared/remittances/model.ts";
import { asked, path } from "./parameter.ts";
import { refTo } from "./schemas.ts";

/** Which payment, which remittances, and which statement. */
export const remittanceParameters = {
  invoiceId: path("invoiceId", "The invoice, `inv_…`.", {
    type: "string",
    pattern: "^inv_[0-9A-HJKMNP-TV-Z]{26}$",
  }),
  remittanceId: path("remittanceId", "The remittance, `rem_…`.", {
    type: "string",
    pattern: "^rem_[0-9A-HJKMNP-TV-Z]{26}$",
  }),
  remittanceFileId: path("remittanceFileId", "The file of an advice, `rmf_…`.", {
    type: "string",
    pattern: "^rmf_[0-9A-HJKMNP-TV-Z]{26}$",
  }),
  paymentRef: path("paymentRef", "The payment, by the lender's own reference.", {
    type: "string",
    minLength: 1,
    maxLength: 64,
    pattern: "^[\\x21\\x22\\x24\\x26-\\x2E\\x30-\\x3E\\x40-\\x7E]+$",
  }),
  remittancesOf: asked(
    "lenderId",
    "The lender whose remittances they are. A finance key of one lender need not say.",
    refTo("LenderId"),
  ),
  remittancesBy: asked("agencyId", "Only those of this agency.", refTo("AgencyId")),
  remittancesOfLender: asked("lenderId", "Only those to this lender.", refTo("LenderId")),
  remittanceState: asked("state", "Only those that stand there.", {
    type: "string",
    enum: RemittanceState.exclude(["LOADING"]).options,
  }),
  period: {
    ...asked("period", "The month, `YYYY-MM`.", {
      type: "string",
      pattern: "^\\d{4}-(?:0[1-9]|1[0-2])$",
    }),
    in: "path",
    required: true,
  },
  statementOf: asked(
    "lenderId",
    "The lender that the agency works for. A finance key of one lender need not say.",
    refTo("LenderId"),
  ),
  statementFormat: asked(
    "format",
    "How it is answered; as the `Accept` header asks, or else `json`, when left out.",
    {
      type: "string",
      enum: ["json", "csv", "html"],
    },
  ),
} as const;
