import { fork } from "node:child_process";
import { once } from "node:events";

/** A process that answers one question at a time, and ends when its parent does. */
export type Child = {
  readonly ask: <T>(question: unknown) => Promise<T>;
  readonly stop: () => Promise<void>;
};

type Reply = { readonly answer: unknown } | { readonly problem: string };

export type ChildSettings = {
  /** Beside this file. */
  readonly file: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
};

export function startChild({ file, env = {}, execArgv = [] }: ChildSettings): Child {
  const child = fork(new URL(file, import.meta.url), {
    env: { ...process.env, ...env },
    execArgv: [...execArgv],
    // What functions log is not our output.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  return {
    ask: async <T>(question: unknown): Promise<T> => {
      const reply = once(child, "message");
      child.send({ question });
      const [message] = (await Promise.race([reply, ended.then(() => [undefined])])) as [Reply | undefined];
      if (message === undefined) throw new Error(`${file} ended before it answered`);
      if ("problem" in message) throw new Error(`${file}: ${message.problem}`);
      return message.answer as T;
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** The other side: answers until the parent lets go, then cleans up and ends. */
export function answerParent(answer: (question: never) => Promise<unknown>, end: () => Promise<void>): void {
  process.on("message", (message: { readonly question: never }) => {
    answer(message.question).then(
      (given) => process.send?.({ answer: given }),
      (error: unknown) =>
        process.send?.({ problem: error instanceof Error ? String(error.stack) : String(error) }),
    );
  });
  process.once("disconnect", () => {
    end().then(
      () => process.exit(),
      () => process.exit(1),
    );
  });
}
