import * as z from "zod";
import { dateOf, millisecondsBetween, type Instant, type LocalDate } from "../kernel/time.ts";
import type { GatewayEvent } from "../kernel/event.ts";
import { EventId, PlacementId } from "../kernel/ids.ts";

/** How far the law has been called upon when a payment comes in. */
export const LegalStage = z.enum(["PRE_LEGAL", "LEGAL", "ENFORCEMENT"]);
export type LegalStage = z.infer<typeof LegalStage>;

/** In which stage a placement was since some day, and which event says so; nothing said so where there is none. */
export type Staged = {
  readonly legalStage: LegalStage;
  readonly stagedOn?: LocalDate;
  readonly stagedBy?: EventId;
};

/** The event by which an agency says in which stage a placement is. */
export const STAGE_CHANGED = "placement.stage_changed";

const Changed = z.object({ placementId: PlacementId, legalStage: LegalStage });

type Step = Required<Staged>;

/**
 * The stages that a history says, by their placement, in the order in which they came about. Of one moment what was
 * said last counts: so a mistake is corrected.
 */
export function stagesIn(history: readonly GatewayEvent[]): ReadonlyMap<PlacementId, readonly Step[]> {
  const changes = history
    .filter(({ type }) => type === STAGE_CHANGED)
    .map((event) => ({ event, ...Changed.parse(event.data) }))
    .toSorted((a, b) => inOrder(a.event, b.event));
  const stages = new Map<PlacementId, readonly Step[]>();
  for (const { placementId, legalStage, event } of changes) {
    const step = {
      legalStage,
      stagedOn: dateOf(event.effectiveAt),
      stagedBy: EventId.parse(event.eventId),
    };
    stages.set(placementId, [...(stages.get(placementId) ?? []), step]);
  }
  return stages;
}

type Said = { readonly effectiveAt: Instant; readonly sequence: number };

const inOrder = (a: Said, b: Said): number =>
  millisecondsBetween(b.effectiveAt, a.effectiveAt) || a.sequence - b.sequence;

/** The stage on a day: the last that began by then. A placement begins before any claim is made in court. */
export const stageOn = (steps: readonly Step[] = [], day: LocalDate): Staged =>
  steps.findLast(({ stagedOn }) => stagedOn <= day) ?? { legalStage: "PRE_LEGAL" };
