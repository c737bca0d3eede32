import * as z from "zod";
import { BalanceView } from "../ledger/balance-wire.ts";
import { OutboundBody } from "../deliveries/wire.ts";

/** An event in the feed: its position, and the very body that is pushed. */
export const FeedItem = OutboundBody.extend({ position: z.int() });
export type FeedItem = z.infer<typeof FeedItem>;

/** A page of the feed. `nextCursor` is always there: behind the last event it leads to what will come. */
export const FeedPage = z.object({ items: z.array(FeedItem), nextCursor: z.string() });
export type FeedPage = z.infer<typeof FeedPage>;

/** `PUT /v1/agencies/{agencyId}/feed/cursor` */
export const ConfirmCursorRequest = z.strictObject({
  cursor: z.string().min(1).max(500),
  rewind: z.boolean().default(false),
});
export type ConfirmCursorRequest = z.infer<typeof ConfirmCursorRequest>;

export const CursorView = z.object({
  cursor: z.string(),
  position: z.int(),
  confirmedAt: z.string().exactOptional(),
});
export type CursorView = z.infer<typeof CursorView>;

/** A placement as its agency sees it; an ended one without what happened to the account since. */
export const AgencyPlacementView = z.object({
  placementId: z.string(),
  lenderAccountRef: z.string(),
  product: z.string(),
  state: z.string(),
  offeredAt: z.string(),
  acknowledgeBy: z.string(),
  agencyCaseRef: z.string().exactOptional(),
  endedAt: z.string().exactOptional(),
  endCode: z.string().exactOptional(),
  lifecycle: z.string().exactOptional(),
  balance: BalanceView.exactOptional(),
  holds: z.array(z.string()).exactOptional(),
});
export type AgencyPlacementView = z.infer<typeof AgencyPlacementView>;
