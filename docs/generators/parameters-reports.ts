import { ReportType } from "../../shared/debtor-reports/wire.ts";
import type { ParameterName } from "./operation.ts";
import { asked, path, type Parameter } from "./parameter.ts";

const ULID = "[0-9A-HJKMNP-TV-Z]{26}";

/** Of what agencies report and the lender answers, beside disputes. */
export const reportParameters = {
  reportId: path("reportId", "The report, `rep_…`.", {
    type: "string",
    pattern: `^rep_${ULID}_[1-9][0-9]{0,7}$`,
  }),
  reportState: asked("state", "Only reports in this state, which is the only one that is listed.", {
    type: "string",
    enum: ["OPEN"],
    default: "OPEN",
  }),
  reportType: asked("type", "Only reports of this type.", {
    type: "string",
    enum: [...ReportType.options],
  }),
  costId: path("costId", "The cost, `cst_…`.", {
    type: "string",
    pattern: `^cst_${ULID}_[1-9][0-9]{0,7}$`,
  }),
  costState: asked("state", "Only costs in this state, which is the only one that is listed.", {
    type: "string",
    enum: ["PENDING"],
    default: "PENDING",
  }),
} as const satisfies Partial<Record<ParameterName, Parameter>>;
