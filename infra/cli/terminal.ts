import { stdin, stdout, stderr } from "node:process";
import { createInterface } from "node:readline/promises";
import { text as textOf } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { Writable } from "node:stream";

/** Everything that a command touches beside the gateway itself. */
export type Terminal = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether a person sits there who can be asked. */
  readonly isAttended: boolean;
  readonly ask: (question: string, how?: { readonly hidden: boolean }) => Promise<string>;
  /** What was piped in, to its end. */
  readonly input: () => Promise<string>;
  readonly pause: (ms: number) => Promise<void>;
  readonly fetch: typeof fetch;
};

export const realTerminal = (): Terminal => ({
  env: process.env,
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  isAttended: stdin.isTTY && stderr.isTTY,
  ask: async (question, { hidden } = { hidden: false }) => {
    stderr.write(question);
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    const reader = createInterface({ input: stdin, output: hidden ? nowhere : stderr, terminal: hidden });
    try {
      return (await reader.question("")).trim();
    } finally {
      reader.close();
      if (hidden) stderr.write("\n");
    }
  },
  input: async () => textOf(stdin),
  pause: async (ms) => sleep(ms),
  fetch,
});
