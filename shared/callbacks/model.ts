import * as z from "zod";
import { AgencyId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { CallbackAnswer } from "./wire.ts";

/** That a callback came, what it was (by hash) and what was answered. */
export const Receipt = z.object({
  agencyId: AgencyId,
  eventId: z.string(),
  bodyHash: z.string(),
  answer: CallbackAnswer,
  receivedAt: Instant,
  /** The event in the agency's own words, where it has a dialect: what a draft is tried against. */
  raw: z.string().exactOptional(),
});
export type Receipt = z.infer<typeof Receipt>;
