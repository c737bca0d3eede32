import type { Account } from "../accounts/model.ts";
import type { Actor, EventDraft } from "../kernel/event.ts";
import { placementIdOf, type AgencyId, type PlacementId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";

/** The agency that has an account, and the placement by which it has it. */
export type Holder = { readonly placementId: PlacementId; readonly agencyId: AgencyId };

export const currentHolder = ({ accountId, placement }: Account): Holder | undefined =>
  placement && { placementId: placementIdOf(accountId, placement.number), agencyId: placement.agencyId };

/** Who decides, and when. */
export type By = { readonly actor: Actor; readonly now: Instant };

/** An event of our own making. */
export const ownEvent = (
  { actor, now }: By,
  draft: Pick<EventDraft, "type" | "data" | "route">,
): EventDraft => ({
  actor,
  effectiveAt: now,
  receivedAt: now,
  ...draft,
});

/** An event that its holder must hear of, in the order of its placement. */
export const holderEvent = (
  by: By,
  holder: Holder,
  { type, data }: Pick<EventDraft, "type" | "data">,
): EventDraft =>
  ownEvent(by, {
    type,
    data: { ...holder, ...data },
    route: { queue: "deliveries", group: holder.placementId },
  });
