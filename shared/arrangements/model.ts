import * as z from "zod";
import type { TransitionTable } from "../kernel/transitions.ts";

/** Where the debtor's agreement to pay stands; NONE when there is none in force. */
export const ArrangementState = z.enum(["NONE", "PROPOSED", "ACTIVE", "BROKEN", "COMPLETED"]);
export type ArrangementState = z.infer<typeof ArrangementState>;

export const arrangementTransitions = {
  "arrangement.proposed": { from: ["NONE", "BROKEN", "COMPLETED"], to: "PROPOSED" },
  "arrangement.activated": { from: ["NONE", "PROPOSED", "BROKEN", "COMPLETED"], to: "ACTIVE" },
  "arrangement.broken": { from: ["ACTIVE"], to: "BROKEN" },
  "arrangement.completed": { from: ["ACTIVE"], to: "COMPLETED" },
  "arrangement.cancelled": { from: ["PROPOSED", "ACTIVE", "BROKEN"], to: "NONE" },
} as const satisfies TransitionTable<ArrangementState>;

export type ArrangementEvent = keyof typeof arrangementTransitions;
