import * as z from "zod";
import { EventView } from "../accounts/event-wire.ts";
import { AgencyId, PlacementId } from "../kernel/ids.ts";
import { Currency, Money } from "../kernel/money.ts";

export const SuspenseState = z.enum(["HELD", "REVERSED", "ATTRIBUTED", "RETURNED"]);
export type SuspenseState = z.infer<typeof SuspenseState>;

const Explanation = z.string().trim().min(1).max(500);

/** `POST /v1/suspense-payments/{suspenseId}/attribution` */
export const AttributionRequest = z.strictObject({ placementId: PlacementId, explanation: Explanation });
export type AttributionRequest = z.infer<typeof AttributionRequest>;

/** `POST /v1/suspense-payments/{suspenseId}/return` */
export const ReturnRequest = z.strictObject({ explanation: Explanation });
export type ReturnRequest = z.infer<typeof ReturnRequest>;

/** Which money without an account. */
export const SuspenseQuery = z.object({
  currency: Currency,
  agencyId: AgencyId.exactOptional(),
  state: SuspenseState.default("HELD"),
});
export type SuspenseQuery = z.infer<typeof SuspenseQuery>;

/** Money without an account, and what became of it. */
export const SuspensePaymentView = z.object({
  suspenseId: z.string(),
  agencyId: z.string(),
  paymentRef: z.string(),
  /** The placement that its agency named. */
  reportedPlacementId: z.string(),
  state: SuspenseState,
  /** What is left in suspense. */
  held: Money,
  /** Where it was attributed to. */
  placementId: z.string().exactOptional(),
  settledAt: z.string().exactOptional(),
  /** The key, or the agency, that settled it. */
  settledBy: z.string().exactOptional(),
  explanation: z.string().exactOptional(),
});
export type SuspensePaymentView = z.infer<typeof SuspensePaymentView>;

/** The same with its history: as it was reported, each part that was taken back, how it was settled. */
export const SuspensePaymentDetail = SuspensePaymentView.extend({
  history: z.array(EventView),
});
export type SuspensePaymentDetail = z.infer<typeof SuspensePaymentDetail>;

export const SuspensePaymentPage = z.object({
  items: z.array(SuspensePaymentView),
  nextCursor: z.string().exactOptional(),
});
