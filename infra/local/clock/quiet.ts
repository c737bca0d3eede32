import { setTimeout as delay } from "node:timers/promises";
import type { EventSources } from "../sources/event-sources.ts";
import type { LambdaHost } from "../lambda/lambda-host.ts";

const checkEveryMs = 10;

/**
 * Waits until nothing runs and nothing is left that could run now. A message that waits for its visibility
 * timeout or its delay does not count: only time can move it.
 *
 * @throws Error saying what is still busy when the time is up.
 */
export function createQuiet(host: LambdaHost, sources: EventSources): (timeoutMs: number) => Promise<void> {
  const busyWith = async (): Promise<readonly string[]> => {
    const ended = host.ended();
    await sources.settled();
    const busy = await sources.busyWith();
    if (busy.length > 0) return busy;
    if (host.running() > 0) return [`${host.running()} invocations`];
    return host.ended() === ended ? [] : ["what just ended"];
  };
  return async (timeoutMs) => {
    const deadline = performance.now() + timeoutMs;
    for (let busy = await busyWith(); busy.length > 0; busy = await busyWith()) {
      if (performance.now() > deadline) throw new Error(`the local cloud is still busy: ${busy.join(", ")}`);
      await delay(checkEveryMs);
    }
  };
}
