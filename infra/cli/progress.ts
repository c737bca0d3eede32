import { SingleBar } from "cli-progress";
import type { Terminal } from "./terminal.ts";

/** How far something is: a bar for a person, one line at the end for a log. */
export type Progress = { readonly at: (done: number, total: number) => void; readonly end: () => void };

export function progressOf(title: string, { isAttended, err }: Terminal): Progress {
  let last = "";
  if (!isAttended)
    return {
      at: (done, total) => (last = `${title} ${done}/${total}\n`),
      end: () => err(last),
    };
  const bar = new SingleBar({
    format: `${title.padEnd(12)} {bar} {value}/{total}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: false,
  });
  return {
    at: (done, total) => {
      if (last === "") bar.start(total, 0);
      last = title;
      bar.setTotal(total);
      bar.update(done);
    },
    end: () => {
      if (last !== "") bar.stop();
    },
  };
}
