import { answerReports, lenderRound } from "./demo-lender.ts";
import type { LocalCloud } from "../local-cloud.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";

const AGENCIES_MS = 1_000;
const CLOUD_MS = 20_000;
const CALM_ROUNDS = 2;
/** A message that waits for its next attempt is waited for by moving time, so often at most. */
const CLOCK_STEPS_MAX = 60;

type World = {
  readonly cloud: LocalCloud;
  readonly sandbox: Sandbox;
  readonly seed: number;
  /** Decides what waits for the operator. @returns how much that was */
  readonly decideQuarantined: () => Promise<number>;
};

/**
 * Lets everybody work until there is nothing left to do: lenders answer and decide, agencies report, the cloud
 * delivers. @throws Error when deliveries are still waiting after the clock was moved many times
 */
export async function settle(world: World): Promise<void> {
  let calm = 0;
  let clockSteps = 0;
  while (calm < CALM_ROUNDS) {
    const isCalm = await round(world);
    calm = isCalm ? calm + 1 : 0;
    if (!isCalm || (await waitingMessages(world.cloud)) === 0) continue;
    if (clockSteps === CLOCK_STEPS_MAX) throw new Error("messages are still waiting for another attempt");
    clockSteps += 1;
    calm = 0;
    await world.cloud.advance("PT1M");
  }
}

/** True when nobody did anything and nothing runs. */
async function round({ cloud, sandbox, seed, decideQuarantined }: World): Promise<boolean> {
  let decided = 0;
  for (const { apiKey } of sandbox.lenders)
    decided += await lenderRound({ baseUrl: cloud.baseUrl, apiKey }, seed);
  decided += await decideQuarantined();
  const collected = await sandbox.agenciesAtWork.collect();
  const isQuiet = await sandbox.quiet(AGENCIES_MS);
  if (decided + collected > 0 || !isQuiet) return false;
  await cloud.idle(CLOUD_MS);
  let answered = 0;
  for (const { apiKey } of sandbox.lenders)
    answered += await answerReports({ baseUrl: cloud.baseUrl, apiKey });
  return answered === 0 && sandbox.agenciesAtWork.pending() === 0;
}

/** Messages that are neither done nor dead. */
async function waitingMessages(cloud: LocalCloud): Promise<number> {
  const [queues, dead] = [await cloud.queues(), await cloud.deadLetters()];
  return Object.entries(queues)
    .filter(([name]) => !(name in dead))
    .reduce((total, [, { ready, delayed, inFlight }]) => total + ready + delayed + inFlight, 0);
}
