import * as z from "zod";
import type { Actor, Posting } from "../kernel/event.ts";

export const ActorView = z.object({
  kind: z.enum(["LENDER", "AGENCY", "FINANCE", "ADMIN", "SYSTEM"]),
  id: z.string(),
}) satisfies z.ZodType<Actor>;

export const PostingView = z.object({ account: z.string(), amount: z.int() }) satisfies z.ZodType<Posting>;

/** An event of an account as its lender sees it, in the list of events and by push. */
export const EventView = z.object({
  eventId: z.string(),
  accountId: z.string(),
  sequence: z.int(),
  type: z.string(),
  actor: ActorView,
  effectiveAt: z.string(),
  reportedAt: z.string().exactOptional(),
  receivedAt: z.string(),
  postedAt: z.string(),
  data: z.record(z.string(), z.unknown()),
  postings: z.array(PostingView),
  payloadHash: z.string().exactOptional(),
  previousHash: z.string(),
  hash: z.string(),
});
export type EventView = z.infer<typeof EventView>;
