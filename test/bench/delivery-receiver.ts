import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answerParent } from "./child.ts";

// A process of its own: agencies that answer after a stated time on average.

export type ReceiverQuestion =
  | { readonly ask: "start" }
  | { readonly ask: "behave"; readonly latencyMs: number; readonly down: readonly string[] }
  /** The events that a path took, in the order in which they came. */
  | { readonly ask: "taken"; readonly path: string };

let latencyMs = 0;
let down: ReadonlySet<string> = new Set();
const taken = new Map<string, string[]>();

const server = createServer((request, response) => {
  const path = request.url ?? "";
  request.resume().on("end", () => {
    const answer = (): void => {
      const isDown = down.has(path);
      if (!isDown)
        taken.set(path, [...(taken.get(path) ?? []), String(request.headers["webhook-id"])].slice(-2_000));
      response.writeHead(isDown ? 503 : 204).end();
    };
    if (latencyMs === 0) answer();
    else setTimeout(answer, latencyMs * (0.5 + Math.random())); // never in step, as over the Internet
  });
});

answerParent(
  async (question: ReceiverQuestion) => {
    if (question.ask === "behave") {
      latencyMs = question.latencyMs;
      down = new Set(question.down);
      return undefined;
    }
    if (question.ask === "taken") return taken.get(question.path) ?? [];
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  },
  async () => {
    server.closeAllConnections();
    server.close();
  },
);
