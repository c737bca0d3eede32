import { AgeBucket, BreakState } from "../../shared/breaks/wire.ts";
import { BreakCode, Severity } from "../../shared/reconciliation/wire.ts";
import { asked } from "./parameter.ts";
import { refTo } from "./schemas.ts";

/** Which breaks. */
export const breakParameters = {
  breakId: {
    name: "breakId",
    in: "path",
    required: true,
    description: "The break, `brk_…`.",
    schema: { type: "string", pattern: "^brk_[0-9A-F]{26}$" },
  },
  breakState: asked(
    "state",
    "`OPEN` is all that is not resolved. What is asked for is picked from each page: one may have fewer entries than `limit`.",
    { type: "string", enum: [...BreakState.options], default: "OPEN" },
  ),
  breakCode: asked("code", "Only breaks of this code.", { type: "string", enum: [...BreakCode.options] }),
  breakSeverity: asked("severity", "Only breaks of this severity.", {
    type: "string",
    enum: [...Severity.options],
  }),
  breakAgency: asked("agencyId", "Only breaks with this agency.", refTo("AgencyId")),
  breakAge: asked("age", "Only breaks that were first seen so many days ago.", {
    type: "string",
    enum: [...AgeBucket.options],
  }),
  breakOverdue: asked("overdue", "`true`: only open breaks whose time is over.", {
    type: "string",
    enum: ["true", "false"],
    default: "false",
  }),
} as const;
