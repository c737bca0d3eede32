import type { CloudQuestion, CloudReady } from "./callback-cloud.ts";
import { startChild, type Child } from "./child.ts";
import { openLine, type Line } from "./keep-alive-line.ts";

/** A running local cloud with its accounts, and connections to it. */
export type World = CloudReady & {
  readonly child: Child;
  readonly lines: readonly Line[];
  readonly host: string;
};

export async function withCloud<T>(
  wanted: Omit<Extract<CloudQuestion, { ask: "start" }>, "ask"> & { readonly connections: number },
  use: (world: World) => Promise<T>,
): Promise<T> {
  const { connections, ...start } = wanted;
  const child = startChild({ file: "callback-cloud.ts" });
  const lines: Line[] = [];
  try {
    const ready = await child.ask<CloudReady>({ ask: "start", ...start } satisfies CloudQuestion);
    while (lines.length < connections) lines.push(await openLine(ready.port));
    return await use({ ...ready, child, lines, host: `127.0.0.1:${ready.port}` });
  } finally {
    for (const line of lines) line.close();
    await child.stop();
  }
}
