import type { AgencyId } from "../kernel/ids.ts";
import { dateOf, type LocalDate } from "../kernel/time.ts";
import type { Placement } from "../placements/model.ts";

type Held = Pick<Placement, "agencyId" | "offeredAt" | "endedAt" | "state" | "number">;
type Ended = Held & Pick<Placement, "tailUntil">;

/** Ends in which the agency never had the account. */
const neverHeld: ReadonlySet<string> = new Set(["DECLINED", "TIMED_OUT"]);

/** Who had the account on a day: the latest placement that began by then and had not ended before. */
export function holderOn(placements: readonly Held[], day: LocalDate): AgencyId | undefined {
  const then = placements
    .filter(({ state }) => !neverHeld.has(state))
    .filter(
      ({ offeredAt, endedAt }) =>
        dateOf(offeredAt) <= day && (endedAt === undefined || dateOf(endedAt) >= day),
    )
    .toSorted((a, b) => b.number - a.number);
  return then[0]?.agencyId;
}

/** Whose a payment of a day is that nobody was told of: the latest placement that had begun, until its tail is over. */
export function earningOn<One extends Ended>(placements: readonly One[], day: LocalDate): One | undefined {
  const then = placements
    .filter(({ state }) => !neverHeld.has(state))
    .filter(({ offeredAt }) => dateOf(offeredAt) <= day)
    .toSorted((a, b) => b.number - a.number);
  const [latest] = then;
  const until = latest?.tailUntil ?? latest?.endedAt;
  return until === undefined || dateOf(until) >= day ? latest : undefined;
}
