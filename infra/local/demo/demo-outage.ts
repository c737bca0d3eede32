import { inventoryOf } from "./demo-inventory.ts";
import type { Outage } from "../audit/audit-facts.ts";
import type { LocalCloud } from "../local-cloud.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";

/** Bounce Pretend Services: none of its accounts can be worked while it is away. */
const DOWN = 4;
/** A probe comes within half an hour, and so does what it lets through; offers stand for 48 hours. */
const RECOVERY_STEP = "PT35M";
const RECOVERY_STEPS_MAX = 12;

type World = {
  readonly cloud: LocalCloud;
  readonly sandbox: Sandbox;
  readonly settled: () => Promise<void>;
};

/** Takes one agency down. @returns how to bring it back */
export function takeDown({ cloud, sandbox, settled }: World): () => Promise<Outage> {
  const seat = sandbox.agencies[DOWN];
  if (seat === undefined) throw new Error("there is no agency to take down");
  const { setDown, journal } = sandbox.agenciesAtWork;
  setDown(seat.id, true);
  return async () => {
    setDown(seat.id, false);
    const outage = {
      agencyId: seat.id,
      until: cloud.now().toISOString(),
      turnedAway: journal.counts.turnedAway,
    };
    for (let step = 0; step < RECOVERY_STEPS_MAX; step += 1) {
      const { listed, believed } = await inventoryOf(sandbox, seat);
      if (listed.join() === believed.join()) return outage;
      await cloud.advance(RECOVERY_STEP);
      await settled();
    }
    return outage;
  };
}
