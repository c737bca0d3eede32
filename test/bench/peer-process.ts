import { pathToFileURL } from "node:url";
import { answerParent } from "./child.ts";
import { callbackEvent } from "./handler-world.ts";
import { cpuUs } from "./load.ts";

// A process of its own: one peer, bundled as a Lambda is, and nothing else.

export type PeerQuestion =
  | { readonly ask: "load"; readonly file: string }
  | { readonly ask: "round"; readonly count: number };

/** Microseconds that one callback took: of CPU, all threads, and by the wall clock. */
export type PeerCost = { readonly cpuUs: number; readonly wallUs: number };

type Handler = (event: unknown, context: unknown) => Promise<{ readonly statusCode: number }>;

let handler: Handler;

answerParent(
  async (question: PeerQuestion) => (question.ask === "load" ? load(question.file) : round(question.count)),
  async () => undefined,
);

async function load(file: string): Promise<undefined> {
  ({ handler } = (await import(pathToFileURL(file).href)) as { handler: Handler });
}

/** Few, so that keeping them costs the garbage collector nothing that a Lambda would not pay. */
const EVENTS = 100;

/** One after the other, as in a Lambda. */
async function round(count: number): Promise<PeerCost> {
  const events = Array.from({ length: EVENTS }, callbackEvent);
  const [cpuBefore, startedAt] = [cpuUs(), performance.now()];
  for (let n = 0; n < count; n += 1) {
    const { statusCode } = await handler(events[n % EVENTS], {});
    if (statusCode !== 202) throw new Error(`the peer answered ${statusCode}`);
  }
  return { cpuUs: (cpuUs() - cpuBefore) / count, wallUs: ((performance.now() - startedAt) * 1000) / count };
}
