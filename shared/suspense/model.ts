import type { Actor, EventDraft, GatewayEvent } from "../kernel/event.ts";
import type { PlacementId } from "../kernel/ids.ts";
import { money } from "../kernel/money.ts";
import type { Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { Instant } from "../kernel/time.ts";
import { next, type TransitionTable } from "../kernel/transitions.ts";
import type { Payment, Suspense } from "../payments/model.ts";
import type { SuspenseState } from "./wire.ts";

/** Money without an account is settled once: its agency takes it back, it finds its account, or it is given back. */
const suspenseTransitions = {
  reverse: { from: ["HELD"], to: "REVERSED" },
  attribute: { from: ["HELD"], to: "ATTRIBUTED" },
  return: { from: ["HELD"], to: "RETURNED" },
} as const satisfies TransitionTable<SuspenseState>;

export const suspenseStateOf = ({ settled, held }: Pick<Suspense, "settled" | "held">): SuspenseState =>
  settled?.as ?? (held === 0 ? "REVERSED" : "HELD");

/** Money without an account as it stands, with all that was reported of it. */
export type InSuspense = {
  readonly suspense: Suspense;
  readonly payment: Payment;
  readonly history: readonly GatewayEvent[];
};

/** Who settles it, when and why; and the placement that it belongs to. */
export type Settling = {
  readonly actor: Actor;
  readonly now: Instant;
  readonly explanation: string;
  readonly placementId?: PlacementId;
};

/** What settling does to the record of the money and to its history, in the books of nobody. */
export type SettledSuspense = {
  readonly before: Suspense;
  readonly after: Suspense;
  readonly event: EventDraft;
};

const eventTypes = { ATTRIBUTED: "suspense.attributed", RETURNED: "suspense.returned" } as const;

/** Takes what is left off the books of nobody's money. @returns refusal `invalid-transition` */
export function settledBy(
  { suspense, payment }: InSuspense,
  how: "attribute" | "return",
  { actor, now, explanation, placementId }: Settling,
): Result<SettledSuspense, Refusal> {
  const allowed = next(suspenseTransitions, suspenseStateOf(suspense), how);
  if (!allowed.ok) return allowed;
  const as = suspenseTransitions[how].to;
  const { held, paymentRef, currency, agencyId } = suspense;
  const said = { explanation, ...(placementId !== undefined && { placementId }) };
  return ok({
    before: suspense,
    after: {
      ...suspense,
      held: 0,
      version: suspense.version + 1,
      settled: { as, by: actor.id, at: now, ...said },
    },
    event: {
      type: eventTypes[as],
      actor,
      effectiveAt: now,
      receivedAt: now,
      data: { paymentRef, amount: money(held, currency), ...said },
      postings: [
        { account: payment.clearing, amount: -held },
        { account: `suspense/${agencyId}`, amount: held },
      ],
    },
  });
}
