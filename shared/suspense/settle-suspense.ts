import type { AccountStateStore } from "../accounts/state-store.ts";
import type { Actor } from "../kernel/event.ts";
import { accountIdOf, placementNumberOf, type PlacementId, type SuspenseId } from "../kernel/ids.ts";
import { accepted, Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { attribution } from "./attribution.ts";
import { findSuspense, type FindSuspenseDeps } from "./find.ts";
import { settledBy, type InSuspense } from "./model.ts";
import { attributionWritten, settledItems, type SuspenseWrites } from "./written.ts";

export type SettleSuspenseDeps = FindSuspenseDeps &
  SuspenseWrites & {
    readonly payments: FindSuspenseDeps["payments"] & SuspenseWrites["payments"];
    readonly accounts: Pick<AccountStateStore, "find" | "changed">;
    readonly write: Write;
    readonly clock: Clock;
  };

type Settle = { readonly suspenseId: SuspenseId; readonly actor: Actor; readonly explanation: string };

/**
 * Posts money in suspense to the account that it belongs to. Attributing it once more to the same placement is
 * harmless.
 * @throws Refused `not-found`, `invalid-transition`, `invalid-request` for a placement that its agency never held,
 * `currency-mismatch`, `unavailable`
 */
export const attributeSuspense =
  (deps: SettleSuspenseDeps) =>
  async ({ suspenseId, ...by }: Settle & { readonly placementId: PlacementId }): Promise<InSuspense> =>
    attempts(async () => {
      const found = await findSuspense(deps)(suspenseId);
      if (found.suspense.settled?.placementId === by.placementId) return found;
      const account = await heldBy(deps, found, by.placementId);
      const now = deps.clock.now();
      const decided = accepted(attribution(found, { ...by, now, account }));
      const written = await deps.write(attributionWritten(deps, decided, { before: account, now }));
      return written.ok ? findSuspense(deps)(suspenseId) : again;
    }, onConflict);

export type AttributeSuspense = ReturnType<typeof attributeSuspense>;

/**
 * Takes money off the books that belongs to no account here: its agency gives it back to whoever paid. Returning it
 * once more is harmless.
 * @throws Refused `not-found`, `invalid-transition`, `unavailable`
 */
export const returnSuspense =
  (deps: SettleSuspenseDeps) =>
  async ({ suspenseId, ...by }: Settle): Promise<InSuspense> =>
    attempts(async () => {
      const found = await findSuspense(deps)(suspenseId);
      const { suspense, payment } = found;
      if (suspense.settled?.as === "RETURNED") return found;
      const now = deps.clock.now();
      const settled = accepted(settledBy(found, "return", { ...by, now }));
      const { once, state, events } = settledItems(deps, settled, now);
      // Nothing is left that its agency could take back.
      const spent = deps.payments.written({ ...payment, reversed: payment.amount }, payment);
      const written = await deps.write({ identity: [once], state: [state, spent], events });
      return written.ok ? findSuspense(deps)(suspenseId) : again;
    }, onConflict);

export type ReturnSuspense = ReturnType<typeof returnSuspense>;

/** The account of a placement that the money's agency held. */
async function heldBy({ accounts }: SettleSuspenseDeps, { suspense }: InSuspense, placementId: PlacementId) {
  const account = await accounts.find(accountIdOf(placementId));
  if (account?.holders[placementNumberOf(placementId) - 1] === suspense.agencyId) return account;
  throw new Refused({
    code: "invalid-request",
    detail: "The agency that reported the money never held this placement.",
    errors: [{ pointer: "/placementId", code: "unknown", detail: "no placement of this agency" }],
  });
}
